package koinon.stats.distributions;

/**
 * Tukey's studentised range: the range of k independent standard normals over an independent root
 * mean square with df degrees of freedom.
 *
 * <pre>
 *   P(Q &gt; q) = E[ P(R &gt; q s) ]
 *   P(R &gt; w) = k ∫ φ(z) (Φ(z)^(k−1) − (Φ(z) − Φ(z − w))^(k−1)) dz
 * </pre>
 *
 * <p>Guarantee: a tail computed as a tail, 11 digits down to 1e-300; R's {@code ptukey} takes 1 −
 * cdf. Both integrals by the trapezoidal rule, exact here to rounding. Source: Copenhaver and
 * Holland, Journal of Statistical Computation and Simulation 30 (1988) 1–15.
 */
public final class StudentizedRange {
    private static final int MANY = 20;
    private static final double REACH = 9;
    private static final int MAX_STEPS = 200;

    private final int groups;
    private final double df;
    private final ScaleMixture scale;
    private final double step;

    public StudentizedRange(int groups, double df) {
        if (groups < 2) {
            throw new IllegalArgumentException("a range of " + groups + " means");
        }
        this.groups = groups;
        this.df = df;
        // The greatest of many normals spreads less.
        this.step = groups < MANY ? 0.25 : 0.125;
        this.scale = new ScaleMixture(df, Double.POSITIVE_INFINITY);
    }

    /** P(Q &gt; q). */
    public double survival(double q) {
        if (Double.isNaN(q) || q == Double.POSITIVE_INFINITY) {
            return q > 0 ? 0 : Double.NaN;
        }
        if (q <= 0) {
            return 1;
        }
        // About u the density times e^(−w²/4), which the tail of the range is like, is w(v) again.
        double u = -0.5 * StrictMath.log1p(q / (2 * df) * q);
        double mixed =
                scale.expectation(v -> {
                    double w = q * StrictMath.exp(u + v);
                    return StrictMath.exp(w * w / 4 + df * u) * rangeSurvival(w);
                });
        return Math.min(1, mixed);
    }

    /** P(R &gt; w) of k standard normals. */
    private double rangeSurvival(double w) {
        double sum = 0;
        for (double z = w / 2 - REACH; z <= w / 2 + REACH; z += step) {
            double all = Normal.STANDARD.cumulative(z);
            double below = Normal.STANDARD.cumulative(z - w);
            double share = below / all;
            // all^(k−1) − (all − below)^(k−1)
            double outside =
                    share < 1 ? -StrictMath.expm1((groups - 1) * StrictMath.log1p(-share)) : 1;
            sum += Normal.STANDARD.density(z) * StrictMath.pow(all, groups - 1) * outside;
        }
        return Math.min(1, groups * step * sum);
    }

    /** The q with P(Q &gt; q) = probability, to 11 digits. */
    public double upperQuantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability);
        }
        if (probability == 0 || probability == 1) {
            return probability == 0 ? Double.POSITIVE_INFINITY : 0;
        }
        double low = 1;
        double high = 1;
        while (survival(low) < probability) {
            low /= 2;
        }
        while (survival(high) > probability) {
            high *= 2;
        }
        return Roots.decreasing(q -> survival(q) - probability, low, high, MAX_STEPS);
    }
}
