package koinon.data;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import koinon.data.csv.CsvLimits;

/**
 * Settings of a worker's data.
 *
 * @param home folder for everything that is written
 * @param folder where data appear: one folder per data model, with CDEsMetadata.json and CSV files
 * @param alsoReadable folders that links in the data folder may lead to and that are read fast;
 *     files elsewhere are read more slowly
 * @param lenient whether wrong cells count as missing (and are reported) instead of refusing a file
 * @param databaseBytes memory of the embedded database
 * @param columnBytes memory of the column cache
 * @param temporaryBytes disk for temporary files of the database
 * @param threads threads of the database
 * @param parallelism most threads for one pass over rows
 * @param timeout longest time for one statement or one file
 */
public record DataSettings(
        Path home,
        Path folder,
        List<Path> alsoReadable,
        boolean lenient,
        CsvLimits limits,
        long databaseBytes,
        long columnBytes,
        long temporaryBytes,
        int threads,
        int parallelism,
        Duration timeout) {
    private static final long MEGA = 1 << 20;

    public DataSettings {
        alsoReadable = List.copyOf(alsoReadable);
        if (parallelism < 1 || columnBytes < MEGA) {
            throw new IllegalArgumentException(
                    "parallelism " + parallelism + ", column cache of " + columnBytes + " bytes");
        }
    }

    /** Settings that suit a small machine: at most a gigabyte in all. */
    public static DataSettings of(Path home, Path folder) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new DataSettings(
                home,
                folder,
                List.of(),
                false,
                CsvLimits.DEFAULT,
                1024 * MEGA,
                Math.max(64 * MEGA, Runtime.getRuntime().maxMemory() / 2),
                64L * 1024 * MEGA,
                processors,
                processors,
                Duration.ofHours(1));
    }

    public DataSettings withLenient(boolean value) {
        return new DataSettings(
                home,
                folder,
                alsoReadable,
                value,
                limits,
                databaseBytes,
                columnBytes,
                temporaryBytes,
                threads,
                parallelism,
                timeout);
    }

    public DataSettings withColumnBytes(long value) {
        return new DataSettings(
                home,
                folder,
                alsoReadable,
                lenient,
                limits,
                databaseBytes,
                value,
                temporaryBytes,
                threads,
                parallelism,
                timeout);
    }

    public DataSettings withAlsoReadable(List<Path> value) {
        return new DataSettings(
                home,
                folder,
                value,
                lenient,
                limits,
                databaseBytes,
                columnBytes,
                temporaryBytes,
                threads,
                parallelism,
                timeout);
    }
}
