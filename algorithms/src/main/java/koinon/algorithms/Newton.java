package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * Where Newton's method for one concave likelihood stands.
 *
 * <pre>
 *   β ← β + H⁻¹ g   until gᵀH⁻¹g ≤ enough, or what rounding of the linear predictor allows
 * </pre>
 *
 * <p>A step that lowers the likelihood is halved. At most {@value #MAX_ITERATIONS} iterations.
 *
 * @param <S> pooled sums at one point
 * @param n rows behind the likelihood
 * @param enough squared step, in standard errors, that is small enough
 * @param beta coefficients asked about now
 * @param before coefficients of the last accepted point
 * @param reached log-likelihood there
 * @param halvings of the present step
 */
record Newton<S extends Newton.Sums>(
        DesignMatrix design,
        long n,
        double enough,
        double[] beta,
        double[] before,
        double reached,
        int iteration,
        int halvings) {
    static final int MAX_ITERATIONS = 25;
    private static final int MAX_HALVINGS = 10;

    /** What the sites' sums at one point say. */
    interface Sums {
        /** Up to a constant. */
        double logLikelihood();

        DoubleDouble[] gradient();

        /** Of the information matrix. */
        Factor factor();
    }

    /** What the sums at β lead to. */
    sealed interface Progress<S extends Sums> {
        /** Ask again, elsewhere. */
        record Further<S extends Sums>(Newton<S> state) implements Progress<S> {}

        /** The estimates, and the sums one negligible step before them. */
        record Converged<S extends Sums>(double[] estimates, S sums, int iterations)
                implements Progress<S> {}

        /** Too many iterations; these terms were still growing. */
        record Stuck<S extends Sums>(double[] estimates, S sums, List<String> growing)
                implements Progress<S> {}
    }

    /** From the model without covariates. */
    static <S extends Sums> Newton<S> start(
            DesignMatrix design, long n, double enough, double intercept) {
        double[] beta = new double[design.columns()];
        beta[0] = intercept;
        return new Newton<>(design, n, enough, beta, beta, Double.NEGATIVE_INFINITY, 0, 0);
    }

    /** One Newton step from the sums at beta. */
    Progress<S> update(S sums) {
        // The sum is exact but its terms are rounded: a difference below this is noise.
        double blur = blur();
        double noise = 1e-11 * (1 + Math.abs(sums.logLikelihood())) + n * blur;
        if (sums.logLikelihood() < reached - noise && halvings < MAX_HALVINGS) {
            double[] half = new double[beta.length];
            for (int j = 0; j < half.length; j++) {
                half[j] = 0.5 * (beta[j] + before[j]);
            }
            return new Progress.Further<>(
                    new Newton<>(
                            design, n, enough, half, before, reached, iteration, halvings + 1));
        }
        DoubleDouble[] step = sums.factor().solve(sums.gradient());
        double decrement = DoubleDouble.dot(step, sums.gradient()).doubleValue();
        double[] next = new double[beta.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = beta[j] + step[j].doubleValue();
        }
        if (decrement <= Math.max(enough, beta.length * blur * blur)) {
            return new Progress.Converged<>(next, sums, iteration + 1);
        }
        if (iteration + 1 >= MAX_ITERATIONS) {
            return new Progress.Stuck<>(next, sums, growing(step));
        }
        return new Progress.Further<>(
                new Newton<>(
                        design, n, enough, next, beta, sums.logLikelihood(), iteration + 1, 0));
    }

    /**
     * What rounding may do to a linear predictor: below 1e-13 for most data, but more where
     * covariates far from 0 make its terms cancel.
     */
    private double blur() {
        double size = 0;
        for (int j = 0; j < beta.length; j++) {
            size += Math.abs(beta[j]) * design.grid(j).bound();
        }
        return Math.ulp(1.0) * size;
    }

    /**
     * Without a finite optimum, as under separation, some coefficients grow for ever, by about one
     * unit of the linear predictor per iteration, while everything else has converged.
     */
    private List<String> growing(DoubleDouble[] step) {
        List<String> growing = new ArrayList<>();
        for (int j = 1; j < step.length; j++) {
            if (Math.abs(step[j].doubleValue()) > 1e-3 * (1e-3 + Math.abs(beta[j]))) {
                growing.add(design.names().get(j));
            }
        }
        return growing;
    }
}
