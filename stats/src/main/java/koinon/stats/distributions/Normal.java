package koinon.stats.distributions;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal implements Distribution {
    public static final Normal STANDARD = new Normal();

    private final Tails tails = new Tails(NormalDistribution.of(0, 1));

    private Normal() {}

    /** P(|X| &gt; |x|). */
    public double twoSided(double x) {
        return Math.min(1, 2 * survival(Math.abs(x)));
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
