package koinon.stats.distributions;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Chi-squared with finite positive degrees of freedom. */
public final class ChiSquared implements Distribution {
    private final Tails tails;

    public ChiSquared(double df) {
        if (!(df > 0 && df < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + df);
        }
        tails = new Tails(ChiSquaredDistribution.of(df));
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
