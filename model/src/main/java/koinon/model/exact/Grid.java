package koinon.model.exact;

/**
 * Public grid of a numeric variable (blueprint D2): values are integers q times the step
 * 2^log2Step, and |value| is at most the bound 2^log2Bound. Hence |q| is at most 2^43, and products
 * of two, summed over 2^33 rows, are exact in 128 bits.
 */
public record Grid(int log2Step, int log2Bound) {
    /** log2 of the largest integer on a grid. */
    public static final int BITS = 43;

    /** Plain counts and indicators: 0 and 1. */
    public static final Grid INDICATOR = new Grid(0, 0);

    public Grid {
        if (log2Bound < log2Step || log2Bound - log2Step > BITS) {
            throw new IllegalArgumentException(
                    "bound 2^" + log2Bound + " does not fit step 2^" + log2Step);
        }
        if (log2Step < -1000 || log2Bound > 1000) {
            throw new IllegalArgumentException("grid outside the range of doubles");
        }
    }

    /** The finest grid for a bound: step = bound · 2^-43. */
    public static Grid finest(int log2Bound) {
        return new Grid(log2Bound - BITS, log2Bound);
    }

    public double step() {
        return Math.scalb(1.0, log2Step);
    }

    public double bound() {
        return Math.scalb(1.0, log2Bound);
    }

    /** Whether a value lies within the bound; NaN does not. */
    public boolean contains(double value) {
        return Math.abs(value) <= bound();
    }

    /**
     * The integer of a value, rounded half to even. Shape: scalar. The caller checks {@link
     * #contains} before.
     */
    public double quantise(double value) {
        return Math.rint(value * Math.scalb(1.0, -log2Step));
    }

    /** Grid of the difference of two values of this one: interval arithmetic. */
    public Grid difference() {
        int bound = log2Bound + 1;
        return new Grid(Math.max(log2Step, bound - BITS), bound);
    }

    /** Bound wide enough for both, step the coarser of what that bound allows and the finest. */
    public Grid widen(Grid other) {
        int bound = Math.max(log2Bound, other.log2Bound);
        int step = Math.max(Math.min(log2Step, other.log2Step), bound - BITS);
        return new Grid(step, bound);
    }
}
