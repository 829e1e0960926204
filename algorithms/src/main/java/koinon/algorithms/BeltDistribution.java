package koinon.algorithms;

import koinon.stats.distributions.ChiSquared;
import koinon.stats.distributions.Normal;
import koinon.stats.elementary.Elementary;

/**
 * Distribution of the calibration statistic when a model is well calibrated, given the degree that
 * forward selection has chosen.
 *
 * <pre>
 *   T = X + Z_1 + … + Z_j,  X: χ² with 2 degrees of freedom, j = degree − 1     external
 *                           X: χ² with 1 degree of freedom,  j = degree − 2     internal
 *   Z_i: χ² with 1 degree of freedom, given that it exceeds its quantile k at the threshold
 *   P(T_j &gt; t) = [Q(t − (j−1) k) + ∫ 2 φ(s) P(T_{j−1} &gt; t − s²) ds] / Q(k),  s from √k
 * </pre>
 *
 * <p>Tails are computed as tails. Sources: Nattino, Finazzi and Bertolini, Statistics in Medicine
 * 33 (2014) 2390–2407 (external) and 35 (2016) 709–720 (internal), whose cumulative distributions
 * these are.
 */
final class BeltDistribution {
    private static final ChiSquared ONE = new ChiSquared(1);
    private static final Quadrature QUADRATURE = new Quadrature(48);
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);

    private final boolean external;
    private final int increments;
    private final double share;
    private final double k;

    /**
     * Of a chosen degree.
     *
     * @param threshold confidence with which forward selection takes one degree more
     */
    BeltDistribution(boolean external, int degree, double threshold) {
        this.external = external;
        this.increments = degree - (external ? 1 : 2);
        this.share = 1 - threshold;
        this.k = ONE.upperQuantile(share);
    }

    /** P(T &gt; t). */
    double survival(double t) {
        return Math.min(1, survival(increments, t));
    }

    private double survival(int j, double t) {
        if (t <= j * k) {
            return 1;
        }
        if (j == 0) {
            return external ? Elementary.exp(-t / 2) : ONE.survival(t);
        }
        if (j == 1 && external) {
            double rest = Elementary.exp(-t / 2) * ROOT_2_OVER_PI * (Math.sqrt(t) - Math.sqrt(k));
            return (rest + ONE.survival(t)) / share;
        }
        // s = r sin θ makes the integrand smooth at its upper end.
        double r = Math.sqrt(t - (j - 1) * k);
        double from = StrictMath.asin(Math.sqrt(k) / r);
        double integral =
                QUADRATURE.integrate(
                        angle -> {
                            double cosine = r * StrictMath.cos(angle);
                            double s = r * StrictMath.sin(angle);
                            double rest = (j - 1) * k + cosine * cosine;
                            return 2 * Normal.STANDARD.density(s) * survival(j - 1, rest) * cosine;
                        },
                        from,
                        Math.PI / 2);
        return (ONE.survival(r * r) + integral) / share;
    }

    /** The t with P(T ≤ t) = confidence, by bisection to the last digits. */
    double quantile(double confidence) {
        double low = increments * k;
        double high = low + 1;
        while (survival(high) > 1 - confidence) {
            high = 2 * high;
        }
        for (int i = 0; i < 100; i++) {
            double middle = 0.5 * (low + high);
            if (survival(middle) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
