package koinon.stats.distributions;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t with finite positive degrees of freedom. */
public final class StudentT implements Distribution {
    private final Tails tails;

    public StudentT(double df) {
        if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + df);
        }
        tails = new Tails(TDistribution.of(df));
    }

    /** P(|X| &gt; |x|). */
    public double twoSided(double x) {
        return Math.min(1, 2 * survival(Math.abs(x)));
    }

    /**
     * Γ(df / 2) / (√(df / 2) Γ((df − 1) / 2)) for df &gt; 1: 1 over the mean of 1 / s, by which a
     * ratio to s overestimates.
     */
    public static double biasCorrection(double df) {
        if (!(df > 1)) {
            throw new IllegalArgumentException("degrees of freedom " + df);
        }
        ScaleMixture scale = new ScaleMixture(df, Double.POSITIVE_INFINITY);
        return 1 / scale.expectation(v -> StrictMath.exp(-v));
    }

    @Override
    public double cumulative(double x) {
        return tails.law().cumulativeProbability(x);
    }

    @Override
    public double survival(double x) {
        return tails.law().survivalProbability(x);
    }

    @Override
    public double density(double x) {
        return tails.law().density(x);
    }

    @Override
    public double quantile(double probability) {
        return tails.quantile(probability);
    }

    @Override
    public double upperQuantile(double probability) {
        return tails.upperQuantile(probability);
    }
}
