package koinon.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The machine and the versions that figures belong to. */
final class Machine {
    private Machine() {}

    static List<String> describe() {
        return List.of(
                "- machine: "
                        + value("/proc/cpuinfo", "model name")
                        + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " cores, "
                        + memory()
                        + ", load at the start "
                        + load(),
                "- Java " + System.getProperty("java.vm.version") + ", DuckDB " + duckdb(),
                "- " + Commands.firstLine("Rscript", "-e", "cat(R.version.string)").orElse("no R"),
                "- "
                        + Commands.python()
                                .flatMap(python -> Commands.firstLine(python, "-c", VERSIONS))
                                .orElse("no scikit-learn"));
    }

    private static final String VERSIONS =
            "import sys, sklearn, numpy; print('Python', sys.version.split()[0], '/ scikit-learn',"
                    + " sklearn.__version__, '/ NumPy', numpy.__version__)";

    private static String memory() {
        String kilobytes = value("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
        return kilobytes.isEmpty()
                ? "unknown memory"
                : String.format(Locale.ROOT, "%.0f GB", Long.parseLong(kilobytes) / 1e6);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String duckdb() {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            return "unknown";
        }
    }

    /** What stands behind a name and a colon in a file of the kernel's. */
    static String value(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** A size of a living process in MB, such as VmRSS or VmHWM; not a number when it is gone. */
    static double megabytes(long pid, String name) {
        String kilobytes = value("/proc/" + pid + "/status", name).replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? Double.NaN : Long.parseLong(kilobytes) * 1024 / 1e6;
    }

    /** Lets the peak of a process's resident size begin anew at what it is now. */
    static void forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reset the peak size of " + pid, e);
        }
    }
}
