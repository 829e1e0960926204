package koinon.master.http.exareme;

import static koinon.master.http.Client.json;
import static koinon.master.http.Outcomes.HIDDEN;
import static koinon.master.http.Outcomes.NONE;
import static koinon.master.http.Outcomes.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import koinon.algorithms.Coefficient;
import koinon.algorithms.DescriptiveStatistics;
import koinon.algorithms.LinearRegression;
import koinon.algorithms.LogisticRegression;
import koinon.algorithms.MultipleHistograms;
import koinon.algorithms.PearsonCorrelation;
import koinon.master.http.Client;
import koinon.master.http.Outcomes;
import koinon.master.http.Server;
import koinon.master.json.Json;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaremeSurfaceTest {
    private static final String LINEAR =
            """
            {"request_id": "b1c6c4a4-0000-4000-8000-000000000000", "type": "exareme2",
             "inputdata": {"data_model": "heart:1", "datasets": ["north", "south"],
               "validation_datasets": null, "y": ["weight"], "x": ["age"],
               "filters": {"condition": "AND", "valid": true, "rules": [
                 {"id": "age", "field": "age", "type": "real", "input": "number",
                  "operator": "greater", "value": 50.0}]}},
             "parameters": {}, "flags": {"smpc": false}, "preprocessing": null}
            """;

    private final Server server = new Server();
    private final Client client = server.client;

    @AfterEach
    void stop() {
        server.close();
    }

    private void answers(String body, int status, String... words) {
        answers("linear_regression", body, status, words);
    }

    private void answers(String algorithm, String body, int status, String... words) {
        HttpResponse<String> response = client.post("/algorithms/" + algorithm, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain");
        assertThat(response.body()).isNotBlank().contains(words).hasSizeLessThan(600);
    }

    private JsonNode run(String algorithm, Result result) {
        server.experiments.prepare(Outcomes.of(result));
        String body =
                switch (algorithm) {
                    case "logistic_regression" ->
                            LINEAR.replace("[\"weight\"]", "[\"sex\"]")
                                    .replace(
                                            "\"parameters\": {}",
                                            "\"parameters\": {\"positive_class\": \"M\"}");
                    case "linear_regression", "pearson_correlation" -> LINEAR;
                    default -> LINEAR.replace("\"x\": [\"age\"]", "\"x\": [\"\"]");
                };
        HttpResponse<String> response = client.post("/algorithms/" + algorithm, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static Coefficient linear(String term, double base) {
        return new Coefficient(
                term,
                known(base),
                known(base + 1),
                known(base + 2),
                known(base + 3),
                known(base + 4),
                known(base + 5));
    }

    @Test
    void listsSpecificationsOfTheTypeThatClientsKeep() {
        JsonNode all = json(client.get("/algorithms"));

        JsonNode first = all.get(0);
        assertThat(first.path("name").asText()).isEqualTo("linear_regression");
        assertThat(first.path("type").asText()).isEqualTo("exareme2");
        assertThat(first.at("/inputdata/y/stattypes")).isEqualTo(Json.texts(List.of("numerical")));
        assertThat(first.at("/inputdata/y/multiple").asBoolean()).isFalse();
        assertThat(first.at("/inputdata/x/multiple").asBoolean()).isTrue();
        assertThat(first.at("/inputdata/data_model/notblank").asBoolean()).isTrue();
        assertThat(first.path("parameters").isNull()).isTrue();
        assertThat(first.path("preprocessing").isArray()).isTrue();
        JsonNode positive = all.at("/1/parameters/positive_class");
        assertThat(positive.at("/enums/type").asText()).isEqualTo("input_var_CDE_enums");
        assertThat(positive.at("/enums/source/0").asText()).isEqualTo("y");
        assertThat(all.at("/2/parameters/alpha/max").asDouble()).isEqualTo(1);
        assertThat(all.at("/4/inputdata/x").isNull()).isTrue();
        JsonNode everything = all.get(5);
        assertThat(everything.at("/inputdata/y/enumslen").asInt()).isEqualTo(2);
        assertThat(everything.at("/parameters/type/enums/source"))
                .isEqualTo(Json.texts(List.of("1", "2")));
        assertThat(everything.at("/parameters/mu/min").isNull()).isTrue();
    }

    @Test
    void showsTheCatalogue() {
        assertThat(json(client.get("/datasets")).path("heart:1"))
                .isEqualTo(Json.texts(List.of("east", "north", "south")));
        assertThat(json(client.get("/datasets_locations")).at("/heart:1/south").asText())
                .isEqualTo("w3");
        assertThat(json(client.get("/datasets_variables")).at("/heart:1/east"))
                .isEqualTo(Json.texts(List.of("dataset", "age")));
    }

    @Test
    void showsTheMetadata() {
        JsonNode metadata = json(client.get("/cdes_metadata")).path("heart:1");

        assertThat(metadata.at("/dataset/enumerations/east").asText()).isEqualTo("east");
        assertThat(metadata.at("/dataset/enumerations")).hasSize(3);
        assertThat(metadata.at("/age/sql_type").asText()).isEqualTo("int");
        assertThat(metadata.at("/age/max")).isEqualTo(Json.parse("120"));
        assertThat(metadata.at("/age/enumerations").isNull()).isTrue();
        assertThat(metadata.at("/weight/min").isNull()).isTrue();
        assertThat(metadata.at("/sex/is_categorical").asBoolean()).isTrue();
        JsonNode attributes = json(client.get("/data_models_attributes")).path("heart:1");
        assertThat(attributes.path("tags")).isEqualTo(Json.texts(List.of("longitudinal")));
        JsonNode tree = attributes.at("/properties/cdes/0");
        assertThat(tree.path("longitudinal").asBoolean()).isTrue();
        assertThat(tree.at("/variables/0/enumerations")).hasSize(3);
        assertThat(tree.at("/groups/0/variables/2/code").asText()).isEqualTo("sex");
    }

    @Test
    void tellsItsHealth() {
        assertThat(client.get("/healthcheck").body()).isEmpty();
        assertThat(client.post("/wla", "").statusCode()).isEqualTo(200);
        server.members.setThird(Members.State.LOST);
        HttpResponse<String> response = client.get("/healthcheck");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isNotBlank();
    }

    @Test
    void rendersLinearRegression() {
        JsonNode result =
                run(
                        "linear_regression",
                        new LinearRegression.Fit(
                                "weight",
                                List.of("Intercept", "age"),
                                List.of(
                                        linear("Intercept", 1),
                                        new Coefficient("age", NONE, NONE, NONE, NONE, NONE, NONE)),
                                77,
                                1,
                                75,
                                known(0.5),
                                known(0.25),
                                HIDDEN,
                                known(Double.POSITIVE_INFINITY),
                                known(0),
                                List.of("careful")));

        assertThat(result.path("dependent_var").asText()).isEqualTo("weight");
        assertThat(result.path("n_obs").isInt()).isTrue();
        assertThat(result.path("df_resid")).isEqualTo(Json.parse("75.0"));
        assertThat(result.path("rse").asDouble()).isEqualTo(0.5);
        assertThat(result.path("r_squared_adjusted").isNull()).isTrue();
        assertThat(result.path("f_stat").isNull()).isTrue();
        assertThat(result.path("indep_vars")).isEqualTo(Json.texts(List.of("Intercept", "age")));
        assertThat(result.path("coefficients")).isEqualTo(Json.parse("[1.0, null]"));
        assertThat(result.path("upper_ci")).isEqualTo(Json.parse("[6.0, null]"));
        assertThat(result.path("warnings").toString())
                .contains("careful", "an exact fit", "fewer than 10", "not finite")
                .contains("Hospital 2 was left out: too few patients")
                .contains("1 of 2 sites were left out");
    }

    @Test
    void rendersLogisticRegression() {
        JsonNode summary =
                run(
                                "logistic_regression",
                                new LogisticRegression.Fit(
                                        "sex",
                                        "M",
                                        List.of("Intercept"),
                                        List.of(
                                                new Coefficient(
                                                        "Intercept",
                                                        known(1),
                                                        known(2),
                                                        known(3),
                                                        known(4),
                                                        known(5),
                                                        known(6))),
                                        77,
                                        30,
                                        5,
                                        71,
                                        -31.1,
                                        -46.9,
                                        74.2,
                                        88.3,
                                        0.3,
                                        0.4,
                                        5,
                                        List.of()))
                        .path("summary");

        assertThat(summary.path("stderr")).isEqualTo(Json.parse("[2.0]"));
        assertThat(summary.path("z_scores")).isEqualTo(Json.parse("[3.0]"));
        assertThat(summary.path("ll").asDouble()).isEqualTo(-31.1);
        assertThat(summary.path("ll0").asDouble()).isEqualTo(-46.9);
        assertThat(summary.path("r_squared_mcf").asDouble()).isEqualTo(0.3);
        assertThat(summary.path("r_squared_cs").asDouble()).isEqualTo(0.4);
        assertThat(summary).hasSize(15);
    }

    @Test
    void rendersCorrelations() {
        List<List<Statistic>> cells = List.of(List.of(known(1), NONE));

        JsonNode result =
                run(
                        "pearson_correlation",
                        new PearsonCorrelation.Matrix(
                                List.of("age", "height"),
                                List.of("weight"),
                                9,
                                0.95,
                                cells,
                                cells,
                                cells,
                                cells,
                                List.of()));

        assertThat(result.path("correlations"))
                .isEqualTo(
                        Json.parse(
                                "{\"variables\": [\"age\", \"height\"], \"weight\": [1.0, null]}"));
        assertThat(result.path("n_obs").asInt()).isEqualTo(9);
        assertThat(result.has("ci_lo")).isTrue();
    }

    @Test
    void rendersHistograms() {
        JsonNode result =
                run(
                        "multiple_histograms",
                        new MultipleHistograms.Histograms(
                                List.of(
                                        new MultipleHistograms.Panel(
                                                "weight",
                                                null,
                                                null,
                                                List.of(0.0, 0.5, 1.0),
                                                List.of(),
                                                List.of(known(3), known(0))),
                                        new MultipleHistograms.Panel(
                                                "sex",
                                                "stage",
                                                "1",
                                                List.of(),
                                                List.of("F", "M"),
                                                List.of(HIDDEN, known(12)))),
                                List.of()));

        assertThat(result.at("/histogram/0"))
                .isEqualTo(
                        Json.parse(
                                "{\"var\": \"weight\", \"grouping_var\": null, \"grouping_enum\":"
                                        + " null, \"bins\": [0.0, 0.5, 1.0], \"counts\": [3,"
                                        + " null]}"));
        assertThat(result.at("/histogram/1"))
                .isEqualTo(
                        Json.parse(
                                "{\"var\": \"sex\", \"grouping_var\": \"stage\","
                                        + " \"grouping_enum\": \"1\", \"bins\": [\"F\", \"M\"],"
                                        + " \"counts\": [null, 12]}"));
    }

    @Test
    void rendersDescriptiveStatistics() {
        DescriptiveStatistics.Numeric numeric =
                new DescriptiveStatistics.Numeric(
                        known(15),
                        known(0),
                        known(15),
                        known(1.5),
                        known(0.1),
                        known(1),
                        known(2),
                        known(3),
                        known(4),
                        known(5));
        DescriptiveStatistics.Nominal nominal =
                new DescriptiveStatistics.Nominal(
                        known(51),
                        known(2),
                        known(53),
                        new TreeMap<>(Map.of("F", known(24), "M", HIDDEN)));
        DescriptiveStatistics.Nominal hidden =
                new DescriptiveStatistics.Nominal(HIDDEN, HIDDEN, HIDDEN, new TreeMap<>());

        JsonNode result =
                run(
                        "descriptive_stats",
                        new DescriptiveStatistics.Summary(
                                List.of(
                                        new DescriptiveStatistics.Row(
                                                "age", "north", numeric, null),
                                        new DescriptiveStatistics.Row(
                                                "sex", "north", null, nominal),
                                        new DescriptiveStatistics.Row("sex", "south", null, hidden),
                                        new DescriptiveStatistics.Row("age", "south", null, null),
                                        new DescriptiveStatistics.Row(
                                                "age", "all datasets", numeric, null)),
                                List.of(),
                                List.of()));

        JsonNode rows = result.path("variable_based");
        assertThat(rows.at("/0/data"))
                .isEqualTo(
                        Json.parse(
                                "{\"num_dtps\": 15, \"num_na\": 0, \"num_total\": 15, \"mean\":"
                                        + " 1.5, \"std\": 0.1, \"min\": 1.0, \"q1\": 2.0, \"q2\":"
                                        + " 3.0, \"q3\": 4.0, \"max\": 5.0}"));
        assertThat(rows.at("/1/data/counts")).isEqualTo(Json.parse("{\"F\": 24, \"M\": null}"));
        assertThat(rows.at("/2/data").isNull()).isTrue();
        assertThat(rows.at("/3/data").isNull()).isTrue();
        assertThat(rows.at("/4/data/q1").isNull()).isTrue();
        assertThat(rows.at("/4/data/mean").asDouble()).isEqualTo(1.5);
        assertThat(result.path("model_based")).isEmpty();
    }

    @Test
    void answers400ForWhatIsMalformed() {
        String malformed = "Algorithm execution request malformed";
        answers("{", 400, malformed);
        answers("[]", 400, malformed);
        answers("{\"inputdata\": 5}", 400, malformed);
        answers(LINEAR.replace("\"heart:1\"", "5"), 400, malformed);
        answers(LINEAR.replace("[\"weight\"]", "\"weight\""), 400, malformed);
        answers(LINEAR.replace("greater", "like"), 400, malformed, "like");
        answers(LINEAR.replace("\"flags\": {\"smpc\": false}", "\"flags\": []"), 400, malformed);
        answers("magic", LINEAR, 400, "magic");
    }

    @Test
    void answers460ForWhatIsWrong() {
        HttpResponse<String> model =
                client.post("/algorithms/linear_regression", LINEAR.replace("heart:1", "lungs:2"));
        assertThat(model.statusCode()).isEqualTo(460);
        assertThat(model.body()).containsPattern("Data model .* does not exist");
        answers(LINEAR.replace("\"north\"", "\"west\""), 460, "west");
        answers(LINEAR.replace("[\"weight\"]", "[\"sex\"]"), 460, "sex");
        answers(LINEAR.replace("[\"weight\"]", "[\"sizes\"]"), 460, "sizes");
        answers(LINEAR.replace("[\"weight\"]", "[]"), 460, "exactly 1");
        answers(LINEAR.replace("\"parameters\": {}", "\"parameters\": {\"k\": 1}"), 460, "'k'");
        answers(LINEAR.replace("\"smpc\"", "\"magic\""), 460, "magic");
        answers(LINEAR.replace("\"smpc\": false", "\"smpc\": 1"), 460, "smpc");
        answers(
                LINEAR.replace("\"preprocessing\": null", "\"preprocessing\": {\"magic\": {}}"),
                460,
                "magic");
        answers(
                LINEAR.replace(
                        "\"validation_datasets\": null", "\"validation_datasets\": [\"north\"]"),
                460,
                "validation");
    }

    @Test
    void answers461To513ForWhatHappensOnTheWay() {
        fails(
                ErrorCode.INSUFFICIENT_DATA,
                461,
                "The algorithm could not run with the input provided because there are"
                        + " insufficient data.");
        fails(ErrorCode.PRECONDITION, 460, "reason");
        fails(ErrorCode.SITE_UNREACHABLE, 512, "reason");
        fails(ErrorCode.SITE_TIMED_OUT, 513, "reason");
        fails(ErrorCode.SITE_FAILED, 500, "reason");
        fails(ErrorCode.INTERNAL, 500, "reference in the log");
    }

    private void fails(ErrorCode code, int status, String words) {
        server.experiments.prepare(new KoinonException(code, "reason"));
        answers(LINEAR, status, words);
    }

    @Test
    void answers462WhenMasksCannotBeHad() {
        String insists = LINEAR.replace("\"smpc\": false", "\"smpc\": true");

        answers(insists, 462, "SMPC");
        server.experiments.prepare(new KoinonException(ErrorCode.PRECONDITION, "reached"));
        answers(insists.replace("\"north\"", "\"north\", \"east\""), 460, "reached");
    }

    @Test
    void answers513WithTheExperimentThatGoesOn() {
        HttpResponse<String> response = client.post("/algorithms/linear_regression", LINEAR);

        String id = server.experiments.recent(1).getFirst().id();
        assertThat(response.statusCode()).isEqualTo(513);
        assertThat(response.body()).contains(id);
        assertThat(json(client.get("/api/v1/experiments/" + id)).path("state").asText())
                .isEqualTo("queued");
    }

    @Test
    void answersOtherMethodsInWords() {
        HttpResponse<String> response = client.delete("/algorithms");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isNotBlank();
    }
}
