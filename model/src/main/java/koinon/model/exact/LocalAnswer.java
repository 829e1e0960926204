package koinon.model.exact;

import java.util.List;

/**
 * What a local step gives to the gate: an exact vector to be summed, a site's own aggregate to be
 * released, or both, with the facts that the disclosure rules need.
 *
 * @param sums additive part, of the schema that the round announced; the census is added later
 * @param cells the site's own aggregate (a site release of blueprint D1); empty when none
 * @param parameters how many parameters the sums let an analyst estimate
 */
public record LocalAnswer(ExactVector sums, List<SiteCell> cells, Census census, int parameters)
        implements Mergeable {
    public LocalAnswer {
        cells = List.copyOf(cells);
    }

    public static LocalAnswer pooled(ExactVector sums, Census census, int parameters) {
        return new LocalAnswer(sums, List.of(), census, parameters);
    }

    /** The sums with the census as their last field: what is masked and added. */
    public ExactVector additive() {
        VectorSchema schema = sums.schema().with(Census.FIELD);
        long[] own = sums.words();
        long[] all = new long[schema.words()];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(census.counts(), 0, all, own.length, Census.FIELD.length());
        return ExactVector.of(schema, all);
    }
}
