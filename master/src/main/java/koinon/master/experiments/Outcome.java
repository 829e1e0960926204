package koinon.master.experiments;

import java.util.List;
import koinon.model.result.Result;
import koinon.model.result.Statistic;

/**
 * A result with what a reader must know about how it came about.
 *
 * @param rows analysed rows of all sites together
 */
public record Outcome(
        Result result,
        Privacy privacy,
        List<SiteReport> sites,
        Statistic rows,
        Statistic missing,
        Statistic outOfBounds) {
    public Outcome {
        sites = List.copyOf(sites);
    }

    /** How the parts of the sites were protected. */
    public enum Privacy {
        /** Pairwise masks: nobody saw one site's part. */
        MASKED,
        /** Fewer than three sites, or switched off: the master saw each site's part. */
        SITE_RELEASE
    }

    /** What became of one concerned site. */
    public enum Participation {
        CONTRIBUTED,
        /** Too few patients there. */
        WITHHELD,
        /** Its policy does not allow the question. */
        REFUSED,
        /** Not connected when the roster was fixed. */
        ABSENT
    }

    /**
     * One concerned site; counts are suppressed unless it contributed and its policy shows them.
     */
    public record SiteReport(
            String name,
            Participation participation,
            String reason,
            Statistic rows,
            Statistic missing,
            Statistic outOfBounds) {}
}
