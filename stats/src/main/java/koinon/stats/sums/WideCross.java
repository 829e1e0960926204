package koinon.stats.sums;

import java.math.BigInteger;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;

/**
 * Sums of the products of each left column, of 44-bit integers, with each right column, whose
 * values are rounded to integers of two limbs of 44 bits on a fixed step.
 *
 * <pre>
 *   v[i] = rint(value[i] / step) = h[i] · 2^44 + l[i],  |h|, |l| ≤ 2^43
 *   S[j][k] = Σ_i a_j[i] · v_k[i] = 2^44 Σ a_j h_k + Σ a_j l_k          below 2^164
 * </pre>
 *
 * <p>Guarantee: one deterministic rounding per value, then exact: the same bits for every order,
 * split and grouping of at most 2^33 rows. Units: the left column's step times the right one's.
 * Input: |value| ≤ 2^86 steps, refused beyond; NaN is refused. Not for use by two threads; merge
 * instead.
 */
public final class WideCross {
    private static final String FIELD = "limbs";

    private final int left;
    private final int right;
    private final ExactCross cross;
    private final double[][] limbs;

    /**
     * @param capacity most rows of a block
     */
    public WideCross(int left, int right, int capacity) {
        this.left = left;
        this.right = right;
        this.cross = new ExactCross(left, 2 * right);
        this.limbs = new double[2 * right][capacity];
    }

    /**
     * Adds n rows.
     *
     * @param values right columns in real units
     * @param log2Steps step of each right column
     */
    public void add(double[][] leftBlock, double[][] values, int[] log2Steps, int n) {
        for (int k = 0; k < right; k++) {
            Limbs.split(values[k], log2Steps[k], n, limbs[2 * k], limbs[2 * k + 1]);
        }
        cross.add(leftBlock, limbs, n);
    }

    /** Adds the sums of another accumulator of the same shape, and returns this one. */
    public WideCross merge(WideCross other) {
        cross.merge(other.cross);
        return this;
    }

    /** Adds the sums to a field of left · right elements of four words, row by row. */
    public void writeTo(ExactVector.Builder builder, String field) {
        BigInteger[][] sums = sums();
        for (int j = 0; j < left; j++) {
            for (int k = 0; k < right; k++) {
                builder.add(field, j * right + k, sums[j][k]);
            }
        }
    }

    private BigInteger[][] sums() {
        ExactVector.Builder builder =
                ExactVector.builder(VectorSchema.of(Field.sums(FIELD, left * 2 * right, 0)));
        cross.writeTo(builder, FIELD);
        ExactVector parts = builder.build();
        BigInteger[][] sums = new BigInteger[left][right];
        for (int j = 0; j < left; j++) {
            for (int k = 0; k < right; k++) {
                int at = 2 * (j * right + k);
                sums[j][k] =
                        parts.integer(FIELD, at)
                                .shiftLeft(Limbs.BITS)
                                .add(parts.integer(FIELD, at + 1));
            }
        }
        return sums;
    }
}
