package koinon.cli.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
final class NumberText {
    private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e7;

    private NumberText() {}

    /** Five significant digits; whole numbers as such; very small and large ones with a power. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < SMALL || size >= LARGE) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        if (value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact.round(DIGITS);
        // Digits before the point are never rounded away: 123457, not 123460.
        boolean whole = rounded.scale() < 0;
        return (whole ? exact.setScale(0, RoundingMode.HALF_EVEN) : rounded).toPlainString();
    }

    static String count(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : number(value);
    }

    static String probability(double value) {
        if (value < 0.001) {
            return "< 0.001";
        }
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A share of one, in hundredths. */
    static String percent(double value) {
        return Double.isInfinite(value)
                ? number(value)
                : String.format(Locale.ROOT, "%.1f %%", value * 100);
    }
}
