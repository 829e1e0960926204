package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main job: the reference's golden cases through its own interface, over real processes, with
 * one hospital and with five. What they store wrongly is listed in {@code golden-exceptions.json}.
 * Usual time: two minutes.
 */
@DisabledIfSystemProperty(named = "koinon.tests", matches = "quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GoldenCasesTest {
    private static final int AT_ONCE = 3;

    /** Algorithms that are not called like the file. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "naive_bayes_gauss_cv", "naive_bayes_gaussian_cv",
                    "naive_bayes_gauss_fit", "test_nb_gaussian_fit",
                    "naive_bayes_gauss_predict", "test_nb_gaussian_predict",
                    "naive_bayes_categorical_fit", "test_nb_categorical_fit",
                    "naive_bayes_categorical_predict", "test_nb_categorical_predict");

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 5})
    void everyCaseHolds(int workers) throws Exception {
        Optional<Path> golden = Places.shared("data/golden");
        Optional<Path> data = Places.shared("data/mip");
        assumeTrue(
                golden.isPresent() && data.isPresent(),
                "the golden cases and their data are not on this machine (../shared/data)");
        List<String> counts = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try (RunningDemo demo =
                        RunningDemo.start(
                                "--data",
                                data.get().toString(),
                                "--workers",
                                Integer.toString(workers),
                                "--policy",
                                "validation");
                ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Path path : files(golden.get())) {
                String file = path.getFileName().toString().replace(".json", "");
                JsonNode cases = Api.JSON.readTree(path.toFile()).path("test_cases");
                List<String> failed = failures(askers, demo.api(), file, cases);
                counts.add(file + ": " + (cases.size() - failed.size()) + " of " + cases.size());
                failures.addAll(failed);
            }
        }
        assertThat(failures).as("with %d workers hold %s", workers, counts).isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(21);
            return all;
        }
    }

    private static List<String> failures(
            ExecutorService askers, Api api, String file, JsonNode cases) throws Exception {
        assertThat(cases.size()).as("cases of %s", file).isPositive();
        List<Future<List<String>>> asked = new ArrayList<>();
        cases.forEach(golden -> asked.add(askers.submit(() -> run(api, file, golden))));
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            List<String> differences = asked.get(i).get();
            if (!differences.isEmpty()) {
                failures.add(file + " case " + i + ": " + differences.getFirst());
            }
        }
        return failures;
    }

    private static List<String> run(Api api, String file, JsonNode golden) {
        JsonNode input = golden.path("input");
        JsonNode parameters = input.path("parameters");
        Api.Answer answer = ask(api, file, input, parameters);
        if (answer.status() != 200) {
            return List.of(answer.toString());
        }
        List<String> differences =
                GoldenComparison.differences(file, answer.json(), golden.path("output"));
        return differences.isEmpty() && file.startsWith("ttest_")
                ? limits(api, file, golden)
                : differences;
    }

    /** Those of t-tests are stored for alpha 0.05 whatever was asked for. */
    private static List<String> limits(Api api, String file, JsonNode golden) {
        ObjectNode parameters = golden.at("/input/parameters").deepCopy();
        parameters.put("alpha", 0.05);
        Api.Answer answer = ask(api, file, golden.path("input"), parameters);
        return GoldenMeans.limits(answer.json(), golden.path("output"));
    }

    private static Api.Answer ask(Api api, String file, JsonNode input, JsonNode parameters) {
        ObjectNode body = Api.JSON.createObjectNode();
        body.set("inputdata", input.path("inputdata"));
        body.set("parameters", parameters);
        body.put("type", "exareme2"); // existing clients send keys that nobody asked for
        return api.post("algorithms/" + NAMES.getOrDefault(file, file), body.toString());
    }
}
