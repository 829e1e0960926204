package koinon.model.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic in Z_2^(64 w), elements little-endian in w words, with carries inside an element and
 * none between elements. Masks use it too: a mask must cover the whole element (lane-wise sums
 * would reveal the carries).
 */
public final class Rings {
    private Rings() {}

    /** sum += other, element by element. Both have schema.words() words. */
    public static void add(VectorSchema schema, long[] sum, long[] other) {
        combine(schema, sum, other, false);
    }

    /** sum -= other, element by element. Both have schema.words() words. */
    public static void subtract(VectorSchema schema, long[] sum, long[] other) {
        combine(schema, sum, other, true);
    }

    private static void combine(VectorSchema schema, long[] sum, long[] other, boolean negate) {
        int words = schema.words();
        if (sum.length != words || other.length != words) {
            throw new IllegalArgumentException(
                    "expected " + words + " words, got " + sum.length + " and " + other.length);
        }
        int at = 0;
        for (Field field : schema.fields()) {
            for (int i = 0; i < field.length(); i++) {
                if (negate) {
                    subtractElement(sum, other, at, field.words());
                } else {
                    addElement(sum, other, at, field.words());
                }
                at += field.words();
            }
        }
    }

    private static void addElement(long[] sum, long[] other, int at, int words) {
        long carry = 0;
        for (int w = at; w < at + words; w++) {
            long a = sum[w];
            long partial = a + other[w];
            long total = partial + carry;
            carry =
                    (Long.compareUnsigned(partial, a) < 0 ? 1 : 0)
                            | (Long.compareUnsigned(total, partial) < 0 ? 1 : 0);
            sum[w] = total;
        }
    }

    private static void subtractElement(long[] sum, long[] other, int at, int words) {
        long borrow = 0;
        for (int w = at; w < at + words; w++) {
            long a = sum[w];
            long partial = a - other[w];
            long total = partial - borrow;
            borrow =
                    (Long.compareUnsigned(a, other[w]) < 0 ? 1 : 0)
                            | (Long.compareUnsigned(partial, borrow) < 0 ? 1 : 0);
            sum[w] = total;
        }
    }

    /** Adds an integer to the element at a position. */
    static void addInteger(long[] sum, int at, int words, BigInteger value) {
        long[] element = new long[words];
        for (int w = 0; w < words; w++) {
            element[w] = value.shiftRight(Long.SIZE * w).longValue();
        }
        long[] own = Arrays.copyOfRange(sum, at, at + words);
        addElement(own, element, 0, words);
        System.arraycopy(own, 0, sum, at, words);
    }

    /** Adds high · 2^64 + low (low unsigned, high signed) to the element at a position. */
    static void addInteger(long[] sum, int at, int words, long high, long low) {
        long carry = 0;
        long sign = high < 0 ? -1L : 0L;
        for (int w = 0; w < words; w++) {
            long term = w == 0 ? low : w == 1 ? high : sign;
            long partial = sum[at + w] + term;
            long total = partial + carry;
            carry =
                    (Long.compareUnsigned(partial, term) < 0 ? 1 : 0)
                            | (Long.compareUnsigned(total, partial) < 0 ? 1 : 0);
            sum[at + w] = total;
        }
    }

    /** The signed integer of the element at a position. */
    static BigInteger signed(long[] words, int at, int count) {
        byte[] bigEndian = new byte[count * Long.BYTES];
        for (int w = 0; w < count; w++) {
            long word = words[at + w];
            for (int b = 0; b < Long.BYTES; b++) {
                bigEndian[bigEndian.length - 1 - w * Long.BYTES - b] = (byte) (word >>> (8 * b));
            }
        }
        return new BigInteger(bigEndian);
    }
}
