package koinon.master.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
    private static final String SMALLEST =
            "{\"algorithm\": \"a\", \"dataModel\": \"m:1\", \"datasets\": [\"d\"]}";

    private static Request parse(String json) {
        return RequestJson.parse(Json.parse(json));
    }

    private static Parameter parameter(String json) {
        Parameter parameter =
                parse(SMALLEST.replace("}", ", \"parameters\": {\"p\": " + json + "}}"))
                        .parameters()
                        .get("p");
        return parameter == null ? new Parameter.Text("absent") : parameter;
    }

    private static void refused(String json, String... words) {
        KoinonException e = catchThrowableOfType(KoinonException.class, () -> parse(json));
        assertThat(e).as(json).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(e.text()).contains(words).hasSizeLessThan(300);
    }

    @Test
    void fillsInWhatMayBeMissing() {
        assertThat(parse(SMALLEST))
                .isEqualTo(
                        new Request(
                                "a",
                                "m:1",
                                List.of("d"),
                                List.of(),
                                List.of(),
                                Filter.all(),
                                new TreeMap<>()));
    }

    @Test
    void readsParametersAsTheyAreWritten() {
        assertThat(parameter("1")).isEqualTo(new Parameter.Int(1));
        assertThat(parameter("1.0")).isEqualTo(new Parameter.Real(1));
        assertThat(parameter("1e300")).isEqualTo(new Parameter.Real(1e300));
        assertThat(parameter("99999999999999999999")).isEqualTo(new Parameter.Real(1e20));
        assertThat(parameter("\"1\"")).isEqualTo(new Parameter.Text("1"));
        assertThat(parameter("false")).isEqualTo(new Parameter.Flag(false));
        assertThat(parameter("[1, \"a\"]"))
                .isEqualTo(
                        new Parameter.Many(List.of(new Parameter.Int(1), new Parameter.Text("a"))));
        assertThat(parameter("{\"a\": 1}"))
                .isEqualTo(new Parameter.Named(new TreeMap<>(Map.of("a", new Parameter.Int(1)))));
        assertThat(parameter("null")).isEqualTo(new Parameter.Text("absent"));
    }

    @Test
    void writesWhatItReads() {
        for (String value : List.of("1", "1.0", "-0.1", "\"\\u0000'\"", "true", "[1, [2]]")) {
            Request request =
                    parse(SMALLEST.replace("}", ", \"parameters\": {\"p\": " + value + "}}"));

            assertThat(RequestJson.parse(Json.parse(Json.write(RequestJson.write(request)))))
                    .isEqualTo(request);
        }
    }

    private static String visits(String visits) {
        return SMALLEST.replace("}", ", \"preprocessing\": " + visits + "}");
    }

    @Test
    void readsPairsOfVisitsAndWritesThem() {
        Request request =
                parse(
                        visits(
                                """
                                {"longitudinal": {"visit1": "BL", "visit2": 2,
                                                  "strategies": {"b": "diff", "a": "first"}}}
                                """));
        assertThat(request.preprocessing())
                .isEqualTo(
                        new Preprocessing.Longitudinal(
                                "BL",
                                "2",
                                new TreeMap<>(
                                        Map.of(
                                                "a",
                                                Preprocessing.Strategy.FIRST,
                                                "b",
                                                Preprocessing.Strategy.DIFF))));
        assertThat(RequestJson.parse(RequestJson.write(request))).isEqualTo(request);
        assertThat(parse(visits("null"))).isEqualTo(parse(SMALLEST));
        assertThat(parse(visits("{}"))).isEqualTo(parse(SMALLEST));
        assertThat(RequestJson.write(parse(SMALLEST)).has("preprocessing")).isFalse();
    }

    @Test
    void refusesPairsOfVisitsOfAnotherForm() {
        refused(visits("[]"), "object");
        refused(visits("{\"longitudinal\": 1}"), "visit1");
        refused(visits("{\"longitudinal\": {\"visit3\": 1}}"), "'visit3'");
        refused(visits("{\"longitudinal\": {\"strategies\": {\"a\": 1}}}"), "'strategies'");
        refused(visits("{\"longitudinal\": {\"strategies\": {}}}"), "'visit1'");
        assertThatThrownBy(() -> parse(visits("{\"magic\": {}}")))
                .hasMessageContaining("'magic' does not exist");
        assertThatThrownBy(() ->
                        parse(visits("{\"longitudinal\": {\"strategies\": {\"a\": \"mean\"}}}")))
                .hasMessageContaining("first, second, diff");
    }

    @Test
    void refusesParametersThatAreTooLargeOrTooDeep() {
        refused(SMALLEST.replace("}", ", \"parameters\": {\"p\": 1e999}}"), "too large");
        refused(
                SMALLEST.replace(
                        "}", ", \"parameters\": {\"p\": " + "[".repeat(9) + "]".repeat(9) + "}}"),
                "8 deep");
        refused(SMALLEST.replace("}", ", \"parameters\": {\"p\": [null]}}"), "null");
    }

    @Test
    void namesUnknownFields() {
        refused("{\"datamodel\": \"m:1\"}", "'datamodel'", "dataModel");
        refused("{\"" + "x".repeat(10_000) + "\": 1}", "...");
    }

    @Test
    void neverQuotesMalformedJson() {
        refused("{\"algorithm\": secret}", "line 1");
        KoinonException e =
                catchThrowableOfType(KoinonException.class, () -> parse("{\"a\": secret}"));
        assertThat(e.text()).doesNotContain("secret");
        assertThat(e.getCause()).isNull();
    }
}
