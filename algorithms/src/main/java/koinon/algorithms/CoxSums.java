package koinon.algorithms;

import java.util.Arrays;
import koinon.model.exact.ExactVector;
import koinon.stats.linear.DoubleDouble;

/** The pooled sums of a Cox round. */
record CoxSums(ExactVector sums, int columns, boolean efron) {
    long clamped() {
        return sums.count("clamped", 0);
    }

    /** Σ w, Σ w u, Σ w u uᵀ over those who leave from an event time on, before the next. */
    DoubleDouble[] leaving(int place) {
        return row("leaving", place);
    }

    /** The same over those with the event; zeros under Breslow, who does not ask. */
    DoubleDouble[] events(int place) {
        if (efron) {
            return row("events", place);
        }
        DoubleDouble[] none = new DoubleDouble[CoxRound.width(columns)];
        Arrays.fill(none, DoubleDouble.ZERO);
        return none;
    }

    private DoubleDouble[] row(String field, int place) {
        int width = CoxRound.width(columns);
        int log2Step = sums.schema().field(field).log2Step();
        DoubleDouble[] row = new DoubleDouble[width];
        for (int i = 0; i < width; i++) {
            row[i] = DoubleDouble.of(sums.integer(field, place * width + i), log2Step);
        }
        return row;
    }
}
