package koinon.master.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoresTest extends StoresContract {
    private static @Nullable Postgres server;
    private @Nullable String place;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = Postgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    String place() throws SQLException {
        if (place == null) {
            place = requireNonNull(server).database();
        }
        return place;
    }

    @Test
    void keepsThePasswordOutOfMessages() {
        assertThatThrownBy(() ->
                        Stores.open("jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret"))
                .isInstanceOf(KoinonException.class)
                .hasMessageNotContaining("secret");
    }
}
