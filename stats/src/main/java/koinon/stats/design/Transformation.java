package koinon.stats.design;

import koinon.stats.elementary.Elementary;

/**
 * A function of one number, as it stands in a model formula, with the same bits for a value
 * wherever it stands.
 *
 * <p>Where a function is not defined its value is NaN. A logarithm is defined from the least
 * magnitude on that the variable's grid tells apart from 0: half a step.
 */
public sealed interface Transformation {
    /** Natural logarithm. */
    record Log() implements Transformation {}

    /** Exponential. */
    record Exp() implements Transformation {}

    record SquareRoot() implements Transformation {}

    /** A whole power from 2 to 10. */
    record Power(int exponent) implements Transformation {
        public Power {
            if (exponent < 2 || exponent > 10) {
                throw new IllegalArgumentException("power " + exponent + ", not 2 to 10");
            }
        }
    }

    /** As R writes it, inside {@code I()} where a formula needs that. */
    default String of(String argument) {
        return switch (this) {
            case Log _ -> "log(" + argument + ")";
            case Exp _ -> "exp(" + argument + ")";
            case SquareRoot _ -> "sqrt(" + argument + ")";
            case Power(int exponent) -> argument + "^" + exponent;
        };
    }

    /** Whether it is defined for every number. */
    default boolean total() {
        return switch (this) {
            case Log _, SquareRoot _ -> false;
            case Exp _, Power _ -> true;
        };
    }

    /** Where its values lie; infinite ends where doubles end. */
    private static Interval power(Interval x, int exponent) {
        double low = raise(x.low(), exponent);
        double high = raise(x.high(), exponent);
        boolean even = exponent % 2 == 0;
        double least = even && x.low() < 0 ? 0 : Math.min(low, high);
        return Interval.around(least, Math.max(low, high))
                .from(Math.max(Double.MIN_NORMAL, raise(x.smallest(), exponent)));
    }

    private static double raise(double x, int exponent) {
        double power = x;
        for (int k = 1; k < exponent; k++) {
            power *= x;
        }
        return power;
    }

    /** Where the values lie of arguments in an interval. */
    default Interval image(Interval x) {
        return switch (this) {
            case Log _ ->
                    Interval.around(
                            Elementary.log(Math.max(x.low(), x.smallest())),
                            Elementary.log(Math.max(x.high(), x.smallest())));
            case Exp _ -> {
                double low = Elementary.exp(x.low());
                yield Interval.around(low, Elementary.exp(x.high()))
                        .from(Math.max(Double.MIN_NORMAL, low / 2));
            }
            case SquareRoot _ ->
                    Interval.around(0, Math.sqrt(Math.max(x.high(), x.smallest())))
                            .from(Math.sqrt(x.smallest()));
            case Power(int exponent) -> power(x, exponent);
        };
    }

    /**
     * The function of the first n values, in place; NaN stays NaN.
     *
     * @param smallest least magnitude of an argument that counts as more than 0
     */
    default void apply(double[] x, int n, double smallest) {
        switch (this) {
            case Log _ -> {
                for (int i = 0; i < n; i++) {
                    x[i] = x[i] >= smallest ? x[i] : Double.NaN;
                }
                Elementary.log(x, x, n);
            }
            case Exp _ -> Elementary.exp(x, x, n);
            case SquareRoot _ -> {
                for (int i = 0; i < n; i++) {
                    x[i] = x[i] >= 0 ? Math.sqrt(x[i]) : Double.NaN;
                }
            }
            case Power(int exponent) -> {
                for (int i = 0; i < n; i++) {
                    x[i] = raise(x[i], exponent);
                }
            }
        }
    }
}
