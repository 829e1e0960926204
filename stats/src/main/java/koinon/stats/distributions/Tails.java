package koinon.stats.distributions;

import koinon.stats.elementary.Elementary;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/** Commons Statistics with its quantiles finished by Newton's method. */
record Tails(ContinuousDistribution law) {
    private static final int MAX_STEPS = 50;
    private static final double ENOUGH = 1e-15;

    double quantile(double probability) {
        double start = law.inverseCumulativeProbability(checked(probability));
        return improved(start, probability, false);
    }

    double upperQuantile(double probability) {
        double start = law.inverseSurvivalProbability(checked(probability));
        return improved(start, probability, true);
    }

    private static double checked(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability);
        }
        return probability;
    }

    /** Newton's method on the given tail while its steps get shorter, in log x when x &gt; 0. */
    private double improved(double start, double probability, boolean upper) {
        boolean positive = law.getSupportLowerBound() == 0;
        double x = start;
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAX_STEPS; i++) {
            double step = step(x, probability, upper);
            double relative = Math.abs(step / x);
            // NaN where the density is 0: at the ends of the support, nothing is to be improved.
            if (!(relative < last)) {
                return x;
            }
            x = positive ? x * Elementary.exp(-step / x) : x - step;
            if (relative <= ENOUGH) {
                return x;
            }
            last = relative;
        }
        return x;
    }

    private double step(double x, double probability, boolean upper) {
        double density = law.density(x);
        // The nearer tail has the digits; 1 − p is exact for p ≥ ½.
        boolean flip = probability > 0.5;
        double target = flip ? 1 - probability : probability;
        boolean survival = upper != flip;
        double error =
                survival
                        ? target - law.survivalProbability(x)
                        : law.cumulativeProbability(x) - target;
        return error / density;
    }
}
