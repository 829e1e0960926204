package koinon.stats.distributions;

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

    /** Steps by (F(x) − p) / f(x), on the tail that is given, while they get shorter. */
    private double improved(double start, double probability, boolean upper) {
        double x = start;
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MAX_STEPS; i++) {
            double step = step(x, probability, upper);
            if (!(Math.abs(step) < last) || !inside(x - step)) {
                return x;
            }
            x -= step;
            if (Math.abs(step) <= ENOUGH * Math.abs(x)) {
                return x;
            }
            last = Math.abs(step);
        }
        return x;
    }

    private boolean inside(double x) {
        return x > law.getSupportLowerBound() && x < law.getSupportUpperBound();
    }

    // NaN or infinite where the density is 0, which ends the steps.
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
