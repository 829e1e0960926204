package koinon.model.result;

/** A number in a result, or the reason why there is none. Never 0 or a bare null instead. */
public sealed interface Statistic {
    /** A known value; may be infinite where the mathematics says so, never NaN. */
    record Known(double value) implements Statistic {
        public Known {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("NaN is an undefined statistic, say why");
            }
        }
    }

    /** The value exists but may not be shown. */
    record Suppressed(String reason) implements Statistic {}

    /** There is no such value, for example a t statistic of an exact fit. */
    record Undefined(String reason) implements Statistic {}

    static Statistic of(double value) {
        return of(value, "not defined for these data");
    }

    static Statistic of(double value, String reasonIfNaN) {
        return Double.isNaN(value) ? new Undefined(reasonIfNaN) : new Known(value);
    }

    /** The value, or NaN where there is none. */
    default double orNaN() {
        return this instanceof Known(double value) ? value : Double.NaN;
    }
}
