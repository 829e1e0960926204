package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import koinon.algorithms.Question.Disclosure;

/**
 * Who is at risk, has the event and is censored, step by step, in the order of time.
 *
 * <p>Neighbouring grid times are merged until each step shown holds no event or at least as many as
 * the threshold, and likewise for censored rows; what is left over at the end joins the steps
 * before it. Under threshold 1 every time at which somebody leaves is a step of its own. A merged
 * step stands at its last time, as if its events had all come then and its censored rows left just
 * after.
 */
record LifeTable(List<Step> steps) {
    LifeTable {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param index of its last grid time at which somebody leaves
     * @param atRisk rows that have not left before it
     */
    record Step(int index, long atRisk, long events, long censored) {}

    /** Of counts per grid time; no steps at all where none may be shown. */
    static LifeTable of(long[] events, long[] censored, Disclosure disclosure) {
        List<Step> merged = new ArrayList<>();
        long atRisk = Arrays.stream(events).sum() + Arrays.stream(censored).sum();
        Step open = new Step(-1, atRisk, 0, 0);
        for (int t = 0; t < events.length; t++) {
            if (events[t] + censored[t] == 0) {
                continue;
            }
            open = join(open, new Step(t, 0, events[t], censored[t]));
            if (shown(open, disclosure)) {
                merged.add(open);
                atRisk -= open.events + open.censored;
                open = new Step(-1, atRisk, 0, 0);
            }
        }
        return new LifeTable(closed(merged, open, disclosure));
    }

    private static List<Step> closed(List<Step> merged, Step rest, Disclosure disclosure) {
        Step last = rest;
        while (last.index >= 0) {
            if (shown(last, disclosure)) {
                merged.add(last);
                return merged;
            }
            if (merged.isEmpty()) {
                return List.of();
            }
            last = join(merged.removeLast(), last);
        }
        return merged;
    }

    private static Step join(Step a, Step b) {
        return new Step(b.index, a.atRisk, a.events + b.events, a.censored + b.censored);
    }

    private static boolean shown(Step step, Disclosure disclosure) {
        return !Shown.small(step.events, disclosure) && !Shown.small(step.censored, disclosure);
    }

    /** Rows at risk just before a time, as of the step that holds it. */
    long atRisk(double index) {
        return steps.stream()
                .filter(step -> step.index >= index)
                .mapToLong(Step::atRisk)
                .findFirst()
                .orElse(0);
    }
}
