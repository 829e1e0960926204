package koinon.model.catalogue;

/**
 * A site's answer to "would you take part?", settled before the first round (blueprint D5). Coarse
 * on purpose: it never says how many patients there are.
 *
 * @param reason for REFUSED the rule of the policy, which does not depend on rows; else empty
 * @param threshold smallest count that the site lets be shown
 * @param extremes whether the site lets exact minima and maxima leave
 * @param alone whether the site lets its own sums be seen when fewer than three sites take part
 */
public record Standing(Kind kind, String reason, long threshold, boolean extremes, boolean alone) {
    /** What the site will do. */
    public enum Kind {
        READY,
        /** Too few patients. */
        WITHHELD,
        /** A rule of its policy, whatever the rows are. */
        REFUSED
    }
}
