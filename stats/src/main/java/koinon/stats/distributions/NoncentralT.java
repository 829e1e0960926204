package koinon.stats.distributions;

/**
 * Student's t with a noncentrality: (Z + δ) / s, with Z standard normal and s an independent root
 * mean square of df degrees of freedom.
 *
 * <pre>
 *   P(T ≤ t) = E[Φ(t s − δ)] = ∫ φ(z) P(s ≥ (z + δ) / t) dz      for t &gt; 0
 * </pre>
 *
 * <p>Guarantee: both tails as tails, 11 digits within a confidence interval of any use, for any t
 * and δ (R's {@code pt} stops at |δ| = 37.62). Source: Johnson, Kotz, Balakrishnan, Continuous
 * Univariate Distributions 2 (1995), chapter 31.
 */
public final class NoncentralT {
    private static final double STEP = 0.125;
    private static final double REACH = 12;
    private static final double MANY = 30;
    private static final int MAX_STEPS = 200;

    private final double df;

    public NoncentralT(double df) {
        if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + df);
        }
        this.df = df;
    }

    /** P(T ≤ t). */
    public double cumulative(double t, double noncentrality) {
        return t < 0 ? survival(-t, -noncentrality) : tail(t, noncentrality, -1);
    }

    /** P(T &gt; t). */
    public double survival(double t, double noncentrality) {
        return t < 0 ? cumulative(-t, -noncentrality) : tail(t, noncentrality, 1);
    }

    /** The upper tail (sign 1) or the lower one (sign -1) at t ≥ 0. */
    private double tail(double t, double delta, int sign) {
        // Many steps of s where t is great; few of z, unless z + δ may change its sign.
        boolean overNormal = t > Math.sqrt(2 * df) && (df > MANY || delta > REACH);
        if (overNormal) {
            return overNormal(t, delta, sign);
        }
        double width = 1 / (4 + Math.abs(delta));
        return new ScaleMixture(df, width)
                .expectation(
                        v -> Normal.STANDARD.cumulative(sign * (delta - t * StrictMath.exp(v))));
    }

    private double overNormal(double t, double delta, int sign) {
        ChiSquared squares = new ChiSquared(df);
        double sum = 0;
        for (double z = -REACH; z <= REACH; z += STEP) {
            double s = Math.max(0, (z + delta) / t);
            double square = df * s * s;
            double part = sign < 0 ? squares.survival(square) : squares.cumulative(square);
            sum += Normal.STANDARD.density(z) * part;
        }
        return Math.min(1, STEP * sum);
    }

    /** The δ for which P(T &gt; t) is a probability: a limit of confidence by inversion. */
    public double noncentrality(double t, double upperTail) {
        if (!(upperTail >= 0 && upperTail <= 1)) {
            throw new IllegalArgumentException("probability " + upperTail);
        }
        if (upperTail == 0 || upperTail == 1) {
            return upperTail == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        // The tail grows with δ; the smaller one has the digits.
        boolean upper = upperTail <= 0.5;
        double reach = 1 + Math.abs(t) / Math.sqrt(2 * df);
        double low = t - reach;
        double high = t + reach;
        while (excess(t, low, upperTail, upper) < 0) {
            low -= reach;
            reach *= 2;
        }
        while (excess(t, high, upperTail, upper) > 0) {
            high += reach;
            reach *= 2;
        }
        return Roots.decreasing(d -> excess(t, d, upperTail, upper), low, high, MAX_STEPS);
    }

    /** Decreases with δ; 0 where P(T &gt; t) is the probability. */
    private double excess(double t, double delta, double upperTail, boolean upper) {
        return upper ? upperTail - survival(t, delta) : cumulative(t, delta) - (1 - upperTail);
    }
}
