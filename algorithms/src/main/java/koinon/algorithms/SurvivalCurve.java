package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import koinon.model.result.Statistic;
import koinon.stats.elementary.Elementary;

/**
 * The product-limit curve of a life table.
 *
 * <pre>
 *   S(t) = Π_{i ≤ t} (1 − d_i / n_i)        G(t) = Σ_{i ≤ t} d_i / (n_i (n_i − d_i))    Greenwood
 *   log      exp(log S ± z √G), at most 1          plain   S ± z S √G, within 0 and 1
 *   log-log  exp(−exp(log(−log S) ± z √G / log S))
 *   restricted mean = ∫_0^τ S,   variance Σ_i (∫_{t_i}^τ S)² d_i / (n_i (n_i − d_i))
 * </pre>
 *
 * <p>As R's {@code survfit}. Source: Klein and Moeschberger, Survival Analysis, 2nd edition (2003),
 * sections 4.2 to 4.5.
 *
 * @param group level of the grouping variable, or "all"
 */
public record SurvivalCurve(String group, List<Point> points) {
    /** On a flat stretch this near to ½ the median is the middle of it, as in R. */
    private static final double FLAT = 0x1p-26;

    public SurvivalCurve {
        points = List.copyOf(points);
    }

    /**
     * One step of the curve.
     *
     * @param standardError of the survival (Greenwood)
     */
    public record Point(
            double time,
            long atRisk,
            long events,
            long censored,
            double survival,
            Statistic standardError,
            Statistic lower,
            Statistic upper) {}

    /** A confidence interval: its type and the normal quantile of its level. */
    record Interval(String type, double z) {}

    /** A number and its standard error. */
    record Mean(Statistic value, Statistic standardError) {}

    static SurvivalCurve of(String group, LifeTable table, double step, Interval interval) {
        List<Point> points = new ArrayList<>();
        double survival = 1;
        double greenwood = 0;
        for (LifeTable.Step row : table.steps()) {
            double n = row.atRisk();
            double left = n - row.events();
            survival *= left / n;
            greenwood += row.events() / (n * left);
            double root = left == 0 ? Double.NaN : Math.sqrt(greenwood);
            points.add(
                    new Point(
                            row.index() * step,
                            row.atRisk(),
                            row.events(),
                            row.censored(),
                            survival,
                            Statistic.of(survival * root, "nobody is left"),
                            bound(interval, survival, root, -1),
                            bound(interval, survival, root, 1)));
        }
        return new SurvivalCurve(group, points);
    }

    private static Statistic bound(Interval interval, double s, double root, int side) {
        double value =
                switch (interval.type()) {
                    case "plain" -> s + side * interval.z() * s * root;
                    case "log" -> Elementary.exp(Elementary.log(s) + side * interval.z() * root);
                    case "log-log" -> logLog(s, side * interval.z() * root);
                    default -> throw new IllegalArgumentException(interval.type());
                };
        return Statistic.of(Math.max(0, Math.min(1, value)), "not defined at this survival");
    }

    private static double logLog(double s, double offset) {
        double log = Elementary.log(s);
        return s == 1 ? Double.NaN : Elementary.exp(log * Elementary.exp(offset / log));
    }

    /** The time at which a curve falls to ½. */
    private Statistic half(ToDoubleFunction<Point> curve) {
        List<Point> known =
                points.stream().filter(p -> curve.applyAsDouble(p) < 0.5 + FLAT).toList();
        if (known.isEmpty()) {
            return new Statistic.Undefined("not reached");
        }
        double first = curve.applyAsDouble(known.getFirst());
        double middle =
                known.stream()
                        .filter(p -> Math.abs(first - 0.5) < FLAT && curve.applyAsDouble(p) < first)
                        .mapToDouble(p -> (known.getFirst().time() + p.time()) / 2)
                        .findFirst()
                        .orElse(known.getFirst().time());
        return Statistic.of(middle);
    }

    Statistic median() {
        return half(Point::survival);
    }

    Statistic medianLower() {
        return half(p -> p.lower().orNaN());
    }

    Statistic medianUpper() {
        return half(p -> p.upper().orNaN());
    }

    /** Mean time lived without the event up to a time. */
    Mean restrictedMean(double until) {
        double area = 0;
        double variance = 0;
        double right = until;
        for (Point point : points.reversed()) {
            if (point.time() <= until) {
                area += (right - point.time()) * point.survival();
                right = point.time();
                double left = point.atRisk() - point.events();
                variance += left == 0 ? 0 : area * area * point.events() / (point.atRisk() * left);
            }
        }
        return new Mean(Statistic.of(area + right), Statistic.of(Math.sqrt(variance)));
    }
}
