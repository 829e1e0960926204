package koinon.testbed.bench;

import java.util.List;
import java.util.Locale;

/**
 * A goal and what was measured.
 *
 * @param what is measured
 * @param measured in the unit
 * @param bound at most or at least this much
 * @param atLeast whether more is better
 * @param unit such as {@code MB}, {@code × R lm}
 */
record Goal(String what, double measured, double bound, boolean atLeast, String unit) {
    static Goal atMost(String what, double measured, double bound, String unit) {
        return new Goal(what, measured, bound, false, unit);
    }

    static Goal atLeast(String what, double measured, double bound, String unit) {
        return new Goal(what, measured, bound, true, unit);
    }

    /** Also false for what is not a number. */
    boolean met() {
        return atLeast ? measured >= bound : measured <= bound;
    }

    static Findings.Table table(List<Goal> goals) {
        return new Findings.Table(
                List.of("goal", "bound", "measured", "met"),
                goals.stream().map(Goal::row).toList());
    }

    private List<String> row() {
        String sign = atLeast ? "≥ " : "≤ ";
        String verdict =
                met() ? "yes" : String.format(Locale.ROOT, "**no**, by %.0f %%", 100 * shortfall());
        return List.of(what, sign + number(bound) + " " + unit, number(measured), verdict);
    }

    private double shortfall() {
        return atLeast ? 1 - measured / bound : measured / bound - 1;
    }

    static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3g", value);
    }
}
