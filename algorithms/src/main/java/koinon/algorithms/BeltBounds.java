package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * The lowest and highest value that a polynomial takes at a point while its likelihood stays near
 * the maximum: the inverted likelihood ratio test.
 *
 * <pre>
 *   extreme vᵀb, v = (1, h, …, h^m), subject to 2 (ℓ(b̂) − ℓ(b)) ≤ q
 *   step: the same for the quadratic model of ℓ at b, solved exactly:
 *         δ = I⁻¹ U ± τ I⁻¹ v,   τ² = (2 (ℓ(b) − ℓ(b̂)) + q + Uᵀ I⁻¹ U) / (vᵀ I⁻¹ v)
 *   no longer than twice the radius √q as the information at b̂ measures it
 * </pre>
 *
 * <p>All points, sides and levels go in the same rounds; the first step gives Wald's limits.
 */
record BeltBounds(BeltRound round, BeltFits.Fitted centre, List<Target> targets, int iteration) {
    private static final int MAX_ITERATIONS = 15;
    private static final double ENOUGH = 1e-9;

    BeltBounds {
        targets = List.copyOf(targets);
    }

    /**
     * One limit on its way.
     *
     * @param h where the polynomial is read
     * @param sign 1 for the upper limit, −1 for the lower
     * @param q the quantile of the statistic
     * @param b polynomial reached so far
     * @param moved by how much the last step changed the value
     */
    record Target(double h, int sign, double q, double[] b, double moved) {
        double value() {
            double value = 0;
            for (int j = b.length - 1; j >= 0; j--) {
                value = Math.fma(value, h, b[j]);
            }
            return value;
        }

        boolean settled() {
            return Math.abs(moved) <= ENOUGH;
        }

        private DoubleDouble[] powers() {
            DoubleDouble[] powers = new DoubleDouble[b.length];
            DoubleDouble power = DoubleDouble.ONE;
            for (int j = 0; j < powers.length; j++) {
                powers[j] = power;
                power = power.times(DoubleDouble.of(h));
            }
            return powers;
        }

        Target next(BeltRound.Likelihood here, BeltFits.Fitted centre) {
            DoubleDouble[] v = powers();
            Factor factor = here.information().factor();
            DoubleDouble[] newton = factor.solve(here.score());
            DoubleDouble[] along = factor.solve(v);
            double slack = 2 * (here.value() - centre.at().value()) + q;
            double free = slack + DoubleDouble.dot(here.score(), newton).doubleValue();
            double width = DoubleDouble.dot(v, along).doubleValue();
            double tau = sign * Math.sqrt(Math.max(0, free) / width);
            double[] step = new double[b.length];
            Arrays.setAll(step, j -> newton[j].doubleValue() + tau * along[j].doubleValue());
            return moved(step, shortened(step, centre));
        }

        private double shortened(double[] step, BeltFits.Fitted centre) {
            DoubleDouble[] exact =
                    Arrays.stream(step).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
            DoubleDouble[] image = centre.at().information().times(exact);
            double length = Math.sqrt(DoubleDouble.dot(exact, image).doubleValue());
            double most = 2 * Math.sqrt(q);
            return length > most ? most / length : 1;
        }

        private Target moved(double[] step, double factor) {
            double[] next = new double[b.length];
            double change = 0;
            for (int j = b.length - 1; j >= 0; j--) {
                next[j] = b[j] + factor * step[j];
                change = change * h + factor * step[j];
            }
            return new Target(h, sign, q, next, change);
        }
    }

    /** Finds the limits at all points for all quantiles: lower, upper, point by point. */
    static Step find(
            BeltRound round,
            BeltFits.Fitted centre,
            Wanted wanted,
            Function<List<Target>, Step> next) {
        List<Target> targets = new ArrayList<>();
        for (double q : wanted.quantiles) {
            for (double h : wanted.points) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    Target start = new Target(h, sign, q, centre.b(), Double.POSITIVE_INFINITY);
                    targets.add(start.next(centre.at(), centre));
                }
            }
        }
        return new BeltBounds(round, centre, targets, 0).ask(next);
    }

    /**
     * Where limits are wanted, and how far they may go.
     *
     * @param points on the scale of h
     * @param quantiles of the statistic
     */
    record Wanted(double[] points, double[] quantiles) {}

    private Step ask(Function<List<Target>, Step> next) {
        return round.at(
                "belt, iteration " + (iteration + 1),
                targets.stream().map(Target::b).toList(),
                here -> update(here, next));
    }

    private Step update(List<BeltRound.Likelihood> here, Function<List<Target>, Step> next) {
        List<Target> moved =
                IntStream.range(0, targets.size())
                        .mapToObj(i -> targets.get(i).next(here.get(i), centre))
                        .toList();
        return moved.stream().allMatch(Target::settled) || iteration + 1 >= MAX_ITERATIONS
                ? next.apply(moved)
                : new BeltBounds(round, centre, moved, iteration + 1).ask(next);
    }
}
