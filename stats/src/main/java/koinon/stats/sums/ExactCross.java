package koinon.stats.sums;

import koinon.model.exact.ExactVector;

/**
 * Sums of the products of each left column with each right column, exact in 128 bits.
 *
 * <pre>
 *   S[j][k] = Σ_i a_j[i] · b_k[i]     for 0 ≤ j &lt; left, 0 ≤ k &lt; right
 * </pre>
 *
 * <p>Guarantee, units and input as for {@link ExactGram}. Shapes: left · right elements, row by row
 * (one row per left column). Not for use by two threads; merge instead.
 */
public final class ExactCross {
    private final int left;
    private final int right;
    private final Wide sums;
    private final Tile tile;
    private final Kernels kernels = new Kernels();

    public ExactCross(int left, int right) {
        if (left < 0 || right < 0) {
            throw new IllegalArgumentException("columns " + left + " and " + right);
        }
        this.left = left;
        this.right = right;
        this.sums = new Wide(Math.multiplyExact(left, right));
        this.tile = new Tile(sums);
    }

    /** Adds n rows. Shape: one array per column, each of at least n values. */
    public void add(double[][] leftBlock, double[][] rightBlock, int n) {
        Blocks.check(leftBlock, left, 0, n);
        Blocks.check(rightBlock, right, 0, n);
        for (int start = 0; start < n; start += PairKernel.MAX_ROWS) {
            addRun(leftBlock, rightBlock, start, Math.min(n - start, PairKernel.MAX_ROWS));
        }
    }

    private void addRun(double[][] leftBlock, double[][] rightBlock, int from, int n) {
        PairKernel kernel = kernels.next(n);
        for (int j = 0; j < left; j += 2) {
            for (int k = 0; k < right; k += 2) {
                load(leftBlock, rightBlock, j, k);
                kernel.add(tile, from, n);
            }
        }
    }

    private void load(double[][] leftBlock, double[][] rightBlock, int j, int k) {
        boolean leftPair = j + 1 < left;
        boolean rightPair = k + 1 < right;
        tile.left0 = leftBlock[j];
        tile.left1 = leftPair ? leftBlock[j + 1] : leftBlock[j];
        tile.right0 = rightBlock[k];
        tile.right1 = rightPair ? rightBlock[k + 1] : rightBlock[k];
        tile.place(0, j * right + k);
        tile.place(1, rightPair ? j * right + k + 1 : -1);
        tile.place(2, leftPair ? (j + 1) * right + k : -1);
        tile.place(3, leftPair && rightPair ? (j + 1) * right + k + 1 : -1);
    }

    /** Adds the sums of another accumulator of the same shape, and returns this one. */
    public ExactCross merge(ExactCross other) {
        if (left != other.left || right != other.right) {
            throw new IllegalArgumentException("accumulators of different shapes do not merge");
        }
        sums.addAll(other.sums);
        return this;
    }

    /** Adds the sums to a field of left · right elements and two words or more each. */
    public void writeTo(ExactVector.Builder builder, String field) {
        sums.writeTo(builder, field);
    }
}
