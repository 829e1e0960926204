package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.elementary.LogisticTerms;
import koinon.stats.rows.Block;
import koinon.stats.sums.ExactSum;

/**
 * A sum of trees: the score of a row is the start and, tree by tree, the weight of the leaf where
 * the row ends.
 *
 * @param weights by tree, then node; 0 at inner nodes
 */
record BoostedTrees(double start, List<Tree> trees, List<double[]> weights) {
    BoostedTrees {
        trees = List.copyOf(trees);
        weights = List.copyOf(weights);
    }

    BoostedTrees with(Tree tree, double[] leaves) {
        List<Tree> more = new ArrayList<>(trees);
        more.add(tree);
        List<double[]> weighted = new ArrayList<>(weights);
        weighted.add(leaves);
        return new BoostedTrees(start, more, weighted);
    }

    /** Scores of n rows, summed in the order of the trees. */
    void score(int[][] bins, int n, double[] out) {
        Arrays.fill(out, 0, n, start);
        for (int t = 0; t < trees.size(); t++) {
            Tree tree = trees.get(t);
            double[] leaves = weights.get(t);
            for (int i = 0; i < n; i++) {
                out[i] += leaves[tree.place(bins, i)];
            }
        }
    }

    /** The loss whose gradient trees are fitted to. */
    sealed interface Loss {
        /** Log2 of the step of gradients and residuals. */
        int log2Step();

        /** Log2 of the step of curvatures. */
        int log2CurvatureStep();

        /** Outcomes of a block, which are its first column. */
        void outcomes(Block block, double[] out);

        /** −log likelihood of a class. */
        record Logistic(int positive) implements Loss {
            @Override
            public int log2Step() {
                return -40;
            }

            @Override
            public int log2CurvatureStep() {
                return -40;
            }

            @Override
            public void outcomes(Block block, double[] out) {
                int[] codes = block.codes(0);
                for (int i = 0; i < block.size(); i++) {
                    out[i] = codes[i] == positive ? 1 : 0;
                }
            }
        }

        /** Half the squared error. */
        record Squared(Grid grid) implements Loss {
            @Override
            public int log2Step() {
                // Residuals reach twice the bound; the rest is room for overshooting.
                return grid.log2Bound() + 2 - Grid.BITS;
            }

            @Override
            public int log2CurvatureStep() {
                return 0;
            }

            @Override
            public void outcomes(Block block, double[] out) {
                double[] values = block.values(0);
                for (int i = 0; i < block.size(); i++) {
                    out[i] = grid.quantise(values[i]) * grid.step();
                }
            }
        }
    }

    /** An integer on a step, within 43 bits. */
    static long rounded(double value, int log2Step) {
        double most = Math.scalb(1.0, Grid.BITS);
        double units = Math.rint(value * Math.scalb(1.0, -log2Step));
        return (long) Math.max(-most, Math.min(most, units));
    }

    /** Gradient and curvature of the loss at the present scores: n, Σ gradient, Σ curvature. */
    static final class Target implements TreeTarget {
        private final Loss loss;
        private final List<BoostedTrees> models;
        private final double[] outcomes = new double[Block.CAPACITY];
        private final double[] scores = new double[Block.CAPACITY];
        private final long[] gradients = new long[Block.CAPACITY];
        private final long[] curvatures = new long[Block.CAPACITY];
        private final LogisticTerms terms = new LogisticTerms(Block.CAPACITY);
        private int size;

        Target(Loss loss, List<BoostedTrees> models) {
            this.loss = loss;
            this.models = models;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public void load(Block block) {
            size = block.size();
            loss.outcomes(block, outcomes);
        }

        @Override
        public void model(int model, int[][] bins) {
            models.get(model).score(bins, size, scores);
            switch (loss) {
                case Loss.Logistic logistic -> logistic(logistic);
                case Loss.Squared squared -> squared(squared);
            }
        }

        private void logistic(Loss.Logistic logistic) {
            terms.compute(scores, outcomes, size);
            for (int i = 0; i < size; i++) {
                double p = terms.probability()[i];
                gradients[i] = rounded(-terms.residual()[i], logistic.log2Step());
                curvatures[i] = rounded(p * (1 - p), logistic.log2CurvatureStep());
            }
        }

        private void squared(Loss.Squared squared) {
            for (int i = 0; i < size; i++) {
                gradients[i] = rounded(scores[i] - outcomes[i], squared.log2Step());
                curvatures[i] = 1;
            }
        }

        @Override
        public void add(ExactSum sums, int at, int row) {
            sums.add(at, 1);
            sums.add(at + 1, gradients[row]);
            sums.add(at + 2, curvatures[row]);
        }
    }
}
