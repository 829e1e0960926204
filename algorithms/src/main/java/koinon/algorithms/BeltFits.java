package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.stats.linear.DoubleDouble;

/**
 * Maximum likelihood for polynomials of several degrees at once, by Newton's method in common
 * rounds; the bisector is asked about along with them.
 *
 * @param fits one per degree
 */
record BeltFits(BeltRound round, List<Fit> fits, int iteration) {
    private static final int MAX_ITERATIONS = 30;
    private static final int MAX_HALVINGS = 10;
    private static final double DECREMENT = 1e-18;

    BeltFits {
        fits = List.copyOf(fits);
    }

    /**
     * Where the fit of one degree stands.
     *
     * @param b polynomial asked about
     * @param before the last accepted one
     * @param reached log-likelihood there
     */
    record Fit(double[] b, double[] before, double reached, int halvings, boolean done) {
        Fit next(BeltRound.Likelihood here) {
            if (done) {
                return this;
            }
            double noise = 1e-11 * (1 + Math.abs(here.value()));
            if (here.value() < reached - noise && halvings < MAX_HALVINGS) {
                double[] half = new double[b.length];
                for (int j = 0; j < b.length; j++) {
                    half[j] = 0.5 * (b[j] + before[j]);
                }
                return new Fit(half, before, reached, halvings + 1, false);
            }
            DoubleDouble[] step = here.information().factor().solve(here.score());
            double[] ahead = new double[b.length];
            for (int j = 0; j < b.length; j++) {
                ahead[j] = b[j] + step[j].doubleValue();
            }
            double decrement = DoubleDouble.dot(step, here.score()).doubleValue();
            return new Fit(ahead, b, here.value(), 0, decrement <= DECREMENT);
        }
    }

    /** A polynomial at its maximum. */
    record Fitted(double[] b, BeltRound.Likelihood at) {
        int degree() {
            return b.length - 1;
        }
    }

    /**
     * All maxima.
     *
     * @param bisector log-likelihood of perfect calibration
     */
    record Found(double bisector, List<Fitted> fits, int iterations) {
        Found {
            fits = List.copyOf(fits);
        }
    }

    /**
     * Fits the polynomials of all degrees asked for, from a constant.
     *
     * @param logOdds of the positive level over all rows
     */
    static Step find(
            BeltRound round, IntStream degrees, double logOdds, Function<Found, Step> next) {
        List<Fit> fits =
                degrees.mapToObj(degree -> constant(degree, logOdds))
                        .map(b -> new Fit(b, b, Double.NEGATIVE_INFINITY, 0, false))
                        .toList();
        return new BeltFits(round, fits, 0).ask(next);
    }

    private static double[] constant(int degree, double value) {
        double[] b = new double[degree + 1];
        b[0] = value;
        return b;
    }

    private Step ask(Function<Found, Step> next) {
        List<double[]> polynomials = new ArrayList<>(List.of(round.scale().bisector(1)));
        fits.forEach(fit -> polynomials.add(fit.b));
        return round.at(
                "fit, iteration " + (iteration + 1), polynomials, found -> update(found, next));
    }

    private Step update(List<BeltRound.Likelihood> here, Function<Found, Step> next) {
        List<Fit> moved =
                IntStream.range(0, fits.size())
                        .mapToObj(i -> fits.get(i).next(here.get(i + 1)))
                        .toList();
        if (moved.stream().allMatch(Fit::done)) {
            List<Fitted> fitted =
                    IntStream.range(0, moved.size())
                            .mapToObj(i -> new Fitted(moved.get(i).b, here.get(i + 1)))
                            .toList();
            return next.apply(new Found(here.getFirst().value(), fitted, iteration + 1));
        }
        if (iteration + 1 >= MAX_ITERATIONS) {
            throw new KoinonException(
                    ErrorCode.NOT_CONVERGED,
                    "a polynomial of the predictions separates the outcomes, so that no finite fit"
                            + " exists; choose a smaller max_deg or more data");
        }
        return new BeltFits(round, moved, iteration + 1).ask(next);
    }
}
