package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger sees of {@code koinon demo} and of the commands about it. Usual time: 40 s. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DemoTest {
    private static final List<String> REGRESSION =
            List.of(
                    "run",
                    "logistic_regression",
                    "--data-model",
                    "memory_clinic:1.0",
                    "--datasets",
                    "geneva,lausanne,lyon",
                    "--y",
                    "diagnosis",
                    "--x",
                    "age,sex,left_hippocampus",
                    "--param",
                    "positive_class=AD");

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = RunningDemo.start();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void saysThatItIsReadyAndHowToStopIt() {
        assertThat(demo.startedWith().out())
                .contains("http://localhost:" + demo.port(), "3 workers", "demo stop");
        assertThat(demo.startedWith().err())
                .contains("Geneva is ready", "Lausanne is ready", "Lyon is ready");
    }

    @Test
    void runShowsProgressAndATableWithIntervals() {
        Program.Ended ended = run();

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.out())
                .contains("age", "left_hippocampus", "95 %", "Geneva", "Lausanne", "Lyon")
                .contains("masks");
        assertThat(ended.err()).contains("round 1", "sites answered", "Geneva");
    }

    @Test
    void runInJsonIsTheExperiment() {
        JsonNode experiment = Api.parse(run("--json").out());

        assertThat(experiment.path("state").asText()).isEqualTo("succeeded");
        assertThat(experiment.path("result").path("privacy").path("mode").asText())
                .isEqualTo("masked");
        assertThat(experiment.path("result").path("sites")).hasSize(3);
    }

    @Test
    void filtersOfTheCommandLineAreThoseOfJson(@TempDir Path folder) {
        Path file = folder.resolve("filter.json");
        Folder.write(
                file,
                """
                {"condition": "AND", "rules": [
                  {"id": "age", "field": "age", "type": "double", "input": "number",
                   "operator": "between", "value": [60, 80]},
                  {"condition": "OR", "rules": [
                    {"id": "sex", "field": "sex", "type": "string", "input": "text",
                     "operator": "equal", "value": "F"},
                    {"id": "mmse", "field": "mmse", "type": "integer", "input": "number",
                     "operator": "is_null", "value": null}]}]}
                """);
        JsonNode words =
                result("--filter", "age between 60 and 80 and (sex = 'F' or mmse is null)");
        JsonNode json = result("--filter", "@" + file);

        assertThat(words.path("rows")).isEqualTo(json.path("rows"));
        assertThat(words.path("statistics")).isEqualTo(json.path("statistics"));
        assertThat(words.path("rows")).isNotEqualTo(result().path("rows"));
    }

    @Test
    void runReadsAQuestionFromItsInput() {
        JsonNode question =
                Api.question(
                        "descriptive_stats",
                        "memory_clinic:1.0",
                        List.of("geneva"),
                        List.of("mmse"));
        Program.Ended ended =
                Program.runWith(
                        question.toString(),
                        "run",
                        "descriptive_stats",
                        "-",
                        "--json",
                        "--home",
                        demo.home().toString());

        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(Api.parse(ended.out()).path("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void aMisspeltAlgorithmIsNamedWithItsNeighbour() {
        Program.Ended ended =
                demo.command(
                        "run",
                        "logistic_regresion",
                        "--data-model",
                        "memory_clinic:1.0",
                        "--datasets",
                        "lyon",
                        "--y",
                        "mmse");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("logistic_regression").doesNotContain("Exception");
    }

    @Test
    void statusNamesTheWorkers() {
        Program.Ended words = demo.command("status");
        Program.Ended json = demo.command("status", "--json");

        assertThat(words.code()).as(words.text()).isZero();
        assertThat(words.out()).contains("3 of 3 workers connected", "Lyon", "strict");
        assertThat(Api.parse(json.out()).path("workers")).hasSize(3);
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path home) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Program.Ended ended =
                    Program.run("demo", "--home", home.toString(), "--port", port, "--detach");

            assertThat(ended.code()).isNotZero();
            assertThat(ended.err()).contains("port " + port + " is taken", "--port");
        }
    }

    @Test
    void aSecondDemoOfTheSameHomeIsRefused() {
        Program.Ended ended = demo.command("demo", "--detach");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("a demo runs already", "demo stop");
    }

    @Test
    void withPolicyValidationNothingIsSuppressedAndStopEndsAll() {
        try (RunningDemo open = RunningDemo.start("--workers", "2", "--policy", "validation")) {
            JsonNode experiment =
                    open.api()
                            .run(
                                    Api.question(
                                            "multiple_histograms",
                                            "memory_clinic:1.0",
                                            List.of("geneva", "lausanne"),
                                            List.of("age")));
            List<Long> pids = open.pids();
            Program.Ended stopped = open.command("demo", "stop");

            assertThat(experiment.path("state").asText())
                    .as("%s", experiment)
                    .isEqualTo("succeeded");
            assertThat(experiment.toString()).doesNotContain("suppressed");
            assertThat(pids).hasSize(3);
            assertThat(stopped.out()).contains("stopped 3 processes");
            Await.until(
                    "the end of all processes",
                    Duration.ofSeconds(10),
                    () -> pids.stream().noneMatch(DemoTest::lives));
            assertThat(open.command("status").code()).isNotZero();
            assertThat(open.command("demo", "stop").code()).isZero();
        }
    }

    @Test
    void validationIsForTheSameMachineOnly(@TempDir Path home) {
        Program.Ended ended =
                Program.run(
                        "worker",
                        "start",
                        "--home",
                        home.toString(),
                        "--data",
                        home.toString(),
                        "--policy",
                        "validation");

        assertThat(ended.code()).isNotZero();
        assertThat(ended.err()).contains("validation", "--loopback");
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static Program.Ended run(String... options) {
        List<String> words = new ArrayList<>(REGRESSION);
        words.addAll(List.of(options));
        return demo.command(words.toArray(String[]::new));
    }

    private static JsonNode result(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.add("--json");
        Program.Ended ended = run(words.toArray(String[]::new));
        assertThat(ended.code()).as(ended.text()).isZero();
        return Api.parse(ended.out()).path("result");
    }
}
