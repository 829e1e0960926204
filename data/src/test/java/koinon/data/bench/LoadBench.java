package koinon.data.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import koinon.data.DataSettings;
import koinon.data.DataStore;
import koinon.data.SyntheticCohort;
import koinon.data.bounds.BoundRule;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import koinon.stats.rows.Rows;

/**
 * Loads a made-up CSV (by default 5 million rows of 25 columns, about 1 GB) and lets DuckDB load
 * the same file in the same run, turn and turn about; prints the best times, their ratio, the time
 * of a second start and of pulling columns. Arguments: rows, rounds, folder for its files.
 */
public final class LoadBench {
    private static final String DATASET = "big";

    private LoadBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path work = Path.of(arguments.length > 2 ? arguments[2] : "load-bench");
        Path data = Files.createDirectories(work.resolve("data"));
        SyntheticCohort cohort = new SyntheticCohort(16, 4);
        Path folder = cohort.writeMetadata(data);
        Path file = folder.resolve(DATASET + ".csv");
        if (!Files.exists(file)) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
            cohort.writeCsv(folder, DATASET, rows, random);
        }
        System.out.printf(Locale.ROOT, "file: %,d bytes, %,d rows%n", Files.size(file), rows);
        double ours = Double.MAX_VALUE;
        double theirs = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            double before = processor();
            double duckdb = duckdb(work.resolve("duckdb"), file);
            double between = processor();
            double koinon = koinon(work.resolve("home"), data);
            double after = processor();
            System.out.printf(
                    Locale.ROOT,
                    "processor time: DuckDB %.2f s, Koinon %.2f s, ratio %.2f%n",
                    between - before,
                    after - between,
                    (after - between) / (between - before));
            System.out.printf(
                    Locale.ROOT, "round %d: DuckDB %.2f s, Koinon %.2f s%n", i + 1, duckdb, koinon);
            theirs = Math.min(theirs, duckdb);
            ours = Math.min(ours, koinon);
        }
        System.out.printf(
                Locale.ROOT,
                "best: DuckDB %.2f s, Koinon %.2f s, ratio %.2f%n",
                theirs,
                ours,
                ours / theirs);
        again(work.resolve("home"), data);
        delete(work);
    }

    private static double duckdb(Path home, Path file) throws IOException, SQLException {
        delete(home);
        Files.createDirectories(home);
        long start = System.nanoTime();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + home.resolve("x.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t AS SELECT * FROM read_csv_auto('"
                            + file.toAbsolutePath()
                            + "')");
        }
        return seconds(start);
    }

    private static double koinon(Path home, Path data) throws IOException {
        delete(home);
        long start = System.nanoTime();
        try (DataStore store = DataStore.open(DataSettings.of(home, data))) {
            check(store);
        }
        return seconds(start);
    }

    private static void again(Path home, Path data) {
        long start = System.nanoTime();
        try (DataStore store = DataStore.open(DataSettings.of(home, data))) {
            check(store);
            System.out.printf(Locale.ROOT, "second start: %.3f s%n", seconds(start));
            start = System.nanoTime();
            store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.Extreme(10));
            System.out.printf(
                    Locale.ROOT,
                    "bounds of 20 variables, the first time: %.3f s%n",
                    seconds(start));
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                names.add("x" + i);
            }
            for (String word : List.of("pulling 10 columns and choosing rows", "asking again")) {
                start = System.nanoTime();
                Rows rows = rows(store, names);
                System.out.printf(
                        Locale.ROOT, "%s: %.3f s, %,d rows%n", word, seconds(start), rows.count());
                for (int i = 0; i < 3; i++) {
                    start = System.nanoTime();
                    sum(rows, names);
                    System.out.printf(
                            Locale.ROOT, "  one pass over them: %.3f s%n", seconds(start));
                }
            }
        }
    }

    private static Rows rows(DataStore store, List<String> names) {
        Request request =
                new Request(
                        "any",
                        SyntheticCohort.MODEL,
                        List.of(DATASET),
                        List.of(),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>());
        return store.question(
                        request, store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit()))
                .completeCases(names);
    }

    private static void sum(Rows rows, List<String> names) {
        rows.reduce(
                names,
                () -> new double[1],
                (sum, block) -> {
                    for (int v = 0; v < names.size(); v++) {
                        double[] values = block.values(v);
                        for (int i = 0; i < block.size(); i++) {
                            sum[0] += values[i];
                        }
                    }
                },
                (one, other) -> new double[] {one[0] + other[0]});
    }

    private static void check(DataStore store) {
        if (store.published().size() != 1) {
            throw new IllegalStateException("not imported: " + store.reports());
        }
    }

    /** Processor time of this process: what tells on a machine that others use, too. */
    private static double processor() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
