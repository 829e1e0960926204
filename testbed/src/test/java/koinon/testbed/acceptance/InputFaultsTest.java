package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are broken or mean harm, over the real interface of a real federation: each is
 * answered with what was wrong, and afterwards everything still works. Usual time: 20 s.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InputFaultsTest {
    private static final String MODEL = "memory_clinic:1.0";
    private static final List<String> ALL = List.of("geneva", "lausanne", "lyon");
    private static final String EXPERIMENTS = "api/v1/experiments";

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = RunningDemo.start();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @AfterEach
    void everythingStillWorks() {
        JsonNode experiment = demo.api().run(description());
        assertThat(experiment.path("state").asText()).as("%s", experiment).isEqualTo("succeeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"algorithm\": 7}",
                "{\"algorithm\": \"descriptive_stats\", \"dataModel\": null}",
                "{\"algorithm\": \"descriptive_stats\", \"dataModel\": \"memory_clinic:1.0\","
                        + " \"datasets\": \"lyon\", \"y\": [\"mmse\"]}",
                "{\"algorithm\": \"descriptive_stats\", \"dataModel\": \"memory_clinic:1.0\","
                        + " \"datasets\": [\"lyon\"], \"y\": [null]}",
                "{\"algorithm\": \"descriptive_stats\", \"colour\": \"red\"}"
            })
    void malformedRequestsAreAnsweredAsSuch(String body) {
        problem(demo.api().post(EXPERIMENTS, body), 400, "MALFORMED_REQUEST");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        ObjectNode question = description();

        problem(demo.api().post(EXPERIMENTS, deep), 400, "MALFORMED_REQUEST");
        String filter = "{\"condition\":\"AND\",\"rules\":[".repeat(2_000) + "]}".repeat(2_000);
        question.put("filter", "HERE");
        String body = question.toString().replace("\"HERE\"", filter);
        assertThat(demo.api().post(EXPERIMENTS, body).status()).isEqualTo(400);
    }

    @Test
    void namesOfAMegabyteAreRefusedAndNotRepeated() {
        String name = "n".repeat(1_000_000);
        for (ObjectNode question :
                List.of(
                        Api.question(name, MODEL, ALL, List.of("mmse")),
                        Api.question("descriptive_stats", name, ALL, List.of("mmse")),
                        Api.question("descriptive_stats", MODEL, List.of(name), List.of("mmse")),
                        Api.question("descriptive_stats", MODEL, ALL, List.of(name)))) {
            Api.Answer answer = demo.api().post(EXPERIMENTS, question.toString());
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.body().length()).isLessThan(2_000);
        }
        Api.Answer invitation =
                demo.api().post("api/v1/invitations", "{\"name\":\"" + name + "\"}");
        assertThat(invitation.status()).isBetween(400, 499);
        assertThat(invitation.body().length()).isLessThan(2_000);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        String body = "{\"algorithm\":\"" + "a".repeat(3 << 20) + "\"}";

        problem(demo.api().post(EXPERIMENTS, body), 413, "MALFORMED_REQUEST");
    }

    @Test
    void unknownNamesAreNamed() {
        problem(
                Api.question("magic", MODEL, ALL, List.of("mmse")),
                "UNKNOWN_ALGORITHM",
                "no algorithm");
        problem(
                Api.question("descriptive_stats", "none:9", ALL, List.of("mmse")),
                "UNKNOWN_DATA_MODEL",
                "none:9");
        problem(
                Api.question("descriptive_stats", MODEL, List.of("atlantis"), List.of("mmse")),
                "UNKNOWN_DATASET",
                "atlantis");
        problem(
                Api.question("descriptive_stats", MODEL, ALL, List.of("mood")),
                "UNKNOWN_VARIABLE",
                "mood");
    }

    @Test
    void wrongKindsAndParametersAreExplained() {
        problem(
                Api.question("pearson_correlation", MODEL, ALL, List.of("sex", "mmse")),
                "WRONG_TYPE",
                "sex");
        ObjectNode unknownLevel = regression();
        unknownLevel.putObject("parameters").put("positive_class", "'; drop table x; --");
        assertThat(demo.api().post(EXPERIMENTS, unknownLevel.toString()).status())
                .isBetween(400, 499);
        ObjectNode unknownParameter = regression();
        unknownParameter.putObject("parameters").put("positive_class", "AD").put("speed", 9);
        problem(unknownParameter, "INVALID_PARAMETER", "speed");
        ObjectNode wrongParameter = regression();
        wrongParameter.putObject("parameters").put("positive_class", 3.5);
        assertThat(demo.api().post(EXPERIMENTS, wrongParameter.toString()).status())
                .isBetween(400, 499);
    }

    /** A value is bound, never written into a statement: it matches nothing, and that is all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "F' OR '1'='1",
                "'; DROP TABLE memory_clinic; --",
                "F\") OR 1=1 --",
                "\\",
                "%",
                "F\u0000",
                "\u202eF"
            })
    void hostileValuesOfAFilterAreOnlyValues(String value) {
        ObjectNode question = description();
        rule(question, "sex", "equal").put("value", value);

        Api.Answer answer = demo.api().post(EXPERIMENTS, question.toString());

        if (answer.status() == 202) {
            JsonNode ended =
                    demo.api().ended(answer.json().path("id").asText(), RunningFederation.PATIENCE);
            assertThat(ended.path("problem").path("code").asText()).isEqualTo("INSUFFICIENT_DATA");
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("blame").asText()).isEqualTo("analyst");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sex\" = 'F' --", "subjectid; DROP TABLE x", "rowid", "1=1"})
    void hostileNamesInAFilterAreUnknown(String name) {
        ObjectNode question = description();
        rule(question, name, "equal").put("value", "F");

        Api.Answer answer = demo.api().post(EXPERIMENTS, question.toString());

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.json().path("blame").asText()).isEqualTo("analyst");
    }

    @Test
    void unknownOperatorsAndWrongValuesOfAFilterAreRefused() {
        ObjectNode operator = description();
        rule(operator, "age", "resembles").put("value", 60);
        problem(operator, "INVALID_FILTER", "resembles");
        ObjectNode text = description();
        rule(text, "age", "greater").put("value", "old");
        problem(text, "INVALID_FILTER", "age");
        ObjectNode three = description();
        rule(three, "age", "between").putArray("value").add(1).add(2).add(3);
        problem(three, "INVALID_FILTER", "age");
    }

    @Test
    void theCompatibleSurfaceAnswersWithTheCodesThatClientsKnow() {
        assertThat(demo.api().post("algorithms/descriptive_stats", "{").body())
                .contains("Algorithm execution request malformed");
        String unknown =
                "{\"inputdata\":{\"data_model\":\"none:9\",\"datasets\":[\"a\"],\"y\":[\"b\"]},"
                        + "\"parameters\":{}}";
        Api.Answer model = demo.api().post("algorithms/descriptive_stats", unknown);
        assertThat(model.status()).isEqualTo(460);
        assertThat(model.body()).containsPattern("Data model .* does not exist");
        assertThat(demo.api().post("algorithms/magic", unknown).status()).isEqualTo(400);
    }

    @Test
    void unknownExperimentsAndAddressesAreNotFound() {
        problem(demo.api().get(EXPERIMENTS + "/none"), 404, "UNKNOWN_EXPERIMENT");
        problem(demo.api().get("api/v1/nothing"), 404, "MALFORMED_REQUEST");
        problem(demo.api().delete(EXPERIMENTS + "/none"), 404, "UNKNOWN_EXPERIMENT");
    }

    private static ObjectNode description() {
        return Api.question("descriptive_stats", MODEL, ALL, List.of("mmse"));
    }

    private static ObjectNode regression() {
        ObjectNode question = Api.question("logistic_regression", MODEL, ALL, List.of("diagnosis"));
        question.putArray("x").add("age");
        return question;
    }

    private static ObjectNode rule(ObjectNode question, String field, String operator) {
        ObjectNode filter = question.putObject("filter");
        filter.put("condition", "AND");
        return filter.putArray("rules")
                .addObject()
                .put("id", field)
                .put("field", field)
                .put("operator", operator);
    }

    private static void problem(ObjectNode question, String code, String named) {
        Api.Answer answer = demo.api().post(EXPERIMENTS, question.toString());
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.json().path("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(answer.json().path("detail").asText()).contains(named);
    }

    private static void problem(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("detail").asText()).isNotBlank();
    }
}
