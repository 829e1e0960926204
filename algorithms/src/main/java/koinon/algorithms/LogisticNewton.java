package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.stats.linear.DoubleDouble;

/**
 * Where Newton's method for one logistic likelihood stands.
 *
 * <pre>
 *   β ← β + H⁻¹ g   until gᵀH⁻¹g ≤ 1e-18, or what rounding of the linear predictor allows
 * </pre>
 *
 * <p>A step that lowers the likelihood is halved. At most {@value #MAX_ITERATIONS} iterations.
 *
 * @param n rows behind the likelihood
 * @param beta coefficients asked about now
 * @param before coefficients of the last accepted point
 * @param reached log-likelihood there
 * @param halvings of the present step
 */
record LogisticNewton(
        LogisticRound round,
        long n,
        double[] beta,
        double[] before,
        double reached,
        int iteration,
        int halvings) {
    static final int MAX_ITERATIONS = 25;
    private static final double DECREMENT = 1e-18;
    private static final int MAX_HALVINGS = 10;

    /** What the sums at β lead to. */
    sealed interface Progress {
        /** Ask again, elsewhere. */
        record Further(LogisticNewton state) implements Progress {}

        /** The estimates, and the sums one negligible step before them. */
        record Converged(double[] estimates, LogisticRound.Sums sums, int iterations)
                implements Progress {}

        /** Too many iterations; these terms were still growing. */
        record Stuck(double[] estimates, LogisticRound.Sums sums, List<String> growing)
                implements Progress {}
    }

    /** From the model without covariates. */
    static LogisticNewton start(LogisticRound round, long n, double intercept) {
        double[] beta = new double[round.design().columns()];
        beta[0] = intercept;
        return new LogisticNewton(round, n, beta, beta, Double.NEGATIVE_INFINITY, 0, 0);
    }

    /** One Newton step from the sums at beta. */
    Progress update(LogisticRound.Sums sums) {
        // The sum is exact but its terms are rounded: a difference below this is noise.
        double blur = round.blur(beta);
        double noise = 1e-11 * (1 + Math.abs(sums.logLikelihood())) + n * blur;
        if (sums.logLikelihood() < reached - noise && halvings < MAX_HALVINGS) {
            double[] half = new double[beta.length];
            for (int j = 0; j < half.length; j++) {
                half[j] = 0.5 * (beta[j] + before[j]);
            }
            return new Progress.Further(
                    new LogisticNewton(round, n, half, before, reached, iteration, halvings + 1));
        }
        DoubleDouble[] step = sums.factor().solve(sums.gradient());
        double decrement = DoubleDouble.dot(step, sums.gradient()).doubleValue();
        double[] next = new double[beta.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = beta[j] + step[j].doubleValue();
        }
        if (decrement <= Math.max(DECREMENT, beta.length * blur * blur)) {
            return new Progress.Converged(next, sums, iteration + 1);
        }
        if (iteration + 1 >= MAX_ITERATIONS) {
            return new Progress.Stuck(next, sums, growing(step));
        }
        return new Progress.Further(
                new LogisticNewton(round, n, next, beta, sums.logLikelihood(), iteration + 1, 0));
    }

    /**
     * Under separation the coefficients of the separating terms grow for ever, by about one unit of
     * the linear predictor per iteration, while everything else has converged.
     */
    private List<String> growing(DoubleDouble[] step) {
        List<String> growing = new ArrayList<>();
        for (int j = 1; j < step.length; j++) {
            if (Math.abs(step[j].doubleValue()) > 1e-3 * (1e-3 + Math.abs(beta[j]))) {
                growing.add(round.design().names().get(j));
            }
        }
        return growing;
    }
}
