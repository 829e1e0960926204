package koinon.stats.design;

import koinon.model.exact.Grid;

/**
 * Where the values of a column may lie, from public bounds alone.
 *
 * @param smallest the least magnitude told apart from 0
 */
record Interval(double low, double high, double smallest) {
    Interval {
        if (!(low <= high && smallest > 0)) {
            throw new IllegalArgumentException("interval from " + low + " to " + high);
        }
    }

    static Interval of(Grid grid) {
        return new Interval(-grid.bound(), grid.bound(), grid.step() / 2);
    }

    /** Ends that were computed with rounding, moved outwards by more than that. */
    static Interval around(double low, double high) {
        double wider = 8 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
        double reach = Math.max(Math.abs(low), Math.abs(high));
        return new Interval(low - wider, high + wider, Math.scalb(reach, -Grid.BITS - 1));
    }

    /** The same with another least magnitude. */
    Interval from(double least) {
        return new Interval(low, high, least);
    }

    /** Largest magnitude. */
    double reach() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    /** The finest grid that holds it. */
    Grid grid() {
        int exponent = Math.getExponent(reach());
        return Grid.finest(reach() > Math.scalb(1.0, exponent) ? exponent + 1 : exponent);
    }
}
