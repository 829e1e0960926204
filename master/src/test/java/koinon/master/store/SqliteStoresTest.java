package koinon.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoresTest extends StoresContract {
    @TempDir Path folder = Path.of("/nowhere");

    @Override
    String place() {
        return folder.resolve("new/master.db").toString();
    }

    @Test
    void keepsTheFileToItself() throws IOException {
        assertThat(Files.getPosixFilePermissions(Path.of(place())))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "this is not a database".repeat(99));

        assertThatThrownBy(() -> Stores.open(text.toString()))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("database of the master");
    }

    @Test
    void refusesAPlaceThatCannotBe() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Stores.open(file.resolve("below").toString()))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("cannot be made");
    }
}
