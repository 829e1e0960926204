package koinon.algorithms;

import koinon.algorithms.Question.Disclosure;
import koinon.model.result.Statistic;

/** Counts as a result may show them. */
final class Shown {
    private Shown() {}

    static Statistic suppressed(Disclosure disclosure) {
        return new Statistic.Suppressed("fewer than " + disclosure.threshold());
    }

    /** A part of a known whole: hidden where it, or what is left of the whole, is small. */
    static Statistic part(long part, long whole, Disclosure disclosure) {
        return small(part, disclosure) || small(whole - part, disclosure)
                ? suppressed(disclosure)
                : Statistic.of((double) part);
    }

    /** A count is small below the threshold, unless there is nothing to count. */
    static boolean small(long count, Disclosure disclosure) {
        return count > 0 && disclosure.hides(count);
    }
}
