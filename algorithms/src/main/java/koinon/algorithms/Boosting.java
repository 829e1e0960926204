package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.algorithms.BoostedTrees.Loss;
import koinon.algorithms.GradientBoostedTrees.Boosted;
import koinon.algorithms.GradientBoostedTrees.Importance;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Statistic;
import koinon.stats.elementary.Elementary;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;

/** The rounds of gradient boosting: where it starts, tree after tree, and what they predict. */
record Boosting(Question question, Split split, Binning binning, Loss loss) {
    private static final String SUMS = "outcomes";

    /** n, Σy and Σy² of each part, y in steps of the outcome (1 for a class). */
    Step start() {
        VectorSchema schema = VectorSchema.of(Field.sums(SUMS, 3 * split.size(), 0));
        return new Step.Round(
                "start",
                schema,
                data -> outcomes(data, schema),
                pooled -> first(pooled.required()));
    }

    int log2Unit() {
        return switch (loss) {
            case Loss.Logistic _ -> 0;
            case Loss.Squared squared -> squared.grid().log2Step();
        };
    }

    List<String> columns() {
        List<String> columns = new ArrayList<>(question.request().y());
        columns.addAll(question.request().x());
        columns.addAll(split.variables());
        return columns;
    }

    int splitPosition() {
        return 1 + question.request().x().size();
    }

    private LocalAnswer outcomes(LocalData data, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        double perUnit = Math.scalb(1.0, -log2Unit());
        ExactSum sums =
                rows.reduce(
                        columns(),
                        () -> new ExactSum(3 * split.size()),
                        (sum, block) -> {
                            double[] y = new double[block.size()];
                            loss.outcomes(block, y);
                            int[] parts = split.parts(block, splitPosition());
                            for (int i = 0; i < y.length; i++) {
                                long value = (long) (y[i] * perUnit);
                                sum.add(3 * parts[i], 1);
                                sum.add(3 * parts[i] + 1, value);
                                sum.addSquare(3 * parts[i] + 2, value);
                            }
                        },
                        ExactSum::merge);
        ExactVector.Builder vector = ExactVector.builder(schema);
        sums.writeTo(vector, SUMS);
        return LocalAnswer.pooled(vector.build(), Censuses.of(rows), 3);
    }

    private Step first(ExactVector sums) {
        BigInteger[][] parts = new BigInteger[split.size()][3];
        for (int p = 0; p < parts.length; p++) {
            for (int k = 0; k < 3; k++) {
                parts[p][k] = sums.integer(SUMS, 3 * p + k);
            }
        }
        List<BoostedTrees> models = new ArrayList<>();
        for (int m = 0; m <= split.validations(); m++) {
            models.add(new BoostedTrees(start(training(parts, m)), List.of(), List.of()));
        }
        return new State(this, parts, models).next();
    }

    /** Sums of the rows that train a model. */
    BigInteger[] training(BigInteger[][] parts, int model) {
        return IntStream.range(0, parts.length)
                .filter(p -> p != model || model == split.validations())
                .mapToObj(p -> parts[p])
                .reduce(TreeSplitter::plus)
                .orElseThrow();
    }

