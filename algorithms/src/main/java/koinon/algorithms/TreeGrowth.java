package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import koinon.algorithms.DecisionTree.Branch;
import koinon.algorithms.DecisionTree.Grown;
import koinon.model.exact.Grid;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Condition.Always;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;

/**
 * One tree of all rows and one per validation, grown in the same rounds, and what they predict.
 *
 * @param multiway ID3 instead of CART
 */
record TreeGrowth(Question question, boolean multiway) {
    private Variable outcome() {
        return question.y().getFirst();
    }

    private boolean classes() {
        return outcome().categorical();
    }

    private Grid grid() {
        return question.grid(outcome().code());
    }

    private List<String> levels() {
        return NaiveBayesRounds.codes(outcome());
    }

    Step start(int bins) {
        Split split = Split.of(question);
        return Binning.find(question, bins, binning -> grow(rounds(split, binning)));
    }

    private TreeRounds rounds(Split split, Binning binning) {
        long fewest = Math.max(question.integer("min_rows"), question.disclosure().threshold());
        TreeSplitter splitter = new TreeSplitter(binning, criterion(), fewest, multiway);
        int depth = question.integer("max_depth");
        return new TreeRounds(question, split, binning, target(), splitter, depth);
    }

    private TreeCriterion criterion() {
        if (multiway) {
            return new TreeCriterion.Entropy();
        }
        return classes()
                ? new TreeCriterion.Gini(levels().size())
                : new TreeCriterion.Squares(grid().step());
    }

    private Supplier<TreeTarget> target() {
        if (!classes()) {
            return () -> new TreeTarget.Numbers(grid());
        }
        int[] order = NaiveBayesRounds.sorted(outcome());
        int[] place = new int[order.length];
        for (int c = 0; c < order.length; c++) {
            place[order[c]] = c;
        }
        return () -> new TreeTarget.Classes(place);
    }

    private Step grow(TreeRounds rounds) {
        List<Tree> roots =
                Stream.generate(Tree::root).limit(rounds.split().validations() + 1L).toList();
        return rounds.grow(
                roots,
                "",
                trees ->
                        rounds.split().validations() == 0
                                ? new Step.Done(grown(rounds, trees, new BigInteger[0][][], 0))
                                : rounds.test(
                                        trees,
                                        (tested, rows) ->
                                                new Step.Done(grown(rounds, trees, tested, rows))));
    }

    private Grown grown(TreeRounds rounds, List<Tree> trees, BigInteger[][][] tested, long rows) {
        Tree tree = trees.getLast();
        long n = rounds.splitter().criterion().rows(tree.nodes().getFirst().totals());
        List<Tested> classified = new ArrayList<>();
        List<PredictionError> errors = new ArrayList<>();
        addScores(
                classified,
                errors,
                new Scored("training rows", n, tree, TreeScores.training(tree)));
        for (int v = 0; v < rounds.split().validations(); v++) {
            long test =
                    Arrays.stream(tested[v]).mapToLong(rounds.splitter().criterion()::rows).sum();
            String name = rounds.split().names().get(v);
            addScores(classified, errors, new Scored(name, rows - test, trees.get(v), tested[v]));
        }
        List<Branch> branches = new ArrayList<>();
        addBranch(branches, rounds, tree, new Place(0, -1, "all rows"));
        List<Rule.Node> nodes = new ArrayList<>();
        addNode(nodes, rounds.binning(), tree, new Rule.Node(0, -1, new Always(), value(tree, 0)));
        return new Grown(
                outcome().code(),
                multiway
                        ? "ID3 by information gain"
                        : "CART by " + (classes() ? "Gini index" : "squared error"),
                rounds.split().inWords(),
                classes() ? levels() : List.of("Mean", "SD"),
                branches,
                text(branches),
                classified,
                errors,
                List.of(),
                new FittedModel(
                        question.request().algorithm(),
                        List.of(
                                classes()
                                        ? new Input(outcome().code(), outcome().label(), levels())
                                        : LinearPredictor.input(outcome())),
                        question.x().stream().map(LinearPredictor::input).toList(),
                        new Rule.Tree(nodes)));
    }

    /** Rows at the nodes of a tree. */
    private record Scored(String name, long train, Tree tree, BigInteger[][] at) {}

    private void addScores(List<Tested> classified, List<PredictionError> errors, Scored s) {
        if (classes()) {
            classified.add(
                    new TreeScores.Classified(s.name, s.train, s.tree, s.at, levels())
                            .tested(question.disclosure()));
        } else {
            errors.add(
                    new TreeScores.Predicted(s.name, s.train, s.tree, s.at, grid().log2Step())
                            .error(question.disclosure()));
        }
    }

    /** Where a node stands. */
    private record Place(int node, int parent, String condition) {}

    /** Parents before children, depth first: as one reads a tree. */
    private void addBranch(List<Branch> branches, TreeRounds rounds, Tree tree, Place place) {
        Tree.Node node = tree.nodes().get(place.node);
        long n = rounds.splitter().criterion().rows(node.totals());
        branches.add(
                new Branch(
                        place.node,
                        place.parent,
                        node.depth(),
                        place.condition,
                        question.disclosure().hides(n)
                                ? new Statistic.Suppressed(
                                        "fewer than " + question.disclosure().threshold())
                                : Statistic.of((double) n),
                        predicted(node.totals()),
                        statistics(node.totals(), n),
                        node.leaf()));
        for (int branch = 0; branch < node.children().length; branch++) {
            if (node.children()[branch] >= 0) {
                String condition = rounds.binning().condition(node.test(), branch);
                Place below = new Place(node.children()[branch], place.node, condition);
                addBranch(branches, rounds, tree, below);
            }
        }
    }

    private void addNode(List<Rule.Node> nodes, Binning binning, Tree tree, Rule.Node node) {
        nodes.add(node);
        Tree.Node grown = tree.nodes().get(node.id());
        for (int branch = 0; branch < grown.children().length; branch++) {
            int child = grown.children()[branch];
            if (child >= 0) {
                Rule.Condition condition = binning.rule(grown.test(), branch);
                Rule.Node below = new Rule.Node(child, node.id(), condition, value(tree, child));
                addNode(nodes, binning, tree, below);
            }
        }
    }

    private String value(Tree tree, int node) {
        BigInteger[] totals = tree.nodes().get(node).totals();
        return classes()
                ? predicted(totals)
                : Double.toString(TreeScores.mean(totals, grid().log2Step()).doubleValue());
    }

    private String predicted(BigInteger[] totals) {
        return classes()
                ? levels().get(TreeScores.largest(totals))
                : Binning.number(TreeScores.mean(totals, grid().log2Step()).doubleValue());
    }

    private List<Statistic> statistics(BigInteger[] totals, long n) {
        if (classes()) {
            return TreeScores.shares(totals, question.disclosure());
        }
        double squares = TreeScores.squares(totals, grid().log2Step());
        return List.of(
                Statistic.of(TreeScores.mean(totals, grid().log2Step()).doubleValue()),
                n < 2
                        ? new Statistic.Undefined("one row")
                        : Statistic.of(Math.sqrt(squares / (n - 1))));
    }

    private static String text(List<Branch> branches) {
        StringBuilder text = new StringBuilder();
        for (Branch branch : branches) {
            text.append("  ".repeat(branch.depth())).append(branch.condition());
            if (branch.leaf()) {
                text.append(": ").append(branch.predicted());
            }
            if (branch.n() instanceof Statistic.Known(double n)) {
                text.append(" (n = ").append((long) n).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
