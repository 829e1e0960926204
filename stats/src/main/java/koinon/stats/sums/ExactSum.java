package koinon.stats.sums;

import koinon.model.exact.ExactVector;

/**
 * Sums of columns, exact in 128 bits: S[j] = Σ_i a_j[i].
 *
 * <p>Guarantee: the same bits for every order, split and grouping of rows. Units: the column's
 * step. Input: integers as doubles, |a| ≤ 2^43; fractions and NaN are refused. Written to a field
 * of four words the sum is carried on in 256 bits. Not for use by two threads; merge instead.
 */
public final class ExactSum {
    private static final int EXACT_ROWS = 1024;

    private final Wide sums;

    public ExactSum(int columns) {
        sums = new Wide(columns);
    }

    /** Adds the first n values of a column. */
    public void add(int column, double[] values, int n) {
        add(column, values, 0, n);
    }

    /** Adds the values from a position up to, and without, another. */
    public void add(int column, double[] values, int from, int to) {
        for (int start = from; start < to; start += EXACT_ROWS) {
            sums.add(column, sum(values, start, Math.min(to, start + EXACT_ROWS)));
        }
    }

    /** Adds the squares of the values from a position up to, and without, another. */
    public void addSquares(int column, double[] values, int from, int to) {
        long high = 0;
        long low = 0;
        for (int i = from; i < to; i++) {
            long value = (long) values[i];
            if (value != values[i]) {
                throw new IllegalArgumentException("a column holds a value that is no integer");
            }
            long square = value * value;
            low += square;
            high +=
                    Math.multiplyHigh(value, value)
                            + (Long.compareUnsigned(low, square) < 0 ? 1 : 0);
        }
        sums.add(column, high, low);
    }

    /** Adds one integer, of any 64 bits: a count for instance. */
    public void add(int column, long value) {
        sums.add(column, value);
    }

    /** Adds the square of one integer, |value| ≤ 2^43. */
    public void addSquare(int column, long value) {
        sums.add(column, Math.multiplyHigh(value, value), value * value);
    }

    private static long sum(double[] values, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            long value = (long) values[i];
            if (value != values[i]) {
                throw new IllegalArgumentException("a column holds a value that is no integer");
            }
            sum += value;
        }
        return sum;
    }

    /** Adds the sums of another accumulator of as many columns, and returns this one. */
    public ExactSum merge(ExactSum other) {
        sums.addAll(other.sums);
        return this;
    }

    /** Adds the sums to a field of as many elements and two words or more each. */
    public void writeTo(ExactVector.Builder builder, String field) {
        sums.writeTo(builder, field);
    }
}
