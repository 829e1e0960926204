package koinon.master.http.exareme;

import static koinon.master.http.Outcomes.HIDDEN;
import static koinon.master.http.Outcomes.NONE;
import static koinon.master.http.Outcomes.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.algorithms.Anova;
import koinon.algorithms.AnovaTable;
import koinon.algorithms.EffectSize;
import koinon.algorithms.MeanTest;
import koinon.algorithms.MeanTests;
import koinon.master.http.Outcomes;
import koinon.master.json.Json;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.Test;

class TestsOfMeansJsonTest {
    private static JsonNode tests(MeanTests.Kind kind) {
        MeanTest test =
                new MeanTest(
                        "weight",
                        77,
                        List.of(new MeanTest.Group("weight", 77, known(70), known(9))),
                        known(70),
                        known(1.5),
                        known(2.5),
                        known(73.25),
                        known(1e-40),
                        known(67.5),
                        known(Double.POSITIVE_INFINITY),
                        List.of(new EffectSize("Cohen's d", known(0.5), known(0.1), known(1))));
        return Rendering.render(
                Outcomes.of(
                        new MeanTests(
                                kind,
                                "t-test",
                                "greater",
                                0.05,
                                0,
                                List.of(test, test),
                                List.of())));
    }

    @Test
    void rendersOneSample() {
        JsonNode result = tests(MeanTests.Kind.ONE_SAMPLE);
        assertThat(result.path("n_obs").asInt()).isEqualTo(77);
        assertThat(result.path("std").asDouble()).isEqualTo(9);
        assertThat(result.path("mean_diff").asDouble()).isEqualTo(70);
        assertThat(result.path("ci_upper").asText()).isEqualTo("Infinity");
        assertThat(result.path("ci_lower")).isEqualTo(Json.parse("\"67.5\""));
        assertThat(result.path("cohens_d").asDouble()).isEqualTo(0.5);
    }

    @Test
    void rendersIndependentWithBothDegreesOfFreedom() {
        JsonNode result = tests(MeanTests.Kind.INDEPENDENT);
        assertThat(result.path("df").asInt()).isEqualTo(75);
        assertThat(result.path("df_welch").asDouble()).isEqualTo(73.25);
        assertThat(result.path("p").asDouble()).isEqualTo(1e-40);
        assertThat(result.has("std")).isFalse();
    }

    @Test
    void rendersPaired() {
        JsonNode result = tests(MeanTests.Kind.PAIRED);
        assertThat(result.path("t_stat").asDouble()).isEqualTo(2.5);
        assertThat(result.path("se_diff").asDouble()).isEqualTo(1.5);
        assertThat(result.has("n_obs")).isFalse();
        assertThat(result.path("warnings").toString()).contains("the first of 2 outcomes");
    }

    @Test
    void rendersOneWayAnova() {
        AnovaTable.Anova anova =
                new AnovaTable.Anova(
                        "weight",
                        9,
                        1,
                        7,
                        3,
                        0,
                        known(0),
                        known(Double.POSITIVE_INFINITY),
                        known(0),
                        known(1),
                        known(1),
                        List.of(
                                new AnovaTable.Group("F", 4, known(1), known(0.5), HIDDEN, HIDDEN),
                                new AnovaTable.Group(
                                        "M", 5, known(2), known(0.25), known(1), known(3))),
                        List.of(
                                new AnovaTable.Comparison(
                                        "F",
                                        "M",
                                        1,
                                        2,
                                        -1,
                                        known(0.5),
                                        known(-2),
                                        known(0.04),
                                        known(-2),
                                        known(0))));
        JsonNode result =
                Rendering.render(
                        Outcomes.of(new AnovaTable("sex", List.of(anova), List.of("careful"))));
        assertThat(result.path("anova_table")).hasSize(11);
        assertThat(result.at("/anova_table/f_stat").isNull()).isTrue();
        assertThat(result.at("/anova_table/p_value").asDouble()).isZero();
        assertThat(result.at("/tuckey_test/0/p_tuckey").asDouble()).isEqualTo(0.04);
        assertThat(result.at("/min_max_per_group/categories"))
                .isEqualTo(Json.parse("[\"F\", \"M\"]"));
        assertThat(result.at("/min_max_per_group/max")).isEqualTo(Json.parse("[null, 3.0]"));
        assertThat(result.at("/ci_info/m-s/F").asDouble()).isEqualTo(0.5);
        assertThat(result.path("warnings").toString()).contains("careful");
    }

    private static Anova.Line line(String effect, double df, Statistic f) {
        return new Anova.Line(effect, df, 2.5, known(1), f, f, f, f, f);
    }

    @Test
    void rendersAnalysisOfVariance() {
        JsonNode result =
                Rendering.render(
                        Outcomes.of(
                                new Anova.Analysis(
                                        "weight",
                                        2,
                                        9,
                                        List.of(line("sex", 1, known(0.5)), line("stage", 0, NONE)),
                                        line("Residuals", 7, NONE),
                                        List.of())));
        assertThat(result.path("terms"))
                .isEqualTo(Json.texts(List.of("sex", "stage", "Residuals")));
        assertThat(result.path("sum_sq")).isEqualTo(Json.parse("[2.5, 2.5, 2.5]"));
        assertThat(result.path("df")).isEqualTo(Json.parse("[1.0, 0.0, 7.0]"));
        assertThat(result.path("f_stat")).isEqualTo(Json.parse("[0.5, null, null]"));
        assertThat(result.path("f_pvalue")).isEqualTo(Json.parse("[0.5, null, null]"));
    }
}
