package koinon.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A CSV until it can be queried: ours checked, stored and published as a worker does at its start;
 * DuckDB's own import into a table of a file. Turn and turn about, each in a fresh process with a
 * worker's heap, the file in the page cache; start of the process not counted.
 */
final class LoadBenchmark implements Benchmark {
    private static final long ROWS = 5_000_000;
    private static final long FEW_ROWS = 250_000;
    private static final int RUNS = 3;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String title() {
        return "Loading a CSV";
    }

    @Override
    public Findings run(Place place) {
        long rows = place.quick() ? FEW_ROWS : ROWS;
        place.say().accept("writing " + rows + " rows, unless they are there");
        Cohort cohort = new Cohort(place.home().resolve("load-" + rows), rows, 1).write();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        double peak = 0;
        for (int run = 0; run < RUNS; run++) {
            theirs.add(load(cohort, LoadOnce.DUCKDB)[0]);
            double[] koinon = load(cohort, LoadOnce.KOINON);
            ours.add(koinon[0]);
            peak = Math.max(peak, koinon[1]);
            place.say().accept("DuckDB " + theirs.get(run) + " s, Koinon " + ours.get(run) + " s");
        }
        Seconds koinon = new Seconds(ours);
        Seconds duckdb = new Seconds(theirs);
        String size = Goal.number(size(cohort.csv(0)) / 1e6) + " MB";
        return new Findings(
                List.of(
                        new Findings.Table(
                                List.of("", "best, s", "median, s"),
                                List.of(row("Koinon", koinon), row("DuckDB", duckdb)))),
                List.of(
                        size
                                + " of CSV, "
                                + rows
                                + " rows of 27 columns. Peak resident size of ours: "
                                + Goal.number(peak)
                                + " MB."),
                List.of(
                        Goal.atMost(
                                "loading " + size,
                                koinon.median() / duckdb.median(),
                                1.3,
                                "× DuckDB")));
    }

    private static List<String> row(String name, Seconds seconds) {
        return List.of(name, Goal.number(seconds.best()), Goal.number(seconds.median()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static double[] load(Cohort cohort, String how) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.addAll(List.of(LoadOnce.class.getName(), how, cohort.folder().toString()));
        String[] words = Commands.output(command, Map.of()).strip().split("\\s+", -1);
        return new double[] {
            Double.parseDouble(words[words.length - 2]), Double.parseDouble(words[words.length - 1])
        };
    }
}
