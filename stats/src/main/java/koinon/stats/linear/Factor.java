package koinon.stats.linear;

import java.util.Arrays;
import java.util.BitSet;
import koinon.stats.elementary.Elementary;

/**
 * The factors A = L D Lᵀ of a symmetric positive semidefinite matrix, in double-double and in the
 * order of the columns.
 *
 * <pre>
 *   d_j  = a_jj − Σ_k l_jk² d_k                    squared norm of column j less the earlier ones
 *   l_ij = (a_ij − Σ_k l_ik l_jk d_k) / d_j        sums over k &lt; j not aliased
 *   aliased: d_j ≤ tolerance² a_jj,  tolerance = 1e-10 unless given
 * </pre>
 *
 * <p>A column that is a combination of earlier ones is aliased, and left out as if it were not
 * there: what R's {@code lm} does, whose tolerance on the same ratio of norms is 1e-7. Guarantee:
 * the solution of the kept columns has a relative error near 2^-100 times the condition number of
 * the scaled matrix: 12 digits and more while the design's condition number is at most 1e8. Cost:
 * size³ / 6 products. Not checked: that the matrix is positive semidefinite; a column with d_j &lt;
 * 0 counts as aliased, and so does one with NaN.
 */
public final class Factor {
    /** Norm of what earlier columns leave of a column, relative to the norm of the column. */
    public static final double TOLERANCE = 1e-10;

    private final double squaredTolerance;
    private final int size;
    private final int[] scale;
    private final BitSet aliased = new BitSet();

    /** Strict lower triangle of L by rows; the row of an aliased column, and its column, are 0. */
    private final double[] high;

    private final double[] low;
    private final DoubleDouble[] pivots;

    Factor(SymmetricMatrix matrix, double tolerance) {
        squaredTolerance = tolerance * tolerance;
        size = matrix.size;
        scale = matrix.scale;
        high = new double[size * size];
        low = new double[size * size];
        pivots = new DoubleDouble[size];
        Accumulator sum = new Accumulator();
        for (int i = 0; i < size; i++) {
            factorRow(matrix, i, sum);
        }
    }

    /** Row i of L from the rows above: first l_ij d_j into the row, then d_i, then the division. */
    private void factorRow(SymmetricMatrix matrix, int i, Accumulator sum) {
        int row = i * size;
        for (int j = 0; j < i; j++) {
            if (aliased.get(j)) {
                continue;
            }
            sum.start(matrix.high[row + j], matrix.low[row + j]);
            subtractDot(sum, row, j * size, j);
            high[row + j] = sum.high();
            low[row + j] = sum.low();
        }
        sum.start(matrix.high[row + i], matrix.low[row + i]);
        for (int j = 0; j < i; j++) {
            DoubleDouble scaled = new DoubleDouble(high[row + j], low[row + j]);
            DoubleDouble l = aliased.get(j) ? DoubleDouble.ZERO : scaled.dividedBy(pivots[j]);
            sum.subtractProduct(l.high(), l.low(), scaled.high(), scaled.low());
            high[row + j] = l.high();
            low[row + j] = l.low();
        }
        pivots[i] = new DoubleDouble(sum.high(), sum.low());
        double limit = squaredTolerance * matrix.high[row + i];
        if (!(pivots[i].high() > limit)) {
            aliased.set(i);
            Arrays.fill(high, row, row + i, 0);
            Arrays.fill(low, row, row + i, 0);
        }
    }

    private void subtractDot(Accumulator sum, int a, int b, int length) {
        for (int k = 0; k < length; k++) {
            sum.subtractProduct(high[a + k], low[a + k], high[b + k], low[b + k]);
        }
    }

    /** Columns that earlier columns determine. A copy. */
    public BitSet aliased() {
        return (BitSet) aliased.clone();
    }

    /** Number of columns that are not aliased. */
    public int rank() {
        return size - aliased.cardinality();
    }

    /** Natural logarithm of the determinant of the columns that are not aliased. */
    public double logDeterminant() {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            if (!aliased.get(j)) {
                sum += Elementary.log(pivots[j].high()) + 2 * scale[j] * Elementary.log(2);
            }
        }
        return sum;
    }

    /**
     * The solution x of A x = b over the columns that are not aliased; 0 at the aliased ones, which
     * a result must show as aliased, not as 0. Shape: size elements in, size out.
     */
    public DoubleDouble[] solve(DoubleDouble[] b) {
        if (b.length != size) {
            throw new IllegalArgumentException(
                    "right side of " + b.length + " elements, matrix of " + size);
        }
        double[] h = new double[size];
        double[] l = new double[size];
        for (int i = 0; i < size; i++) {
            DoubleDouble value = b[i].scaled(-scale[i]);
            h[i] = value.high();
            l[i] = value.low();
        }
        solveScaled(h, l, 0);
        DoubleDouble[] x = new DoubleDouble[size];
        Arrays.setAll(x, i -> new DoubleDouble(h[i], l[i]).scaled(-scale[i]));
        return x;
    }

    /** Solves in place; the right side is known to be 0 before its element first. */
    private void solveScaled(double[] h, double[] l, int first) {
        Accumulator sum = new Accumulator();
        for (int i = first; i < size; i++) {
            sum.start(h[i], l[i]);
            for (int k = first; k < i; k++) {
                sum.subtractProduct(high[i * size + k], low[i * size + k], h[k], l[k]);
            }
            h[i] = aliased.get(i) ? 0 : sum.high();
            l[i] = aliased.get(i) ? 0 : sum.low();
        }
        for (int i = first; i < size; i++) {
            if (!aliased.get(i)) {
                DoubleDouble value = new DoubleDouble(h[i], l[i]).dividedBy(pivots[i]);
                h[i] = value.high();
                l[i] = value.low();
            }
        }
        // Upwards by columns of Lᵀ, which are rows of L: neighbours in memory.
        for (int i = size - 1; i > 0; i--) {
            for (int k = 0; k < i; k++) {
                sum.start(h[k], l[k]);
                sum.subtractProduct(high[i * size + k], low[i * size + k], h[i], l[i]);
                h[k] = sum.high();
                l[k] = sum.low();
            }
        }
    }

    /**
     * The inverse over the columns that are not aliased; rows and columns of aliased ones are 0.
     */
    public SymmetricMatrix inverse() {
        double[] inverseHigh = new double[size * size];
        double[] inverseLow = new double[size * size];
        double[] h = new double[size];
        double[] l = new double[size];
        for (int j = 0; j < size; j++) {
            Arrays.fill(h, 0);
            Arrays.fill(l, 0);
            h[j] = aliased.get(j) ? 0 : 1;
            solveScaled(h, l, j);
            for (int i = 0; i <= j; i++) {
                inverseHigh[i * size + j] = inverseHigh[j * size + i] = h[i];
                inverseLow[i * size + j] = inverseLow[j * size + i] = l[i];
            }
        }
        int[] scales = Arrays.stream(scale).map(s -> -s).toArray();
        return new SymmetricMatrix(scales, inverseHigh, inverseLow);
    }

    /** Diagonal of {@link #inverse}: times the error variance, the squared standard errors. */
    public DoubleDouble[] inverseDiagonal() {
        SymmetricMatrix inverse = inverse();
        DoubleDouble[] diagonal = new DoubleDouble[size];
        Arrays.setAll(diagonal, j -> inverse.entry(j, j));
        return diagonal;
    }
}
