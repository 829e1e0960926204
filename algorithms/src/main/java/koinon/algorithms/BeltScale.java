package koinon.algorithms;

import koinon.stats.elementary.Elementary;

/**
 * Predicted probabilities on the scale on which polynomials are fitted.
 *
 * <pre>
 *   g = log(p / (1 − p)), clamped to ±{@value #CLAMP}       h = (g − centre) / spread
 * </pre>
 *
 * <p>Centre and spread are the pooled mean and standard deviation of g, the latter at least ½ so
 * that |h| ≤ 64. They make the powers of h nearly independent; the polynomials of g are the same.
 */
record BeltScale(double centre, double spread) {
    static final double CLAMP = 16;

    static final BeltScale LOGIT = new BeltScale(0, 1);

    static BeltScale of(double mean, double standardDeviation) {
        return new BeltScale(mean, Math.max(0.5, standardDeviation));
    }

    /** Of a probability; 0 and 1 are clamped, NaN stands for what is no probability. */
    static double logit(double p) {
        if (!(p >= 0 && p <= 1)) {
            return Double.NaN;
        }
        return Math.max(-CLAMP, Math.min(CLAMP, Elementary.log(p / (1 - p))));
    }

    static double probability(double g) {
        double e = Elementary.exp(-Math.abs(g));
        return (g >= 0 ? 1 : e) / (1 + e);
    }

    double scaled(double g) {
        return (g - centre) / spread;
    }

    double logitAt(double h) {
        return centre + spread * h;
    }

    /** Coefficients of the line g = g on the scale of h: perfect calibration. */
    double[] bisector(int degree) {
        double[] line = new double[degree + 1];
        line[0] = centre;
        line[1] = spread;
        return line;
    }

    /** Coefficients of powers of g from those of powers of h, by Horner's rule on polynomials. */
    double[] inPowersOfLogit(double[] b) {
        double[] a = new double[b.length];
        for (int k = b.length - 1; k >= 0; k--) {
            for (int i = a.length - 1; i >= 0; i--) {
                a[i] = (-centre * a[i] + (i > 0 ? a[i - 1] : 0)) / spread;
            }
            a[0] += b[k];
        }
        return a;
    }
}
