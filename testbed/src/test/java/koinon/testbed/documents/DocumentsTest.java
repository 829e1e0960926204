package koinon.testbed.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import koinon.testbed.documents.CommandBlocks.Block;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every block of commands in the documents against a demo, in a home of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DocumentsTest {
    /** Blocks that a test cannot run, each with what shows it instead. */
    private static final Set<String> NOT_RUN =
            Set.of(
                    "./koinon demo\n", // stays in the foreground; DemoTest runs it
                    "./koinon test\n"); // is what runs this test

    private static final Path ROOT = root();

    @TempDir private static Path home;

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("koinon")) && Files.exists(at.resolve("testbed"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests do not run inside the project");
    }

    @BeforeAll
    void startDemo() throws IOException, InterruptedException {
        // Blocks that start and stop a demo of their own come first.
        for (Block block : CommandBlocks.all(ROOT)) {
            if (block.commands().contains("demo --detach")) {
                assertThat(run(block.commands())).as(block + "\n" + output()).isZero();
            }
        }
        assertThat(run("./koinon demo --detach")).as(output()).isZero();
    }

    @AfterAll
    void stopDemo() throws IOException, InterruptedException {
        run("./koinon demo stop");
    }

    static Stream<Block> questions() {
        return CommandBlocks.all(ROOT).stream()
                .filter(block -> !NOT_RUN.contains(block.commands()))
                .filter(block -> !block.commands().contains("koinon demo"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void runs(Block block) throws IOException, InterruptedException {
        assertThat(run(block.commands())).as(output()).isZero();
    }

    @Test
    void theListOfBlocksThatAreNotRunIsTrue() {
        List<String> blocks = CommandBlocks.all(ROOT).stream().map(Block::commands).toList();
        assertThat(blocks).containsAll(NOT_RUN);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (String name :
                List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")) {
            String text = Files.readString(ROOT.resolve(name));
            java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)")
                    .matcher(text)
                    .results()
                    .forEach(link -> assertThat(ROOT.resolve(link.group(1))).as(name).exists());
        }
    }

    /** Runs commands as a reader would, but with a home and a build that are already there. */
    private int run(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", commands)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("output").toFile());
        builder.environment().put("KOINON_NO_BUILD", "1");
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + home);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroy();
            throw new AssertionError("still running after 3 minutes: " + commands);
        }
        return process.exitValue();
    }

    private String output() throws IOException {
        Path file = home.resolve("output");
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
