package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The event times of each stratum, numbered through: rows that leave between one and the next are
 * at risk at the same ones, so that they can be summed together.
 */
record CoxTimes(CoxOutcome outcome, int[] cells, int[] places) {
    static CoxTimes of(CoxCounts counts) {
        CoxOutcome outcome = counts.outcome();
        long[] events = counts.events();
        List<Integer> cells = new ArrayList<>();
        int[] places = new int[events.length];
        for (int cell = 0; cell < events.length; cell++) {
            boolean first = cell % outcome.times().steps() == 0;
            if (events[cell] > 0) {
                cells.add(cell);
                places[cell] = cells.size() - 1;
            } else {
                places[cell] = first ? -1 : places[cell - 1];
            }
        }
        return new CoxTimes(outcome, cells.stream().mapToInt(Integer::intValue).toArray(), places);
    }

    /** Number of event times, over all strata. */
    int count() {
        return cells.length;
    }

    /** The last event time at or before a cell; -1 before the first of the stratum. */
    int place(int cell) {
        return places[cell];
    }

    int stratum(int place) {
        return cells[place] / outcome.times().steps();
    }

    /** Index on the time grid. */
    int index(int place) {
        return cells[place] % outcome.times().steps();
    }

    /** Whether another event time of the same stratum comes after. */
    boolean last(int place) {
        return place + 1 == cells.length || stratum(place + 1) != stratum(place);
    }

    long[] strata() {
        return Arrays.stream(cells)
                .mapToLong(c -> c / outcome.times().steps())
                .distinct()
                .toArray();
    }
}
