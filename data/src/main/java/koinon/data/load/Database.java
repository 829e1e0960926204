package koinon.data.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.duckdb.DuckDBConnection;

/**
 * The embedded database of a worker: one file, bounded memory, closed to the outside. It reads only
 * the given folders, loads no extension, reaches no network, and its settings cannot be changed
 * once open. Every piece of work gets a connection of its own.
 */
public final class Database implements AutoCloseable {
    /**
     * Where the database lives and what it may use.
     *
     * @param home folder of the database and of its temporary files
     * @param readable folders whose files it may read
     * @param memoryBytes memory for its buffers; more goes to temporary files
     * @param temporaryBytes largest size of temporary files
     */
    public record Settings(
            Path home,
            List<Path> readable,
            long memoryBytes,
            long temporaryBytes,
            int threads,
            Duration timeout) {
        public Settings {
            readable = List.copyOf(readable);
            if (threads < 1 || memoryBytes < 16 << 20 || temporaryBytes < 0) {
                throw new IllegalArgumentException(
                        threads
                                + " threads, "
                                + memoryBytes
                                + " bytes of memory, "
                                + temporaryBytes
                                + " of disk");
            }
        }
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    private static final String FILE = "data.duckdb";

    private final DuckDBConnection root;
    private final Duration timeout;
    private final LongAdder queries = new LongAdder();

    private Database(DuckDBConnection root, Duration timeout) {
        this.root = root;
        this.timeout = timeout;
    }

    /**
     * Opens the database of a home, making it when there is none.
     *
     * @throws KoinonException OUT_OF_RESOURCES when it cannot be opened
     */
    public static Database open(Settings settings) {
        Path file = settings.home().resolve(FILE);
        try {
            Files.createDirectories(settings.home());
            DuckDBConnection connection =
                    (DuckDBConnection)
                            DriverManager.getConnection("jdbc:duckdb:" + file, new Properties());
            try {
                configure(connection, settings);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new Database(connection, settings.timeout());
        } catch (SQLException | IOException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES,
                    "the database "
                            + file
                            + " cannot be opened: it is in use by another process, damaged, or the"
                            + " disk is full",
                    e);
        }
    }

    private static void configure(DuckDBConnection connection, Settings settings)
            throws SQLException {
        List<String> folders = new ArrayList<>();
        settings.readable().forEach(folder -> folders.add(text(folder + "/")));
        try (Statement statement = connection.createStatement()) {
            for (String setting :
                    List.of(
                            "memory_limit = '" + settings.memoryBytes() + "B'",
                            "threads = " + settings.threads(),
                            "temp_directory = "
                                    + text(settings.home().resolve("temporary").toString()),
                            "max_temp_directory_size = '" + settings.temporaryBytes() + "B'",
                            "preserve_insertion_order = true",
                            "autoinstall_known_extensions = false",
                            "autoload_known_extensions = false",
                            "allowed_directories = [" + String.join(", ", folders) + "]",
                            "enable_external_access = false",
                            "lock_configuration = true")) {
                statement.execute("SET " + setting);
            }
        }
    }

    /** A text as a literal of SQL; used for texts of the data model and of the configuration. */
    public static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text with a NUL character");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    /**
     * Runs work on a connection of its own.
     *
     * @throws KoinonException OUT_OF_RESOURCES when the database fails
     */
    public <T> T run(Work<T> work) {
        try (DuckDBConnection connection = root.duplicate()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs work in one transaction: all of it happens, or nothing. */
    public <T> T atomically(Work<T> work) {
        return attempt(connection -> Optional.of(work.with(connection))).orElseThrow();
    }

    /** Runs work in one transaction, which is undone when nothing comes out. */
    <T> Optional<T> attempt(Work<Optional<T>> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                Optional<T> result = work.with(connection);
                if (result.isPresent()) {
                    connection.commit();
                    done = true;
                }
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        });
    }

    /** Executes a statement within the time allowed. */
    void execute(DuckDBConnection connection, String sql) throws SQLException {
        queries.increment();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) timeout.toSeconds());
            statement.execute(sql);
        }
    }

    /** Reads what a result set says, one row after the other. */
    @FunctionalInterface
    public interface RowReader {
        void row(ResultSet row) throws SQLException;
    }

    public void query(DuckDBConnection connection, String sql, RowReader reader)
            throws SQLException {
        queries.increment();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) timeout.toSeconds());
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.row(rows);
                }
            }
        }
    }

    public Duration timeout() {
        return timeout;
    }

    /** Statements executed so far. */
    public long queries() {
        return queries.sum();
    }

    /** Counts a statement that was executed elsewhere. */
    public void countQuery() {
        queries.increment();
    }

    private static KoinonException failure(SQLException e) {
        return new KoinonException(
                ErrorCode.OUT_OF_RESOURCES,
                "the database could not finish its work: not enough memory, disk or time",
                e);
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
