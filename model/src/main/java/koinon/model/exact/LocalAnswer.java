package koinon.model.exact;

import java.util.List;

/**
 * What a local step gives to the gate: an exact vector to be summed, a site's own aggregate to be
 * released, or both, with the facts that the disclosure rules need.
 *
 * @param sums additive part; of the schema that the round announced
 * @param cells the site's own aggregate (a site release of blueprint D1); empty when none
 * @param patients patients behind the sums
 * @param parameters parameters that the sums let an analyst estimate
 */
public record LocalAnswer(ExactVector sums, List<SiteCell> cells, long patients, int parameters)
        implements Mergeable {
    public LocalAnswer {
        cells = List.copyOf(cells);
    }

    public static LocalAnswer pooled(ExactVector sums, long patients, int parameters) {
        return new LocalAnswer(sums, List.of(), patients, parameters);
    }
}
