package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be wrong below a worker: a full disk, a home in use, files that are not what their data
 * model says. Usual time: 30 s.
 */
@DisabledIfSystemProperty(named = "koinon.tests", matches = "quick")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StorageFaultsTest {
    private static RunningFederation federation;

    @BeforeAll
    static void start() {
        federation = new RunningFederation("--round-limit", "60");
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @Test
    void aFullDiskIsToldAndWhatWaitedGoesOnWhenThereIsRoom(@TempDir Path data) throws IOException {
        Path home = Files.createDirectories(federation.home("alpha"));
        assumeTrue(mounted(home), "a file system of its own cannot be mounted here (not root?)");
        try {
            federation.admit("alpha", Trial.write(data, "alpha", 500));
            federation.start("alpha");
            federation.awaitConnected("alpha");
            Path filler = fill(home);

            JsonNode refused = federation.api().run(Trial.description("alpha"));
            assertThat(refused.path("state").asText()).isEqualTo("failed");
            JsonNode problem = refused.path("problem");
            assertThat(problem.path("detail").asText()).contains("disk full");
            assertThat(federation.worker("alpha").alive()).isTrue();

            Files.delete(filler);
            JsonNode answered = federation.api().run(Trial.description("alpha"));
            assertThat(answered.path("state").asText()).as("%s", answered).isEqualTo("succeeded");
            federation.worker("alpha").close();
        } finally {
            if (federation.worker("alpha") != null) {
                federation.worker("alpha").kill();
            }
            shell("umount", home.toString());
        }
    }

    @Test
    void aSecondProcessOverOneHomeIsRefused(@TempDir Path data) {
        federation.admit("beta", Trial.write(data, "beta", 50));
        federation.start("beta");
        federation.awaitConnected("beta");

        try (Program second = federation.startAgain("beta")) {
            assertThat(second.ended(Duration.ofSeconds(60))).isEqualTo(1);
        }

        assertThat(federation.workerLog("beta")).contains("another process");
        assertThat(federation.worker("beta").alive()).isTrue();
        JsonNode answered = federation.api().run(Trial.description("beta"));
        assertThat(answered.path("state").asText()).as("%s", answered).isEqualTo("succeeded");
        federation.worker("beta").close();
    }

    @Test
    void brokenFilesKeepNobodyFromTheRest(@TempDir Path data) {
        Trial.write(data, "gamma", 50);
        Path folder = data.resolve("trial_v_1_0");
        Folder.write(folder.resolve("alpha.csv"), "subjectid,dataset,dose\np1,alpha,lots\n");
        Folder.write(folder.resolve("binary.csv"), "\u0000\u0001\u0002\"");
        Folder.write(folder.resolve("empty.csv"), "");
        Folder.write(data.resolve("broken_v_1_0/CDEsMetadata.json"), "{\"code\": ");
        Folder.write(data.resolve("broken_v_1_0/some.csv"), "a,b\n1,2\n");
        federation.admit("gamma", data);
        federation.start("gamma");
        federation.awaitConnected("gamma");

        assertThat(federation.workerLog("gamma"))
                .contains(
                        "trial_v_1_0/alpha.csv: ",
                        "line 2, column 'dose'",
                        "trial_v_1_0/binary.csv: refused",
                        "trial_v_1_0/empty.csv: refused",
                        "broken_v_1_0/CDEsMetadata.json: refused")
                .doesNotContain("lots");
        JsonNode answered = federation.api().run(Trial.description("gamma"));
        assertThat(answered.path("state").asText()).as("%s", answered).isEqualTo("succeeded");
        federation.worker("gamma").close();
    }

    @Test
    void dataCheckListsEveryProblemWithItsPlace(@TempDir Path folder) {
        Path metadata = folder.resolve("CDEsMetadata.json");
        Folder.write(metadata, Trial.metadata());
        Path file = folder.resolve("bad.csv");
        Folder.write(
                file,
                """
                subjectid,dataset,healed,arm,dose,weight
                p1,alpha,yes,a,1,70
                p2,alpha,maybe,a,2,70
                p3,alpha,no,a,99,70
                p4,alpha,no,z,heavy,70
                """);
        Program.Ended ended =
                Program.run("data", "check", file + "", "--metadata", metadata + "", "--json");

        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        List<String> places = new ArrayList<>();
        Api.parse(ended.out())
                .path("problems")
                .forEach(p -> places.add(p.path("row").asInt() + " " + p.path("column").asText()));
        assertThat(places).containsExactlyInAnyOrder("3 healed", "4 dose", "5 arm", "5 dose");
        assertThat(ended.out()).doesNotContain("maybe", "heavy");

        Folder.write(file, Trial.csv("alpha", 20));
        assertThat(Program.run("data", "check", file + "", "--metadata", metadata + "").code())
                .isZero();
        Folder.write(metadata, "{\"code\": ");
        Program.Ended broken = Program.run("data", "check", file + "", "--metadata", metadata + "");
        assertThat(broken.code()).isNotZero();
        assertThat(broken.err()).contains("CDEsMetadata.json").doesNotContain("Exception");
    }

    private static boolean mounted(Path folder) {
        return shell("mount", "-t", "tmpfs", "-o", "size=24m", "koinon-test", folder.toString());
    }

    private static boolean shell(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes all the room that is left. */
    private static Path fill(Path home) throws IOException {
        Path filler = home.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }
}
