package koinon.model.request;

/** A constant in a filter. Bound as a value, never as text of a query. */
public sealed interface Literal {
    /** A finite number. */
    record Numeric(double value) implements Literal {
        public Numeric {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a filter compares with finite numbers only");
            }
            value = value == 0 ? 0.0 : value; // one zero: -0.0 compares equal but prints apart
        }
    }

    record Text(String value) implements Literal {}
}
