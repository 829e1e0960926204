package koinon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayoutTest {
    @TempDir private Path folder;

    @Test
    void dealsFilesOutInTheOrderOfTheirNames() throws IOException {
        Path model = Files.createDirectories(folder.resolve("data/m_v_1"));
        for (String file : List.of("CDEsMetadata.json", "c.csv", "a.csv", "b.csv", "notes.txt")) {
            Files.writeString(model.resolve(file), file);
        }
        List<DemoWorker> workers = Layout.spread(settings(2), folder.resolve("workers"), Map.of());
        assertThat(workers)
                .extracting(DemoWorker::name)
                .containsExactly("Hospital 1", "Hospital 2");
        assertThat(workers).extracting(DemoWorker::files).containsExactly(2, 1);
        assertThat(workers.getFirst().data().resolve("m_v_1"))
                .isDirectoryContaining("glob:**/a.csv")
                .isDirectoryContaining("glob:**/c.csv")
                .isDirectoryContaining("glob:**/CDEsMetadata.json")
                .isDirectoryNotContaining("glob:**/b.csv")
                .isDirectoryNotContaining("glob:**/notes.txt");
    }

    @Test
    void saysWhatAFolderOfDataMustHold() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        assertThatThrownBy(() -> Layout.spread(settings(1), folder.resolve("workers"), Map.of()))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("holds no data model");
    }

    @Test
    void deletesOnlyWhatADemoMade() throws IOException {
        Path own = folder.resolve("own");
        Folders.renew(own);
        Files.writeString(own.resolve("state"), "x");
        Folders.renew(own);
        assertThat(own.resolve("state")).doesNotExist();
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("state"), "x");
        assertThatThrownBy(() -> Folders.renew(foreign)).hasMessageContaining("left alone");
        assertThat(foreign.resolve("state")).exists();
    }

    private DemoSettings settings(int workers) {
        return new DemoSettings(
                folder, workers, folder.resolve("data"), false, 9090, 0, "strict", true);
    }
}
