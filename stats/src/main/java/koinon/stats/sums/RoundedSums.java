package koinon.stats.sums;

import koinon.model.exact.ExactVector;

/**
 * Sums of real numbers, each rounded once to a multiple of a fixed step, exact in 128 bits
 * thereafter: for terms of too wide a range for {@link ExactSum}, such as exponentials.
 *
 * <pre>
 *   S[i] = Σ rint(v / step)       in units of the step, a power of two
 * </pre>
 *
 * <p>Guarantee: the same bits for every order, split and grouping of the terms. Input: |v| below
 * 2^95 steps, else refused, and so is NaN; 2^32 terms of at most 2^94 steps never overflow. Not for
 * use by two threads; merge instead.
 */
public final class RoundedSums {
    private static final double LONG = 0x1p62;
    private static final double MOST = 0x1p95;
    private static final double WORD = 0x1p64;

    private final Wide sums;
    private final double perStep;

    public RoundedSums(int length, int log2Step) {
        this.sums = new Wide(length);
        this.perStep = Math.scalb(1.0, -log2Step);
    }

    public void add(int i, double value) {
        double integer = Math.rint(value * perStep);
        if (Math.abs(integer) < LONG) {
            sums.add(i, (long) integer);
        } else {
            addLarge(i, integer);
        }
    }

    private void addLarge(int i, double integer) {
        if (!(Math.abs(integer) < MOST)) {
            throw new IllegalArgumentException("a term is out of the range of the sums");
        }
        double high = Math.floor(integer / WORD);
        // A multiple of 2^10 at least, so halving it loses nothing.
        double low = integer - high * WORD;
        sums.add(i, (long) high, (long) (low / 2) << 1);
    }

    /** Adds the sums of another accumulator of the same shape, and returns this one. */
    public RoundedSums merge(RoundedSums other) {
        if (perStep != other.perStep) {
            throw new IllegalArgumentException("sums of different steps do not merge");
        }
        sums.addAll(other.sums);
        return this;
    }

    /** Adds the sums to a field of as many elements and two words or more each. */
    public void writeTo(ExactVector.Builder builder, String field) {
        sums.writeTo(builder, field);
    }
}
