package koinon.stats.sums;

import koinon.model.exact.ExactVector;

/**
 * An array of 128-bit two's-complement sums. Wraps beyond 2^127; the callers' bounds (terms below
 * 2^86, at most 2^33 of them) stay far from that.
 */
final class Wide {
    private final long[] high;
    private final long[] low;

    Wide(int length) {
        high = new long[length];
        low = new long[length];
    }

    int length() {
        return low.length;
    }

    void add(int i, long value) {
        add(i, value >> 63, value);
    }

    /** Adds h · 2^64 + l, with l unsigned. */
    void add(int i, long h, long l) {
        long sum = low[i] + l;
        high[i] += h + (Long.compareUnsigned(sum, l) < 0 ? 1 : 0);
        low[i] = sum;
    }

    void addAll(Wide other) {
        if (other.length() != length()) {
            throw new IllegalArgumentException(
                    "sums of " + length() + " and " + other.length() + " elements do not add");
        }
        for (int i = 0; i < low.length; i++) {
            add(i, other.high[i], other.low[i]);
        }
    }

    /** Adds element i to element i of a field of at least two words. */
    void writeTo(ExactVector.Builder builder, String field) {
        for (int i = 0; i < low.length; i++) {
            builder.add(field, i, high[i], low[i]);
        }
    }
}
