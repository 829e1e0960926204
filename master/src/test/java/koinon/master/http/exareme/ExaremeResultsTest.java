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
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaremeResultsTest {
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
                                List.of("careful"),
                                Outcomes.NO_MODEL));

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
                                        List.of(),
                                        Outcomes.NO_MODEL))
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
}
