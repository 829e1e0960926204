package koinon.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import koinon.data.DataSettings;
import koinon.data.DataStore;

/** A process of {@link LoadBenchmark}: loads once and says seconds and its peak size in MB. */
public final class LoadOnce {
    static final String KOINON = "koinon";
    static final String DUCKDB = "duckdb";

    private LoadOnce() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[1]);
        Path home = folder.resolve("loaded");
        delete(home);
        Files.createDirectories(home);
        Cohort cohort = new Cohort(folder, 0, 1);
        long begin = System.nanoTime();
        if (arguments[0].equals(KOINON)) {
            koinon(home, cohort);
        } else {
            duckdb(home, cohort);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        delete(home);
        double peak = Machine.megabytes(ProcessHandle.current().pid(), "VmHWM");
        System.out.println(List.of(seconds, peak).toString().replaceAll("[^0-9.E ]", ""));
    }

    private static void koinon(Path home, Cohort cohort) {
        try (DataStore store = DataStore.open(DataSettings.of(home, cohort.data()))) {
            if (store.published().size() != 1) {
                throw new IllegalStateException("not loaded: " + store.reports());
            }
        }
    }

    private static void duckdb(Path home, Cohort cohort) throws SQLException {
        String file = cohort.csv(0).toString().replace("'", "''");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + home.resolve("x.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT * FROM read_csv_auto('" + file + "')");
        }
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
