package koinon.stats.linear;

import java.math.BigInteger;
import koinon.model.exact.ExactVector;

/**
 * A small dense symmetric matrix in double-double, with a power of two set aside for each row and
 * column, so that columns of very different units neither overflow nor lose digits.
 *
 * <pre>
 *   element (j, k) = (high[j][k] + low[j][k]) · 2^(scale[j] + scale[k])
 * </pre>
 *
 * <p>Guarantee: elements read from exact sums are within 2^-105 of them, relatively. Shape: size ×
 * size, row by row. Immutable.
 */
public final class SymmetricMatrix {
    final int size;
    final double[] high;
    final double[] low;
    final int[] scale;

    SymmetricMatrix(int[] scale, double[] high, double[] low) {
        this.size = scale.length;
        this.scale = scale;
        this.high = high;
        this.low = low;
    }

    /**
     * Reads a triangle of sums of products (the layout of {@code ExactGram}).
     *
     * @param log2Steps step of each column; element (j, k) is its integer times 2^(step j + step
     *     k), whatever step the field itself names
     */
    public static SymmetricMatrix ofGram(ExactVector vector, String field, int[] log2Steps) {
        int size = log2Steps.length;
        int length = vector.schema().field(field).length();
        if (length != (long) size * (size + 1) / 2) {
            throw new IllegalArgumentException(
                    "field " + field + " of " + length + " elements is no triangle of " + size);
        }
        BigInteger[] triangle = new BigInteger[length];
        for (int i = 0; i < length; i++) {
            triangle[i] = vector.integer(field, i);
        }
        return ofTriangle(triangle, log2Steps);
    }

    /** As {@link #ofGram}, from integers: (0,0), (0,1), …, (1,1), …. */
    public static SymmetricMatrix ofTriangle(BigInteger[] triangle, int[] log2Steps) {
        int size = log2Steps.length;
        int[] norm = new int[size];
        int[] scale = new int[size];
        for (int j = 0, at = 0; j < size; at += size - j, j++) {
            // The norm of column j lies between 2^norm and 2^(norm + 1).
            norm[j] = triangle[at].bitLength() / 2;
            scale[j] = log2Steps[j] + norm[j];
        }
        SymmetricMatrix matrix =
                new SymmetricMatrix(scale, new double[size * size], new double[size * size]);
        for (int j = 0, at = 0; j < size; j++) {
            for (int k = j; k < size; k++, at++) {
                matrix.set(j, k, DoubleDouble.of(triangle[at], -norm[j] - norm[k]));
            }
        }
        return matrix;
    }

    /** Takes plain numbers. Shape: size rows of size elements; the upper triangle is read. */
    public static SymmetricMatrix of(DoubleDouble[][] rows) {
        int size = rows.length;
        int[] scale = new int[size];
        for (int j = 0; j < size; j++) {
            double norm = Math.sqrt(Math.abs(rows[j][j].high()));
            scale[j] = norm > 0 && Double.isFinite(norm) ? Math.getExponent(norm) : 0;
        }
        SymmetricMatrix matrix =
                new SymmetricMatrix(scale, new double[size * size], new double[size * size]);
        for (int j = 0; j < size; j++) {
            for (int k = j; k < size; k++) {
                matrix.set(j, k, rows[j][k].scaled(-scale[j]).scaled(-scale[k]));
            }
        }
        return matrix;
    }

    private void set(int j, int k, DoubleDouble value) {
        high[j * size + k] = value.high();
        low[j * size + k] = value.low();
        high[k * size + j] = value.high();
        low[k * size + j] = value.low();
    }

    public int size() {
        return size;
    }

    /** Element (j, k) in real units. */
    public DoubleDouble entry(int j, int k) {
        return scaledEntry(j, k).scaled(scale[j]).scaled(scale[k]);
    }

    private DoubleDouble scaledEntry(int j, int k) {
        return new DoubleDouble(high[j * size + k], low[j * size + k]);
    }

    /** The matrix of some of the rows and columns, in the order given. */
    public SymmetricMatrix select(int... columns) {
        int n = columns.length;
        int[] scales = new int[n];
        for (int j = 0; j < n; j++) {
            scales[j] = scale[columns[j]];
        }
        SymmetricMatrix selected =
                new SymmetricMatrix(scales, new double[n * n], new double[n * n]);
        for (int j = 0; j < n; j++) {
            for (int k = j; k < n; k++) {
                selected.set(j, k, scaledEntry(columns[j], columns[k]));
            }
        }
        return selected;
    }

    /** This matrix times a vector. Shape: size elements in, size out. */
    public DoubleDouble[] times(DoubleDouble[] vector) {
        if (vector.length != size) {
            throw new IllegalArgumentException(
                    "vector of " + vector.length + " elements, matrix of " + size);
        }
        DoubleDouble[] product = new DoubleDouble[size];
        for (int j = 0; j < size; j++) {
            DoubleDouble sum = DoubleDouble.ZERO;
            for (int k = 0; k < size; k++) {
                sum = sum.plus(scaledEntry(j, k).times(vector[k].scaled(scale[k])));
            }
            product[j] = sum.scaled(scale[j]);
        }
        return product;
    }

    /** Factors with the tolerance {@link Factor#TOLERANCE}. */
    public Factor factor() {
        return new Factor(this, Factor.TOLERANCE);
    }

    /**
     * Factors; a column is aliased when what earlier columns leave of it has a norm of at most
     * tolerance times its own.
     */
    public Factor factor(double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance " + tolerance);
        }
        return new Factor(this, tolerance);
    }
}
