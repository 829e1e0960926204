package koinon.model.metadata;

/** Declared range of a numerical variable, both ends included; an open end is infinite. */
public record Range(double min, double max) {
    public static final Range UNBOUNDED =
            new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Range {
        if (!(min <= max)) {
            throw new IllegalArgumentException("min " + min + " is above max " + max);
        }
    }

    public boolean contains(double value) {
        return min <= value && value <= max;
    }

    public boolean bounded() {
        return min > Double.NEGATIVE_INFINITY && max < Double.POSITIVE_INFINITY;
    }
}
