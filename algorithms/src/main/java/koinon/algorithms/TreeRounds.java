package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;

/**
 * Grows trees level by level, one round per level, all models at once: model v trains on the rows
 * outside part v of the split, a model beyond the validations on all rows. What leaves a site are
 * exact sums per open node, covariate and bin.
 *
 * @param target of a fresh sweep
 * @param depth most levels below the root
 */
record TreeRounds(
        Question question,
        Split split,
        Binning binning,
        Supplier<TreeTarget> target,
        TreeSplitter splitter,
        int depth) {
    private static final int MOST_CELLS = 1 << 22;

    private static String field(int variable) {
        return "bins/" + variable;
    }

    /** Outcome, covariates, and the variables of the split. */
    private List<String> columns() {
        List<String> columns = new ArrayList<>(question.request().y());
        columns.addAll(question.request().x());
        columns.addAll(split.variables());
        return columns;
    }

    private int channels() {
        return target.get().channels();
    }

    /** Grows trees until no node is open. */
    Step grow(List<Tree> trees, String title, Function<List<Tree>, Step> next) {
        if (trees.stream().allMatch(tree -> tree.open().length == 0)) {
            return next.apply(trees);
        }
        int level = 1 + deepest(trees);
        VectorSchema schema = schema(trees);
        return new Step.Round(
                title + "level " + level,
                schema,
                data -> histograms(data, trees, schema),
                pooled -> grow(grown(trees, pooled.required()), title, next));
    }

    private static int deepest(List<Tree> trees) {
        return trees.stream()
                .flatMap(tree -> tree.nodes().stream())
                .filter(Tree.Node::open)
                .mapToInt(Tree.Node::depth)
                .max()
                .orElse(0);
    }

    private VectorSchema schema(List<Tree> trees) {
        int nodes = trees.stream().mapToInt(tree -> tree.open().length).sum();
        List<Field> fields = new ArrayList<>();
        long cells = 0;
        for (int j = 0; j < binning.variables().size(); j++) {
            long length = (long) nodes * binning.bins(j) * channels();
            cells += length;
            fields.add(Field.sums(field(j), (int) Math.min(length, MOST_CELLS), 0));
        }
        if (cells > MOST_CELLS) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    "a level of the tree needs "
                            + cells
                            + " sums, more than "
                            + MOST_CELLS
                            + "; use less depth, fewer bins, fewer parts or fewer covariates");
        }
        return new VectorSchema(fields);
    }

    private LocalAnswer histograms(LocalData data, List<Tree> trees, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        Sweep sweep =
                rows.reduce(
                        columns(), () -> new Sweep(this, trees, schema), Sweep::add, Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (int j = 0; j < sweep.sums.length; j++) {
            sweep.sums[j].writeTo(sums, field(j));
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), schema.words());
    }

    /** One thread's histograms. */
    private static final class Sweep {
        private final TreeRounds rounds;
        private final List<Tree> trees;
        private final TreeTarget target;
        private final int[][] slots;
        private final int[][] bins;
        private final ExactSum[] sums;

        Sweep(TreeRounds rounds, List<Tree> trees, VectorSchema schema) {
            this.rounds = rounds;
            this.trees = trees;
            this.target = rounds.target.get();
            this.bins = new int[rounds.binning.variables().size()][Block.CAPACITY];
            this.sums = new ExactSum[bins.length];
            Arrays.setAll(sums, j -> new ExactSum(schema.field(field(j)).length()));
            this.slots = slots(trees);
        }

        /** By tree and node: its place among all open nodes, or -1. */
        private static int[][] slots(List<Tree> trees) {
            int[][] slots = new int[trees.size()][];
            int next = 0;
            for (int t = 0; t < slots.length; t++) {
                slots[t] = new int[trees.get(t).nodes().size()];
                Arrays.fill(slots[t], -1);
                for (int node : trees.get(t).open()) {
                    slots[t][node] = next++;
                }
            }
            return slots;
        }

        void add(Block block) {
            rounds.binning.fill(block, 1, bins);
            target.load(block);
            int[] parts = rounds.split.parts(block, 1 + bins.length);
            for (int t = 0; t < slots.length; t++) {
                if (trees.get(t).open().length > 0) {
                    target.model(t, bins);
                    for (int i = 0; i < block.size(); i++) {
                        int slot =
                                parts[i] == t && t < rounds.split.validations()
                                        ? -1
                                        : slots[t][trees.get(t).place(bins, i)];
                        if (slot >= 0) {
                            add(slot, i);
                        }
                    }
                }
            }
        }

        private void add(int slot, int row) {
            for (int j = 0; j < bins.length; j++) {
                int bin = slot * rounds.binning.bins(j) + bins[j][row];
                target.add(sums[j], bin * target.channels(), row);
            }
        }

        Sweep merge(Sweep other) {
            for (int j = 0; j < sums.length; j++) {
                sums[j].merge(other.sums[j]);
            }
            return this;
        }
    }

    /** The trees with every open node split or closed. */
    private List<Tree> grown(List<Tree> trees, ExactVector sums) {
        if (Census.of(sums).rows() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA, "no row has a value in every variable");
        }
        List<Tree> grown = new ArrayList<>();
        int slot = 0;
        for (Tree tree : trees) {
            List<Tree.Node> nodes = new ArrayList<>(tree.nodes());
            for (int node : tree.open()) {
                split(nodes, node, histogram(sums, slot++));
            }
            grown.add(new Tree(nodes));
        }
        return grown;
    }

    private BigInteger[][][] histogram(ExactVector sums, int slot) {
        int channels = channels();
        BigInteger[][][] bins = new BigInteger[binning.variables().size()][][];
        for (int j = 0; j < bins.length; j++) {
            bins[j] = new BigInteger[binning.bins(j)][channels];
            for (int b = 0; b < bins[j].length; b++) {
                for (int k = 0; k < channels; k++) {
                    int at = (slot * bins[j].length + b) * channels + k;
                    bins[j][b][k] = sums.integer(field(j), at);
                }
            }
        }
        return bins;
    }

    private void split(List<Tree.Node> nodes, int at, BigInteger[][][] bins) {
        Tree.Node node = nodes.get(at);
        BigInteger[] totals = TreeSplitter.total(bins[0]);
        var choice = splitter.best(bins);
        if (choice.isEmpty()) {
            nodes.set(
                    at,
                    new Tree.Node(node.depth(), totals, new Tree.Test.None(), new int[0], false));
            return;
        }
        int first = nodes.size();
        int[] children =
                Arrays.stream(choice.get().children()).map(c -> c < 0 ? -1 : first + c).toArray();
        nodes.set(at, new Tree.Node(node.depth(), totals, choice.get().test(), children, false));
        for (BigInteger[] part : choice.get().parts()) {
            boolean open =
                    node.depth() + 1 < depth
                            && splitter.criterion().rows(part) >= 2 * splitter.fewest()
                            && !splitter.criterion().pure(part);
            nodes.add(
                    new Tree.Node(node.depth() + 1, part, new Tree.Test.None(), new int[0], open));
        }
    }

    /**
     * One more round: the sums of the rows that each validation is tested on, at the node where
     * they end.
     *
     * @param next gets, by validation, node and channel, the sums, and the number of rows
     */
    Step test(List<Tree> trees, BiFunction<BigInteger[][][], Long, Step> next) {
        int[] nodes = trees.stream().mapToInt(tree -> tree.nodes().size()).toArray();
        int channels = channels();
        VectorSchema schema =
                VectorSchema.of(Field.sums("tested", Arrays.stream(nodes).sum() * channels, 0));
        return new Step.Round(
                "predictions",
                schema,
                data -> tested(data, trees, schema),
                pooled -> {
                    ExactVector sums = pooled.required();
                    BigInteger[][][] tested = new BigInteger[nodes.length][][];
                    int at = 0;
                    for (int t = 0; t < nodes.length; t++) {
                        tested[t] = new BigInteger[nodes[t]][channels];
                        for (BigInteger[] totals : tested[t]) {
                            for (int k = 0; k < channels; k++) {
                                totals[k] = sums.integer("tested", at++);
                            }
                        }
                    }
                    return next.apply(tested, Census.of(sums).rows());
                });
    }

    private LocalAnswer tested(LocalData data, List<Tree> trees, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        Tests tests =
                rows.reduce(
                        columns(), () -> new Tests(this, trees, schema), Tests::add, Tests::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        tests.sums.writeTo(sums, "tested");
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), schema.words());
    }

    /** One thread's tests. */
    private static final class Tests {
        private final TreeRounds rounds;
        private final List<Tree> trees;
        private final TreeTarget target;
        private final int[][] bins;
        private final int[] first;
        private final ExactSum sums;

        Tests(TreeRounds rounds, List<Tree> trees, VectorSchema schema) {
            this.rounds = rounds;
            this.trees = trees;
            this.target = rounds.target.get();
            this.bins = new int[rounds.binning.variables().size()][Block.CAPACITY];
            this.first = new int[trees.size()];
            for (int t = 1; t < first.length; t++) {
                first[t] = first[t - 1] + trees.get(t - 1).nodes().size();
            }
            this.sums = new ExactSum(schema.field("tested").length());
        }

        void add(Block block) {
            rounds.binning.fill(block, 1, bins);
            target.load(block);
            int[] parts = rounds.split.parts(block, 1 + bins.length);
            for (int i = 0; i < block.size(); i++) {
                if (parts[i] < rounds.split.validations()) {
                    int node = trees.get(parts[i]).place(bins, i);
                    target.add(sums, (first[parts[i]] + node) * target.channels(), i);
                }
            }
        }

        Tests merge(Tests other) {
            sums.merge(other.sums);
            return this;
        }
    }
}
