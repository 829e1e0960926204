package koinon.master.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import koinon.master.experiments.ExperimentStore;
import koinon.master.registry.RegistryStore;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** The stores of a master: a SQLite file by default, or a PostgreSQL database. */
public final class Stores implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;

    private Stores(Database database) {
        this.database = database;
    }

    /**
     * Opens the stores.
     *
     * @param place path of a SQLite file, made when it is missing, or a {@code jdbc:postgresql:} or
     *     {@code jdbc:sqlite:} address
     * @throws KoinonException INVALID_CONFIGURATION
     */
    public static Stores open(String place) {
        if (place.startsWith("jdbc:postgresql:")) {
            return new Stores(Database.open(postgres(place), false));
        }
        String path = place.startsWith("jdbc:sqlite:") ? place.substring(12) : place;
        return new Stores(Database.open(sqlite(Path.of(path)), true));
    }

    private static HikariConfig postgres(String url) {
        HikariConfig config = pool(url);
        config.setMaximumPoolSize(8);
        // A server set up to forget the last transactions must not do so with ours.
        config.setConnectionInitSql("SET synchronous_commit TO on");
        return config;
    }

    private static HikariConfig sqlite(Path file) {
        makePrivate(file.toAbsolutePath());
        HikariConfig config = pool("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(4);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", Long.toString(PATIENCE.toMillis()));
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return config;
    }

    private static HikariConfig pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("master");
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return config;
    }

    /** The records hold questions of analysts, which are nobody else's business on this machine. */
    private static void makePrivate(Path file) {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the database of the master cannot be made at " + file,
                    e);
        }
    }

    public ExperimentStore experiments() {
        return new SqlExperimentStore(database);
    }

    public RegistryStore registry() {
        return new SqlRegistryStore(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
