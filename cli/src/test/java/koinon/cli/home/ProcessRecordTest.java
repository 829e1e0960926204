package koinon.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessRecordTest {
    @Test
    void knowsAProcessUntilItEnds() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessRecord record = ProcessRecord.of("sleeper", process.toHandle());
        assertThat(record.living()).contains(process.toHandle());
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(record.living()).isEmpty();
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSameNumberForIt() {
        ProcessRecord own = ProcessRecord.of("test", ProcessHandle.current());
        assertThat(own.living()).isPresent();
        assertThat(new ProcessRecord("test", own.pid(), own.birth() + "1").living()).isEmpty();
        assertThat(new ProcessRecord("test", own.pid(), "").living()).isEmpty();
    }

    @Test
    void survivesTheFile(@TempDir Path home) {
        ProcessRecord own = ProcessRecord.of("Genève \"1\"", ProcessHandle.current());
        DemoRecord record = new DemoRecord("http://localhost:9090", List.of()).with(own);
        record.write(home);
        assertThat(DemoRecord.read(home)).contains(record);
        assertThat(record.running()).isTrue();
        assertThat(MasterFinder.url(home)).contains("http://localhost:9090");
        DemoRecord.delete(home);
        assertThat(DemoRecord.read(home)).isEmpty();
        assertThat(MasterFinder.url(home)).isEmpty();
    }

    @Test
    void findsTheMasterStartedInAHome(@TempDir Path home) {
        MasterFinder.note(home.resolve("master"), "http://localhost:7");
        assertThat(MasterFinder.url(home)).contains("http://localhost:7");
        assertThat(MasterFinder.url(home.resolve("master"))).contains("http://localhost:7");
    }
}
