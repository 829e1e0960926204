package koinon.stats.sums;

import koinon.model.exact.ExactVector;

/**
 * Sums of the products of every pair of columns, exact in 128 bits.
 *
 * <pre>
 *   S[j][k] = Σ_i a_j[i] · a_k[i]     for 0 ≤ j ≤ k &lt; columns
 * </pre>
 *
 * <p>Guarantee: the same bits for every order, split and grouping of at most 2^33 rows. Units: the
 * product of the two columns' steps. Shapes: the triangle is stored row by row, (0,0), (0,1), …,
 * (1,1), …: columns · (columns + 1) / 2 elements. Input: integers as doubles, |a| ≤ 2^43, on their
 * grid already; fractions and NaN are refused, a greater magnitude is not always seen. Not for use
 * by two threads; merge instead.
 */
public final class ExactGram {
    private final int columns;
    private final Wide sums;
    private final Tile tile;
    private final Kernels kernels = new Kernels();

    public ExactGram(int columns) {
        if (columns < 0) {
            throw new IllegalArgumentException("columns " + columns);
        }
        this.columns = columns;
        this.sums = new Wide(size(columns));
        this.tile = new Tile(sums);
    }

    /** Elements of the triangle of so many columns. */
    public static int size(int columns) {
        return Math.toIntExact((long) columns * (columns + 1) / 2);
    }

    /** Place of element (j, k), in either order, in the triangle of so many columns. */
    public static int index(int columns, int j, int k) {
        int row = Math.min(j, k);
        return row * columns - row * (row - 1) / 2 + Math.max(j, k) - row;
    }

    public int columns() {
        return columns;
    }

    /** Adds n rows. Shape: one array per column, each of at least n values. */
    public void add(double[][] block, int n) {
        add(block, 0, n);
    }

    /** Adds rows from to from + n − 1 of longer columns. */
    public void add(double[][] block, int from, int n) {
        Blocks.check(block, columns, from, n);
        for (int start = 0; start < n; start += PairKernel.MAX_ROWS) {
            addRun(block, from + start, Math.min(n - start, PairKernel.MAX_ROWS));
        }
    }

    private void addRun(double[][] block, int from, int n) {
        PairKernel kernel = kernels.next(n);
        for (int j = 0; j < columns; j += 2) {
            for (int k = j; k < columns; k += 2) {
                load(block, j, k);
                kernel.add(tile, from, n);
            }
        }
    }

    private void load(double[][] block, int j, int k) {
        boolean leftPair = j + 1 < columns;
        boolean rightPair = k + 1 < columns;
        tile.left0 = block[j];
        tile.left1 = leftPair ? block[j + 1] : block[j];
        tile.right0 = block[k];
        tile.right1 = rightPair ? block[k + 1] : block[k];
        tile.place(0, index(columns, j, k));
        tile.place(1, rightPair ? index(columns, j, k + 1) : -1);
        tile.place(2, leftPair && j < k ? index(columns, j + 1, k) : -1);
        tile.place(3, leftPair && rightPair ? index(columns, j + 1, k + 1) : -1);
    }

    /** Adds the sums of another accumulator of as many columns, and returns this one. */
    public ExactGram merge(ExactGram other) {
        sums.addAll(other.sums);
        return this;
    }

    /** Adds the triangle to a field of {@link #size} elements and two words or more each. */
    public void writeTo(ExactVector.Builder builder, String field) {
        sums.writeTo(builder, field);
    }
}
