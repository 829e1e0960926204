package koinon.master.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.locks.ReentrantLock;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One pool of connections with the schema in place. Guarantee: a write that returned is on the
 * disk; on SQLite, one writer at a time.
 */
final class Database implements AutoCloseable {
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final boolean oneWriter;
    private final ReentrantLock writer = new ReentrantLock(true);

    private Database(HikariDataSource pool, boolean oneWriter) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.oneWriter = oneWriter;
    }

    /**
     * Opens a database and brings its schema up to date.
     *
     * @throws KoinonException INVALID_CONFIGURATION; the message never holds the address, which may
     *     carry a password
     */
    static Database open(HikariConfig config, boolean oneWriter) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw unusable("cannot be reached", e);
        }
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:koinon/master/store")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            pool.close();
            throw unusable("has a schema that this version cannot use", e);
        }
        return new Database(pool, oneWriter);
    }

    private static KoinonException unusable(String why, RuntimeException cause) {
        return new KoinonException(
                ErrorCode.INVALID_CONFIGURATION, "the database of the master " + why, cause);
    }

    <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.withHandle(query);
        } catch (JdbiException e) {
            throw failed("read", e);
        }
    }

    /** Runs a transaction: all of it, or nothing when it throws. */
    <T> T write(HandleCallback<T, RuntimeException> transaction) {
        if (oneWriter) {
            writer.lock();
        }
        try {
            return jdbi.inTransaction(transaction);
        } catch (JdbiException e) {
            throw failed("written", e);
        } finally {
            if (oneWriter) {
                writer.unlock();
            }
        }
    }

    /** One statement as a transaction; the number of rows that it changed. */
    int update(String sql, @Nullable Object... arguments) {
        return write(handle -> handle.execute(sql, arguments));
    }

    /** How many rows a query counts. */
    static long count(Handle handle, String sql, Object... arguments) {
        return handle.select(sql, arguments).mapTo(Long.class).one();
    }

    private static KoinonException failed(String what, JdbiException e) {
        return new KoinonException(
                ErrorCode.OUT_OF_RESOURCES, "the records of the master cannot be " + what, e);
    }

    @Override
    public void close() {
        pool.close();
    }
}
