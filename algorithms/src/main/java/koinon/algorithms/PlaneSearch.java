package koinon.algorithms;

import java.util.Arrays;
import java.util.Objects;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Where the search for one separating plane stands: Newton's method on the smoothed objective,
 * whose width shrinks whenever the present one is all but solved.
 *
 * <pre>
 *   P(u) = ½ Σ r_j v_j² + C Σ max(0, z),    u = (b, v),  r_j = (scaled unit per unit)²
 *   smooth objective: the same with the smooth hinge;   H = diag(0, r) + C / 2h Σ_band x xᵀ
 *   dual bound: a made to balance (Σ_+ a = Σ_− a) by scaling one side down, then
 *   D = C Σ a − ½ Σ_j (C Σ y a x_j)² / r_j  ≤  optimum  ≤  P(u)
 * </pre>
 *
 * @param from where the line search began
 * @param to the point asked about now
 * @param before smooth objective at from
 * @param slope of the smooth objective from there to the point
 * @param best the point of least P so far
 * @param bound the greatest D so far
 */
record PlaneSearch(
        Problem problem,
        DoubleDouble[] from,
        DoubleDouble[] to,
        double width,
        double before,
        double slope,
        @Nullable Best best,
        double bound,
        int looks,
        boolean done) {
    /** Relative duality gap at which a plane counts as optimal. */
    static final double GAP = 1e-8;

    private static final int MOST_LOOKS = 120;
    private static final double NARROWEST = 1e-20;
    private static final double FIRST_WIDTH = 2;

    /** How much wider it gets again when no step helps. */
    private static final double WIDER = 3;

    /** Rounding of the sums, relative to them. */
    private static final double NOISE = 1e-12;

    /**
     * What is searched for.
     *
     * @param positive position of the level on the positive side
     * @param ridge r_j; 0 for the intercept
     */
    record Problem(int positive, double c, double[] ridge, long rows) {
        double penalty(DoubleDouble[] u) {
            double sum = 0;
            for (int j = 0; j < u.length; j++) {
                sum += ridge[j] * u[j].high() * u[j].high();
            }
            return sum / 2;
        }
    }

    /** A point with what was seen there. */
    record Best(DoubleDouble[] point, double objective, MarginRound.Seen seen) {}

    static PlaneSearch start(Problem problem) {
        DoubleDouble[] zero = new DoubleDouble[problem.ridge().length];
        Arrays.fill(zero, DoubleDouble.ZERO);
        return new PlaneSearch(
                problem, zero, zero, FIRST_WIDTH, Double.POSITIVE_INFINITY, 0, null, 0, 0, false);
    }

    MarginRound.Look look() {
        return new MarginRound.Look(problem.positive(), from, to, width);
    }

    /** The best point; there is one after the first look. */
    Best reached() {
        return Objects.requireNonNull(best);
    }

    double gap() {
        return reached().objective() - bound;
    }

    /** The next point, from what was seen at this one. */
    PlaneSearch update(MarginRound.Seen seen) {
        double objective = problem.penalty(to) + problem.c() * seen.hinge();
        Best leading =
                best == null || objective < best.objective() ? new Best(to, objective, seen) : best;
        double higher = Math.max(bound, dual(seen));
        boolean enough =
                leading.objective() - higher <= GAP * leading.objective()
                        || looks + 1 >= MOST_LOOKS
                        || width < NARROWEST;
        PlaneSearch now =
                new PlaneSearch(
                        problem, from, to, width, before, slope, leading, higher, looks + 1,
                        enough);
        return enough ? now : now.advance(seen, objective);
    }

    private PlaneSearch advance(MarginRound.Seen seen, double objective) {
        double here = smooth(seen, 0, 0);
        double noise = NOISE * here + problem.c() * problem.rows() * seen.unit();
        if (here > before + 1e-4 * slope + noise) {
            return shorter(seen);
        }
        DoubleDouble[] step = newton(seen, width);
        double decrement = -DoubleDouble.dot(gradient(seen, width), step).doubleValue();
        double blur = blur(seen);
        if (blur <= GAP / 2 * objective || decrement > 0.05 * blur) {
            return line(to, step, new Smooth(width, here, -decrement));
        }
        double narrow = width / MarginRound.NARROWER;
        return line(to, newton(seen, narrow), new Smooth(narrow, smooth(seen, 1, 0), 0));
    }

    /**
     * What the width alone leaves of the gap, C Σ (max(0, z) − a z). Below the gap that is wanted
     * there is no point in a narrower one: Newton's steps then close the rest.
     */
    private double blur(MarginRound.Seen seen) {
        DoubleDouble sum = DoubleDouble.of(seen.hinge());
        for (int j = 0; j < to.length; j++) {
            DoubleDouble plus = seen.pull(1, j);
            DoubleDouble minus = seen.pull(0, j);
            sum = sum.plus(plus.minus(minus).times(to[j]));
            sum = j == 0 ? sum.minus(plus).minus(minus) : sum;
        }
        return problem.c() * Math.max(0, sum.doubleValue());
    }

    /** The best place on the way, or where the way began, under a greater width. */
    private PlaneSearch shorter(MarginRound.Seen seen) {
        int least = 1;
        for (int place = 2; place < MarginRound.STEPS.length; place++) {
            least = smooth(seen, 0, place) < smooth(seen, 0, least) ? place : least;
        }
        boolean lower = smooth(seen, 0, least) < before;
        DoubleDouble[] point = between(lower ? MarginRound.STEPS[least] : 0);
        DoubleDouble[] stay = new DoubleDouble[point.length];
        Arrays.fill(stay, DoubleDouble.ZERO);
        double next = lower ? width : width * WIDER;
        return line(point, stay, new Smooth(next, Double.POSITIVE_INFINITY, 0));
    }

    /** The smooth objective at the start of a line: of what width, its value and its slope. */
    private record Smooth(double width, double value, double slope) {}

    private PlaneSearch line(DoubleDouble[] start, DoubleDouble[] step, Smooth smooth) {
        DoubleDouble[] end = new DoubleDouble[start.length];
        Arrays.setAll(end, j -> start[j].plus(step[j]));
        return new PlaneSearch(
                problem,
                start,
                end,
                smooth.width(),
                smooth.value(),
                smooth.slope(),
                best,
                bound,
                looks,
                false);
    }

    private DoubleDouble[] between(double t) {
        DoubleDouble[] point = new DoubleDouble[from.length];
        Arrays.setAll(point, j -> from[j].plus(to[j].minus(from[j]).times(DoubleDouble.of(t))));
        return point;
    }

    private double smooth(MarginRound.Seen seen, int narrower, int place) {
        double t = MarginRound.STEPS[place];
        DoubleDouble[] point = t == 1 ? to : between(t);
        return problem.penalty(point) + problem.c() * seen.loss(narrower, place);
    }

    /**
     * Gradient under a width, if the rows within the present one were those within that. With a =
     * (z + h) / 2h in the band B and S = Σ_B y x, G = Σ_B x xᵀ:
     *
     * <pre>
     *   Σ_B y a x = ((1 + h) S − G u) / 2h
     * </pre>
     */
    private DoubleDouble[] gradient(MarginRound.Seen seen, double h) {
        DoubleDouble[] bent = seen.band().times(to);
        DoubleDouble[] gradient = new DoubleDouble[to.length];
        for (int j = 0; j < to.length; j++) {
            DoubleDouble pull = seen.pull(1, j).minus(seen.pull(0, j));
            if (h != width) {
                pull =
                        pull.minus(inBand(seen.edge(j), bent[j], width))
                                .plus(inBand(seen.edge(j), bent[j], h));
            }
            gradient[j] =
                    to[j].times(DoubleDouble.of(problem.ridge()[j]))
                            .minus(pull.times(DoubleDouble.of(problem.c())));
        }
        return gradient;
    }

    private static DoubleDouble inBand(DoubleDouble edge, DoubleDouble bent, double h) {
        return edge.times(DoubleDouble.sum(1, h)).minus(bent).dividedBy(DoubleDouble.of(2 * h));
    }

    /** −H⁻¹ g under a width, with the rows that are within the present one. */
    private DoubleDouble[] newton(MarginRound.Seen seen, double h) {
        int p = to.length;
        SymmetricMatrix band = seen.band();
        DoubleDouble[][] rows = new DoubleDouble[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++) {
                DoubleDouble curvature =
                        band.entry(i, j).times(DoubleDouble.of(problem.c() / (2 * h)));
                rows[i][j] =
                        i == j ? curvature.plus(DoubleDouble.of(problem.ridge()[i])) : curvature;
            }
        }
        DoubleDouble[] right =
                Arrays.stream(gradient(seen, h))
                        .map(DoubleDouble::negated)
                        .toArray(DoubleDouble[]::new);
        return SymmetricMatrix.of(rows).factor(1e-14).solve(right);
    }

    /** The dual objective of the balanced slopes: never above the optimum. */
    private double dual(MarginRound.Seen seen) {
        double plus = seen.pull(1, 0).doubleValue();
        double minus = seen.pull(0, 0).doubleValue();
        double least = Math.min(plus, minus);
        if (!(least > 0)) {
            return 0;
        }
        DoubleDouble shrinkPlus = shrink(seen, 1, plus > minus);
        DoubleDouble shrinkMinus = shrink(seen, 0, minus > plus);
        double squares = 0;
        for (int j = 1; j < to.length; j++) {
            if (problem.ridge()[j] > 0) {
                double pull =
                        seen.pull(1, j)
                                .times(shrinkPlus)
                                .minus(seen.pull(0, j).times(shrinkMinus))
                                .doubleValue();
                squares += pull * pull / problem.ridge()[j];
            }
        }
        return problem.c() * 2 * least - problem.c() * problem.c() * squares / 2;
    }

    private static DoubleDouble shrink(MarginRound.Seen seen, int side, boolean heavier) {
        return heavier ? seen.pull(1 - side, 0).dividedBy(seen.pull(side, 0)) : DoubleDouble.ONE;
    }
}
