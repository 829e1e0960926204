package koinon.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import koinon.model.KoinonException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir Path home;
    @TempDir Path readable;
    @TempDir Path secret;
    private Database database;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(readable.resolve("f.csv"), "a\n1\n");
        Files.writeString(secret.resolve("f.csv"), "a\n1\n");
        database =
                Database.open(
                        new Database.Settings(
                                home,
                                List.of(readable),
                                64 << 20,
                                64 << 20,
                                2,
                                Duration.ofSeconds(60)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void run(String sql) {
        database.run(connection -> {
            database.execute(connection, sql);
            return sql;
        });
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> run(sql)).isInstanceOf(KoinonException.class);
    }

    @Test
    void readsOnlyItsFolders() {
        run("SELECT * FROM read_csv_auto('" + readable.resolve("f.csv") + "')");
        refused("SELECT * FROM read_csv_auto('" + secret.resolve("f.csv") + "')");
        refused(
                "SELECT * FROM read_csv_auto('"
                        + readable
                        + "/../"
                        + secret.getFileName()
                        + "/f.csv')");
        refused("SELECT * FROM read_text('/etc/passwd')");
        refused("SELECT * FROM glob('/etc/*')");
        refused("COPY (SELECT 1) TO '" + secret.resolve("out.csv") + "'");
        refused("ATTACH '" + secret.resolve("other.duckdb") + "'");
    }

    @Test
    void cannotBeReconfigured() {
        refused("SET enable_external_access = true");
        refused("SET memory_limit = '100GB'");
        refused("SET lock_configuration = false");
        refused("INSTALL httpfs");
        refused("LOAD '/tmp/anything.duckdb_extension'");
    }

    @Test
    void undoesATransactionWithoutAResult() {
        assertThat(
                        database.attempt(connection -> {
                            database.execute(connection, "CREATE TABLE t (a INTEGER)");
                            return Optional.empty();
                        }))
                .isEmpty();
        refused("SELECT * FROM t");
        assertThatThrownBy(() ->
                        database.atomically(connection -> {
                            database.execute(connection, "CREATE TABLE u (a INTEGER)");
                            throw new IllegalStateException("stop");
                        }))
                .isInstanceOf(IllegalStateException.class);
        refused("SELECT * FROM u");
    }

    @Test
    void quotesTexts() {
        assertThat(Database.text("it's")).isEqualTo("'it''s'");
        assertThatThrownBy(() -> Database.text("a\0")).isInstanceOf(IllegalArgumentException.class);
    }
}
