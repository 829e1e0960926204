package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The main job: the reference's golden cases through its own interface, over real processes, with
 * one hospital and with five. What they store wrongly is listed in {@code golden-exceptions.json}.
 * Usual time: 40 s.
 */
@DisabledIfSystemProperty(named = "koinon.tests", matches = "quick")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GoldenCasesTest {
    private static final List<String> FILES =
            List.of(
                    "linear_regression",
                    "logistic_regression",
                    "descriptive_stats",
                    "multiple_histograms");

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 5})
    void everyCaseHolds(int workers) throws IOException {
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
                        "validation")) {
            for (String file : FILES) {
                JsonNode cases =
                        Api.JSON
                                .readTree(golden.get().resolve(file + ".json").toFile())
                                .path("test_cases");
                List<String> failed = failures(demo.api(), file, cases);
                counts.add(file + ": " + (cases.size() - failed.size()) + " of " + cases.size());
                failures.addAll(failed);
            }
        }
        assertThat(failures).as("with %d workers hold %s", workers, counts).isEmpty();
    }

    private static List<String> failures(Api api, String file, JsonNode cases) {
        List<String> failures = new ArrayList<>();
        assertThat(cases.size()).as("cases of %s", file).isPositive();
        for (int i = 0; i < cases.size(); i++) {
            List<String> differences = run(api, file, cases.path(i));
            if (!differences.isEmpty()) {
                failures.add(file + " case " + i + ": " + differences.getFirst());
            }
        }
        return failures;
    }

    private static List<String> run(Api api, String file, JsonNode golden) {
        ObjectNode body = Api.JSON.createObjectNode();
        body.set("inputdata", golden.path("input").path("inputdata"));
        body.set("parameters", golden.path("input").path("parameters"));
        body.put("type", "exareme2"); // existing clients send keys that nobody asked for
        Api.Answer answer = api.post("algorithms/" + file, body.toString());
        return answer.status() == 200
                ? GoldenComparison.differences(file, answer.json(), golden.path("output"))
                : List.of(answer.toString());
    }
}
