package koinon.algorithms.local;

import java.util.List;
import java.util.Map;

/** The 400 made-up patients of {@code src/test/r/visits.R}: counts, costs, clinics. */
public final class Visits {
    public static final Cohort WHOLE =
            SyntheticCohort.read(
                    "/visits.csv",
                    Map.of(
                            "dataset", List.of("east", "north", "south"),
                            "clinic", List.of("h", "g", "f", "e", "d", "c", "b", "a", "z"),
                            "sex", List.of("M", "F"),
                            "arm", List.of("none", "low", "high")));

    private Visits() {}
}
