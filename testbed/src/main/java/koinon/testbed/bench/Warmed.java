package koinon.testbed.bench;

/**
 * Times of something that a service does for weeks: its first run, its code still cold; runs until
 * the compiler has done its work, not counted; then those that count.
 *
 * @param before number of runs before those that count, the first among them
 */
record Warmed(double first, int before, Seconds steady) {
    private static final int BEFORE = 15;
    private static final int RUNS = 7;
    private static final int FEW_RUNS = 3;

    /** Warming up lasts no longer than this, and of what takes a tenth of it few runs do. */
    private static final double PATIENCE = 60;

    /** What a reader of the times has to know. */
    static final String REMARK =
            "Koinon steady: median (best) of "
                    + RUNS
                    + " runs after "
                    + BEFORE
                    + " not counted, in which the Java processes compile what they run often, as a"
                    + " service that runs for weeks has (of slow ones fewer: "
                    + FEW_RUNS
                    + " runs after a minute). First: the first run of that method in new workers,"
                    + " its columns cached.";

    static Warmed of(Runnable work) {
        double first = Seconds.once(work);
        double spent = first;
        int before = 1;
        while (before < BEFORE && spent < PATIENCE) {
            spent += Seconds.once(work);
            before++;
        }
        boolean slow = spent / before > PATIENCE / 10;
        return new Warmed(first, before, Seconds.of(slow ? FEW_RUNS : RUNS, work));
    }

    /** The cell of a table: median (best). */
    String shown() {
        return Goal.number(steady.median()) + " (" + Goal.number(steady.best()) + ")";
    }
}
