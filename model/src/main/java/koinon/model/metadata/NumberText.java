package koinon.model.metadata;

import java.util.regex.Pattern;

/**
 * How a number is written in files, data models and requests: an optional sign, decimal digits with
 * at most one point, an optional decimal exponent; blanks around it are ignored. Words such as NaN
 * and infinity, hexadecimal forms, type suffixes, digit separators and numbers beyond the range of
 * doubles are not numbers here.
 */
public final class NumberText {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final int LONGEST = 400;

    private NumberText() {}

    /** The nearest double, or NaN when the text is not a number. */
    public static double parse(String text) {
        String bare = text.strip();
        if (bare.length() > LONGEST || !DECIMAL.matcher(bare).matches()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(bare);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** Shortest text of a number; a whole number (up to 2^53) has neither point nor exponent. */
    public static String format(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
