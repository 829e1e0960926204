package koinon.stats.distributions;

import org.apache.commons.statistics.distribution.FDistribution;

/** Fisher's F with finite positive degrees of freedom of numerator and denominator. */
public final class FisherF implements Distribution {
    private final Tails tails;

    public FisherF(double numerator, double denominator) {
        if (!(numerator > 0 && numerator < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + numerator);
        }
        if (!(denominator > 0 && denominator < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom " + denominator);
        }
        tails = new Tails(FDistribution.of(numerator, denominator));
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
