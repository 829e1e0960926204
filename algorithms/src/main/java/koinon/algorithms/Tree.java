package koinon.algorithms;

import java.math.BigInteger;
import java.util.List;

/**
 * A decision tree over binned covariates, perhaps still growing; the root is node 0.
 *
 * @param nodes in the order in which they came, children after their parents
 */
record Tree(List<Node> nodes) {
    Tree {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node.
     *
     * @param totals sums of the rows that trained, one per channel of the target; empty for a root
     *     that nobody has asked about
     * @param children by branch, -1 where there is none
     * @param open whether it may still be split
     */
    record Node(int depth, BigInteger[] totals, Test test, int[] children, boolean open) {
        boolean leaf() {
            return children.length == 0;
        }
    }

    /** Which branch a row takes. */
    sealed interface Test {
        /** None: a leaf. */
        record None() implements Test {}

        /** Branch 0 below a cut, 1 from it on. */
        record Below(int variable, int cut) implements Test {}

        /** Branch 0 for some of the levels, 1 for the others. */
        record Among(int variable, boolean[] left) implements Test {}

        /** One branch per level. */
        record Each(int variable) implements Test {}

        /** Branch of a row; -1 at a leaf. */
        default int branch(int[][] bins, int row) {
            return switch (this) {
                case None _ -> -1;
                case Below(int variable, int cut) -> bins[variable][row] < cut ? 0 : 1;
                case Among(int variable, boolean[] left) -> left[bins[variable][row]] ? 0 : 1;
                case Each(int variable) -> bins[variable][row];
            };
        }
    }

    static Tree root() {
        return new Tree(List.of(new Node(0, new BigInteger[0], new Test.None(), new int[0], true)));
    }

    /**
     * The node at which a row ends: a leaf, or a node without a branch for the row.
     *
     * @param bins by variable, then row
     */
    int place(int[][] bins, int row) {
        int at = 0;
        while (true) {
            Node node = nodes.get(at);
            int branch = node.test().branch(bins, row);
            if (branch < 0 || node.children()[branch] < 0) {
                return at;
            }
            at = node.children()[branch];
        }
    }

    /** Positions of the nodes that may still be split. */
    int[] open() {
        return java.util.stream.IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).open())
                .toArray();
    }
}
