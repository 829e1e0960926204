package koinon.algorithms;

import java.util.Arrays;
import koinon.stats.linear.DoubleDouble;

/** What stays the same from one iteration of a Cox regression to the next. */
record CoxModel(Question question, CoxCounts counts, CoxColumns columns, CoxTimes times) {
    static CoxModel of(Question question, CoxCounts counts) {
        return new CoxModel(question, counts, CoxColumns.of(counts), CoxTimes.of(counts));
    }

    long events(int place) {
        return counts.sums().count("events", times.cells()[place]);
    }

    long events() {
        return Arrays.stream(counts.events()).sum();
    }

    /** Σ u over the events of an event time. */
    DoubleDouble[] eventSums(int place) {
        DoubleDouble[] sums = new DoubleDouble[columns.size()];
        Arrays.setAll(sums, k -> columns.eventSum(counts, times.cells()[place], k));
        return sums;
    }
}
