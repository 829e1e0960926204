package koinon.model.exact;

import java.util.List;

/**
 * Who stands behind an answer: travels with every partial as a field of its own, so that the pooled
 * numbers of rows and of dropped rows are known without another round.
 *
 * @param rows analysed rows
 * @param patients different patients among them
 * @param missing rows dropped for a missing value
 * @param outOfBounds rows dropped for a value outside its published bound
 */
public record Census(long rows, long patients, long missing, long outOfBounds) {
    /** The field in the vector: rows, patients, missing, outOfBounds. */
    public static final Field FIELD = Field.counts("koinon.census", 4);

    public static final Census NONE = new Census(0, 0, 0, 0);

    public static Census of(ExactVector pooled) {
        long[] counts = pooled.counts(FIELD.name());
        return new Census(counts[0], counts[1], counts[2], counts[3]);
    }

    public long[] counts() {
        return new long[] {rows, patients, missing, outOfBounds};
    }

    /** What a site says about itself, where its policy lets counts leave. */
    public List<SiteCell> cells() {
        return List.of(
                new SiteCell("koinon.rows", rows, Support.count(patients)),
                new SiteCell("koinon.missing", missing, Support.count(missing)),
                new SiteCell("koinon.outOfBounds", outOfBounds, Support.count(outOfBounds)));
    }
}
