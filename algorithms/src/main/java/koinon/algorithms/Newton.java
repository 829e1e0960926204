package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * Newton's method for the coefficients that maximise a concave objective over all sites: where one
 * fit stands. A step that lowers the objective is halved.
 *
 * <pre>
 *   β ← β + H⁻¹ g   until the decrement gᵀH⁻¹g is small, 1e-18 for a step of 1e-9 standard errors,
 *                   or what rounding of the linear predictor allows
 * </pre>
 *
 * <p>At most {@value #MAX_ITERATIONS} iterations.
 *
 * @param <S> pooled sums at one point
 * @param n rows behind the objective
 * @param beta coefficients asked about now
 * @param before coefficients of the last accepted point
 * @param reached objective there
 * @param halvings of the present step
 */
record Newton<S extends Newton.Sums>(
        Likelihood<S> likelihood,
        long n,
        double[] beta,
        double[] before,
        double reached,
        int iteration,
        int halvings) {
    static final int MAX_ITERATIONS = 25;
    private static final int MAX_HALVINGS = 10;

    /** What the sites' sums at one point say. */
    interface Sums {
        /** Log-likelihood, up to a constant. */
        double objective();

        DoubleDouble[] gradient();

        /** Of the information matrix. */
        Factor factor();
    }

    /** An objective that the sites sum up. */
    interface Likelihood<S extends Sums> {
        DesignMatrix design();

        /** Squared step in standard errors that is small enough. */
        default double decrement() {
            return 1e-18;
        }

        /** Largest rounding of one row's share of the objective, where it is worth a thought. */
        default double rounding() {
            return 0;
        }

        /** The round that evaluates it. */
        Step at(double[] beta, int iteration, Function<S, Step> next);

        /** What to say when some coefficients grow for ever. */
        KoinonException diverges(S sums, List<String> growing);

        /** The whole fit, one round per iteration. */
        default Step maximise(double[] start, long n, Function<Optimum<S>, Step> next) {
            return at(
                    start,
                    1,
                    sums -> {
                        Fit<S> fit = new Fit<>(this, sums, next);
                        return fit.after(Newton.start(this, n, start).update(sums));
                    });
        }
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

    /**
     * Where a fit ended.
     *
     * @param first sums at the start
     * @param sums at the last point evaluated, that small step before the optimum
     * @param beta the optimum
     */
    record Optimum<S>(S first, S sums, double[] beta, int iterations) {}

    static <S extends Sums> Newton<S> start(Likelihood<S> likelihood, long n, double[] beta) {
        return new Newton<>(likelihood, n, beta, beta, Double.NEGATIVE_INFINITY, 0, 0);
    }

    /** A fit under way. */
    private record Fit<S extends Sums>(
            Likelihood<S> likelihood, S first, Function<Optimum<S>, Step> next) {
        Step after(Progress<S> progress) {
            return switch (progress) {
                case Progress.Further<S>(Newton<S> state) ->
                        likelihood.at(
                                state.beta, state.iteration + 1, sums -> after(state.update(sums)));
                case Progress.Converged<S> end ->
                        next.apply(
                                new Optimum<>(
                                        first, end.sums(), end.estimates(), end.iterations()));
                case Progress.Stuck<S>(_, S sums, List<String> growing) ->
                        throw growing.isEmpty()
                                ? new KoinonException(
                                        ErrorCode.NOT_CONVERGED,
                                        "no convergence within " + MAX_ITERATIONS + " iterations")
                                : likelihood.diverges(sums, growing);
            };
        }
    }

    /** One step from the sums at beta. */
    Progress<S> update(S sums) {
        // The sum is exact but its terms are rounded: a difference below this is noise.
        double blur = blur();
        double noise =
                1e-11 * (1 + Math.abs(sums.objective())) + n * (blur + likelihood.rounding());
        if (sums.objective() < reached - noise && halvings < MAX_HALVINGS) {
            return further(halfway(), before, reached, halvings + 1);
        }
        DoubleDouble[] step = sums.factor().solve(sums.gradient());
        double decrement = DoubleDouble.dot(step, sums.gradient()).doubleValue();
        double[] next = new double[beta.length];
        for (int j = 0; j < next.length; j++) {
            next[j] = beta[j] + step[j].doubleValue();
        }
        if (decrement <= Math.max(likelihood.decrement(), beta.length * blur * blur)) {
            return new Progress.Converged<>(next, sums, iteration + 1);
        }
        return iteration + 1 >= MAX_ITERATIONS
                ? new Progress.Stuck<>(next, sums, growing(step))
                : further(next, beta, sums.objective(), 0);
    }

    private Progress<S> further(double[] at, double[] from, double objective, int halved) {
        int next = halved > 0 ? iteration : iteration + 1;
        return new Progress.Further<>(
                new Newton<>(likelihood, n, at, from, objective, next, halved));
    }

    private double[] halfway() {
        double[] half = new double[beta.length];
        for (int j = 0; j < half.length; j++) {
            half[j] = 0.5 * (beta[j] + before[j]);
        }
        return half;
    }

    /**
     * What rounding may do to a linear predictor: below 1e-13 for most data, but more where
     * covariates far from 0 make its terms cancel.
     */
    private double blur() {
        double size = 0;
        for (int j = 0; j < beta.length; j++) {
            size += Math.abs(beta[j]) * likelihood.design().grid(j).bound();
        }
        return Math.ulp(1.0) * size;
    }

    /** Without a finite optimum some coefficients grow while all else has converged. */
    private List<String> growing(DoubleDouble[] step) {
        List<String> growing = new ArrayList<>();
        for (int j = 1; j < step.length; j++) {
            if (Math.abs(step[j].doubleValue()) > 1e-3 * (1e-3 + Math.abs(beta[j]))) {
                growing.add(likelihood.design().names().get(j));
            }
        }
        return growing;
    }
}
