package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * Newton's method for the coefficients that maximise a concave objective over all sites, one round
 * per iteration. A step that lowers the objective is halved.
 *
 * <pre>
 *   β ← β + H⁻¹ g   until the decrement gᵀH⁻¹g is small, 1e-18 for a step of 1e-9 standard errors
 * </pre>
 *
 * @param <S> pooled sums at one point
 */
final class Newton<S extends Newton.Sums> {
    private static final int MAX_ITERATIONS = 25;
    private static final int MAX_HALVINGS = 10;

    private final Likelihood<S> likelihood;
    private final long n;
    private final Function<Optimum<S>, Step> next;

    /**
     * @param n analysed rows
     * @param next step after the last iteration
     */
    Newton(Likelihood<S> likelihood, long n, Function<Optimum<S>, Step> next) {
        this.likelihood = likelihood;
        this.n = n;
        this.next = next;
    }

    /** What the sites' sums at one point say. */
    interface Sums {
        /** Log-likelihood, up to a constant. */
        double objective();

        DoubleDouble[] gradient();

        /** Of the information matrix. */
        Factor factor();
    }

    /** An objective that the sites sum up. */
    interface Likelihood<S> {
        DesignMatrix design();

        /** Squared step in standard errors that is small enough. */
        default double decrement() {
            return 1e-18;
        }

        /** The round that evaluates it. */
        Step at(double[] beta, int iteration, Function<S, Step> next);

        /** What to say when some coefficients grow for ever. */
        KoinonException diverges(S sums, List<String> growing);
    }

    /**
     * Where it ended.
     *
     * @param first sums at the start
     * @param sums at the last point evaluated, that small step before the optimum
     * @param beta the optimum
     */
    record Optimum<S>(S first, S sums, double[] beta, int iterations) {}

    Step start(double[] beta) {
        return new State<>(this, beta, beta, Double.NEGATIVE_INFINITY, 0, 0, Optional.<S>empty())
                .ask();
    }

    /**
     * What rounding may do to a linear predictor: below 1e-13 for most data, but more where
     * covariates far from 0 make its terms cancel.
     */
    private double blur(double[] beta) {
        double size = 0;
        for (int j = 0; j < beta.length; j++) {
            size += Math.abs(beta[j]) * likelihood.design().grid(j).bound();
        }
        return Math.ulp(1.0) * size;
    }

    /**
     * Where the method stands.
     *
     * @param beta coefficients asked about now
     * @param before coefficients of the last accepted point
     * @param reached objective there
     * @param halvings of the present step
     * @param first sums at the start, empty until they are there
     */
    private record State<S extends Sums>(
            Newton<S> method,
            double[] beta,
            double[] before,
            double reached,
            int iteration,
            int halvings,
            Optional<S> first) {
        Step ask() {
            return method.likelihood.at(beta, iteration + 1, this::update);
        }

        /** One step from the sums at beta. */
        private Step update(S sums) {
            // The sum is exact but its terms are rounded: a difference below this is noise.
            double blur = method.blur(beta);
            double noise = 1e-11 * (1 + Math.abs(sums.objective())) + method.n * blur;
            if (sums.objective() < reached - noise && halvings < MAX_HALVINGS) {
                double[] half = new double[beta.length];
                for (int j = 0; j < half.length; j++) {
                    half[j] = 0.5 * (beta[j] + before[j]);
                }
                return new State<>(method, half, before, reached, iteration, halvings + 1, first)
                        .ask();
            }
            DoubleDouble[] step = sums.factor().solve(sums.gradient());
            double decrement = DoubleDouble.dot(step, sums.gradient()).doubleValue();
            double[] further = new double[beta.length];
            for (int j = 0; j < further.length; j++) {
                further[j] = beta[j] + step[j].doubleValue();
            }
            double enough = Math.max(method.likelihood.decrement(), beta.length * blur * blur);
            if (decrement <= enough) {
                return method.next.apply(
                        new Optimum<>(first.orElse(sums), sums, further, iteration + 1));
            }
            if (iteration + 1 >= MAX_ITERATIONS) {
                throw unfinished(sums, step);
            }
            return new State<>(
                            method,
                            further,
                            beta,
                            sums.objective(),
                            iteration + 1,
                            0,
                            Optional.of(first.orElse(sums)))
                    .ask();
        }

        /** Without a finite optimum some coefficients grow while all else has converged. */
        private KoinonException unfinished(S sums, DoubleDouble[] step) {
            List<String> growing = new ArrayList<>();
            for (int j = 1; j < step.length; j++) {
                if (Math.abs(step[j].doubleValue()) > 1e-3 * (1e-3 + Math.abs(beta[j]))) {
                    growing.add(method.likelihood.design().names().get(j));
                }
            }
            return growing.isEmpty()
                    ? new KoinonException(
                            ErrorCode.NOT_CONVERGED,
                            "no convergence within " + MAX_ITERATIONS + " iterations")
                    : method.likelihood.diverges(sums, growing);
        }
    }
}
