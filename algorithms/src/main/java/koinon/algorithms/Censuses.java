package koinon.algorithms;

import koinon.model.exact.Census;
import koinon.stats.rows.Rows;

/** The census of rows, as every answer carries it. */
public final class Censuses {
    private Censuses() {}

    public static Census of(Rows rows) {
        return new Census(
                rows.count(),
                rows.patients(),
                rows.dropped().missing(),
                rows.dropped().outOfBounds());
    }
}
