package koinon.stats.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, A v = λ v, in descending order.
 *
 * <pre>
 *   Jacobi rotations in double until no element off the diagonal exceeds 2^-58 of the greatest,
 *   then λ = vᵀAv / vᵀv in double-double
 * </pre>
 *
 * <p>Guarantee: vectors orthonormal to about 1e-15; the error of an eigenvalue is quadratic in that
 * of its vector, so that small ones keep their digits: about 1e-30 of the greatest. Each vector's
 * sign makes its element of largest magnitude positive, the first among elements that tie within
 * 1e-9. The same bits on every machine. Not checked: that vectors of equal eigenvalues are the ones
 * another program finds; only their span is determined. Source: Golub and Van Loan, Matrix
 * Computations, 4th edition (2013), section 8.5.
 */
public final class SymmetricEigen {
    private static final int MOST_SWEEPS = 60;
    private static final double SMALL = 0x1p-58;
    private static final double TIE = 1e-9;

    private final DoubleDouble[] values;
    private final double[][] vectors;

    private SymmetricEigen(DoubleDouble[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Decomposes the matrix of these rows. Shape: size rows of size elements. */
    public static SymmetricEigen of(DoubleDouble[][] rows) {
        int size = rows.length;
        double[][] a = new double[size][size];
        double[][] v = new double[size][size];
        for (int i = 0; i < size; i++) {
            v[i][i] = 1;
            for (int j = 0; j < size; j++) {
                a[i][j] = rows[i][j].doubleValue();
            }
        }
        int sweeps = 0;
        while (sweep(a, v)) {
            if (++sweeps > MOST_SWEEPS) {
                throw new IllegalArgumentException("a matrix with an element that is no number");
            }
        }
        SymmetricMatrix matrix = SymmetricMatrix.of(rows);
        DoubleDouble[] values = new DoubleDouble[size];
        Arrays.setAll(values, k -> quotient(matrix, v[k]));
        int[] order =
                IntStream.range(0, size)
                        .boxed()
                        .sorted(Comparator.comparing((Integer k) -> values[k]).reversed())
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new SymmetricEigen(
                Arrays.stream(order).mapToObj(k -> values[k]).toArray(DoubleDouble[]::new),
                Arrays.stream(order).mapToObj(k -> signed(v[k])).toArray(double[][]::new));
    }

    /** Number of eigenvalues. */
    public int size() {
        return values.length;
    }

    /** The k-th greatest eigenvalue. */
    public DoubleDouble value(int k) {
        return values[k];
    }

    /** Its eigenvector, of length 1. A copy. */
    public double[] vector(int k) {
        return vectors[k].clone();
    }

    /** One rotation for every pair; false when none was needed. */
    private static boolean sweep(double[][] a, double[][] v) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i][i]));
        }
        boolean rotated = false;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) {
                if (!(Math.abs(a[i][j]) <= SMALL * largest)) {
                    rotate(a, v, i, j);
                    rotated = true;
                }
            }
        }
        return rotated;
    }

    private static void rotate(double[][] a, double[][] v, int i, int j) {
        double theta = (a[j][j] - a[i][i]) / (2 * a[i][j]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double moved = t * a[i][j];
        double first = a[i][i] - moved;
        double second = a[j][j] + moved;
        turn(a[i], a[j], c, s);
        turn(v[i], v[j], c, s);
        for (int k = 0; k < a.length; k++) {
            a[k][i] = a[i][k];
            a[k][j] = a[j][k];
        }
        a[i][i] = first;
        a[j][j] = second;
        a[i][j] = 0;
        a[j][i] = 0;
    }

    private static void turn(double[] x, double[] y, double c, double s) {
        for (int k = 0; k < x.length; k++) {
            double xk = x[k];
            x[k] = c * xk - s * y[k];
            y[k] = s * xk + c * y[k];
        }
    }

    private static DoubleDouble quotient(SymmetricMatrix matrix, double[] vector) {
        DoubleDouble[] v =
                Arrays.stream(vector).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
        return DoubleDouble.dot(v, matrix.times(v)).dividedBy(DoubleDouble.dot(v, v));
    }

    private static double[] signed(double[] vector) {
        double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        double leading =
                Arrays.stream(vector)
                        .filter(x -> Math.abs(x) >= (1 - TIE) * largest)
                        .findFirst()
                        .orElse(1);
        double length = Math.sqrt(Arrays.stream(vector).map(x -> x * x).reduce(0, Double::sum));
        double unit = Math.copySign(length, leading);
        return Arrays.stream(vector).map(x -> x / unit).toArray();
    }
}
