package koinon.testbed.bench;

/** One part of the benchmarks: measures, side by side with what it is compared to. */
interface Benchmark {
    /** The word that chooses it on the command line. */
    String name();

    /** Heading of its section. */
    String title();

    Findings run(Place place);
}
