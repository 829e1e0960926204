package koinon.stats.sums;

import java.math.BigInteger;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;

/**
 * Sums of the products of every pair of columns whose values are rounded to integers of two limbs
 * of 44 bits on a fixed step: for what is derived per row and spans many magnitudes.
 *
 * <pre>
 *   v[i] = rint(value[i] / step) = h[i] · 2^44 + l[i],  |h|, |l| ≤ 2^43
 *   S[j][k] = 2^88 Σ h_j h_k + 2^44 (Σ h_j l_k + Σ l_j h_k) + Σ l_j l_k         below 2^207
 * </pre>
 *
 * <p>Guarantee: one deterministic rounding per value, then exact: the same bits for every order,
 * split and grouping of at most 2^33 rows. Layout: the triangle of {@link ExactGram}. Input:
 * |value| ≤ 2^86 steps, refused beyond; NaN is refused. Not for use by two threads; merge instead.
 */
public final class WideGram {
    private static final String FIELD = "limbs";

    private final int columns;
    private final ExactGram gram;
    private final double[][] limbs;

    /**
     * @param capacity most rows of a block
     */
    public WideGram(int columns, int capacity) {
        this.columns = columns;
        this.gram = new ExactGram(2 * columns);
        this.limbs = new double[2 * columns][capacity];
    }

    /**
     * Adds n rows.
     *
     * @param values columns in real units
     * @param log2Steps step of each column
     */
    public void add(double[][] values, int[] log2Steps, int n) {
        for (int j = 0; j < columns; j++) {
            Limbs.split(values[j], log2Steps[j], n, limbs[2 * j], limbs[2 * j + 1]);
        }
        gram.add(limbs, n);
    }

    /** Adds the sums of another accumulator of as many columns, and returns this one. */
    public WideGram merge(WideGram other) {
        gram.merge(other.gram);
        return this;
    }

    /** Adds the triangle to a field of {@link ExactGram#size} elements of four words. */
    public void writeTo(ExactVector.Builder builder, String field) {
        ExactVector.Builder parts =
                ExactVector.builder(
                        VectorSchema.of(Field.sums(FIELD, ExactGram.size(2 * columns), 0)));
        gram.writeTo(parts, FIELD);
        ExactVector sums = parts.build();
        for (int j = 0; j < columns; j++) {
            for (int k = j; k < columns; k++) {
                BigInteger mixed = part(sums, 2 * j, 2 * k + 1).add(part(sums, 2 * j + 1, 2 * k));
                BigInteger sum =
                        part(sums, 2 * j, 2 * k)
                                .shiftLeft(Limbs.BITS)
                                .add(mixed)
                                .shiftLeft(Limbs.BITS)
                                .add(part(sums, 2 * j + 1, 2 * k + 1));
                builder.add(field, ExactGram.index(columns, j, k), sum);
            }
        }
    }

    private BigInteger part(ExactVector sums, int j, int k) {
        return sums.integer(FIELD, ExactGram.index(2 * columns, j, k));
    }
}
