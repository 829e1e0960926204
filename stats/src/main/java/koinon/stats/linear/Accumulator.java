package koinon.stats.linear;

/** A running sum of products in double-double; mutable, so that inner loops make no garbage. */
final class Accumulator {
    private double high;
    private double low;

    void start(double h, double l) {
        high = h;
        low = l;
    }

    /** Subtracts (ah + al)(bh + bl). */
    void subtractProduct(double ah, double al, double bh, double bl) {
        double p = ah * bh;
        double e = Math.fma(ah, bl, Math.fma(al, bh, Math.fma(ah, bh, -p)));
        double s = high - p;
        double shadow = s - high;
        double lost = (high - (s - shadow)) - (p + shadow);
        double rest = lost + (low - e);
        high = s + rest;
        low = rest - (high - s);
    }

    double high() {
        return high;
    }

    double low() {
        return low;
    }
}
