package koinon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The script at the root; that it runs is tested where a whole build is at hand. */
final class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void scriptsAreSoundAndCanBeStarted() throws IOException, InterruptedException {
        for (String script : new String[] {"koinon", ".ci/run"}) {
            assertThat(Files.isExecutable(ROOT.resolve(script))).isTrue();
            Process check =
                    new ProcessBuilder("sh", "-n", script)
                            .directory(ROOT.toFile())
                            .redirectErrorStream(true)
                            .start();
            assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(check.exitValue()).isZero();
        }
    }

    private static String flags(String pom, String property) {
        return pom.split("<" + property + ">", 2)[1].split("</", 2)[0];
    }

    @Test
    void readsTheFlagsThatTheBuildKnows() throws IOException {
        assertThat(Build.serverFlags()).contains("--add-modules=jdk.incubator.vector");
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(String.join(" ", Build.serverFlags()))
                .isEqualTo(flags(pom, "koinon.jvm") + " " + flags(pom, "koinon.heap"));
        assertThat(Build.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }
}
