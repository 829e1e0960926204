package koinon.stats.sums;

/**
 * Values as integers of two limbs of 44 bits, each small enough for the exact accumulators.
 *
 * <pre>
 *   rint(value / step) = high · 2^44 + low,  |high|, |low| ≤ 2^43
 * </pre>
 */
final class Limbs {
    /** Of the low limb. */
    static final int BITS = 44;

    /** Largest magnitude in steps. */
    private static final double MOST = 0x1p86;

    private static final double UNIT = 0x1p44;
    private static final double PER_UNIT = 0x1p-44;

    private Limbs() {}

    static void split(double[] values, int log2Step, int n, double[] high, double[] low) {
        double perStep = Math.scalb(1.0, -log2Step);
        for (int i = 0; i < n; i++) {
            double v = values[i] * perStep;
            if (!(Math.abs(v) <= MOST)) {
                throw new IllegalArgumentException("a value of more than two limbs");
            }
            high[i] = Math.rint(v * PER_UNIT);
            // The difference is exact: both are multiples of the unit in the last place of v.
            low[i] = Math.rint(v - high[i] * UNIT);
        }
    }
}