    private double start(BigInteger[] train) {
        if (train[0].signum() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row with a value in every variable is left to train on");
        }
        if (loss instanceof Loss.Squared) {
            return TreeScores.mean(train, log2Unit()).doubleValue();
        }
        double negatives = train[0].subtract(train[1]).doubleValue();
        if (train[1].signum() == 0 || negatives == 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "the rows that train are of one class of '"
                            + question.y().getFirst().code()
                            + "'; choose another positive class, other parts or more data");
        }
        return Elementary.log(train[1].doubleValue() / negatives);
    }

    private TreeCriterion.Gradient criterion() {
        return new TreeCriterion.Gradient(
                Math.scalb(1.0, loss.log2Step()),
                Math.scalb(1.0, loss.log2CurvatureStep()),
                question.real("lambda"));
    }

    /**
     * Where boosting stands.
     *
     * @param parts n, Σy, Σy² of each part
     * @param models without each validation's part, and last of all rows
     */
    private record State(Boosting of, BigInteger[][] parts, List<BoostedTrees> models) {
        private int size() {
            return models.getFirst().trees().size();
        }

        Step next() {
            if (size() == of.question.integer("trees")) {
                return new BoostingOutcome(of, parts, models).ask();
            }
            long fewest =
                    Math.max(of.question.integer("min_rows"), of.question.disclosure().threshold());
            TreeRounds rounds =
                    new TreeRounds(
                            of.question,
                            of.split,
                            of.binning,
                            () -> new BoostedTrees.Target(of.loss, models),
                            new TreeSplitter(of.binning, of.criterion(), fewest, false),
                            of.question.integer("max_depth"));
            List<Tree> roots = Stream.generate(Tree::root).limit(models.size()).toList();
            return rounds.grow(roots, "tree " + (size() + 1) + ", ", this::with);
        }

        private Step with(List<Tree> trees) {
            double rate = of.question.real("learning_rate");
            List<BoostedTrees> more = new ArrayList<>();
            for (int m = 0; m < trees.size(); m++) {
                double[] leaves =
                        trees.get(m).nodes().stream()
                                .mapToDouble(node ->
                                        node.leaf()
                                                ? rate * of.criterion().weight(node.totals())
                                                : 0)
                                .toArray();
                more.add(models.get(m).with(trees.get(m), leaves));
            }
            return new State(of, parts, more).next();
        }
    }

    String positive() {
        return switch (loss) {
            case Loss.Logistic(int level) -> question.y().getFirst().levels().get(level).code();
            case Loss.Squared _ -> "";
        };
    }

    Boosted boosted(BoostingOutcome test, ExactVector sums) {
        BoostedTrees all = test.models().getLast();
        List<String> texts = new ArrayList<>();
        for (int t = 0; t < all.trees().size(); t++) {
            StringBuilder text = new StringBuilder();
            write(text, all.trees().get(t), all.weights().get(t), 0);
            texts.add(text.toString());
        }
        return new Boosted(
                question.y().getFirst().code(),
                positive(),
                split.inWords(),
                all.start(),
                texts,
                importances(all),
                test.classified(sums),
                test.errors(sums),
                List.of());
    }

    private void write(StringBuilder text, Tree tree, double[] weights, int at) {
        Tree.Node node = tree.nodes().get(at);
        if (node.leaf()) {
            text.append(": ").append(Binning.number(weights[at]));
        }
        for (int branch = 0; branch < node.children().length; branch++) {
            text.append('\n').append("  ".repeat(node.depth()));
            text.append(binning.condition(node.test(), branch));
            write(text, tree, weights, node.children()[branch]);
        }
    }

    private List<Importance> importances(BoostedTrees all) {
        double[] gains = new double[binning.variables().size()];
        for (Tree tree : all.trees()) {
            for (Tree.Node node : tree.nodes()) {
                if (!node.leaf()) {
                    List<BigInteger[]> children =
                            Arrays.stream(node.children())
                                    .mapToObj(c -> tree.nodes().get(c).totals())
                                    .toList();
                    gains[variable(node.test())] += criterion().gain(node.totals(), children);
                }
            }
        }
        double total = Arrays.stream(gains).sum();
        return IntStream.range(0, gains.length)
                .mapToObj(j ->
                        new Importance(
                                binning.variables().get(j).code(),
                                Statistic.of(gains[j] / total, "no tree has a split")))
                .toList();
    }

    private static int variable(Tree.Test test) {
        return switch (test) {
            case Tree.Test.None _ -> throw new IllegalStateException("a leaf tests nothing");
            case Tree.Test.Below(int variable, int _) -> variable;
            case Tree.Test.Among(int variable, boolean[] _) -> variable;
            case Tree.Test.Each(int variable) -> variable;
        };
    }
}
