package koinon.algorithms.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;

/** The promise of every algorithm: the answer is that of the pooled rows, to the last bit. */
public final class Splits {
    private static final int[] SITES = {1, 2, 3, 5, 10};

    private Splits() {}

    /** Asks the cohort as a whole, and dealt at random to some number of sites. */
    public static void sameAsPooled(Ask ask, Cohort cohort, RandomGenerator random) {
        Federated.Run whole = ask.pooled(cohort);
        int sites = SITES[random.nextInt(SITES.length)];
        MemoryData.Cut cut = new MemoryData.Cut(random.nextInt(1, 300), random.nextInt(1, 4));
        Federated.Run dealt = ask.of(cohort, cohort.split(random, sites), cut);
        assertThat(dealt).as("over %d sites, %s", sites, cut).isEqualTo(whole);
    }
}
