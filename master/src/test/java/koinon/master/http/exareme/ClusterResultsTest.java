package koinon.master.http.exareme;

import static koinon.master.http.Outcomes.HIDDEN;
import static koinon.master.http.Outcomes.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.algorithms.Clusters;
import koinon.algorithms.Components;
import koinon.algorithms.SeparatingPlanes;
import koinon.master.http.Outcomes;
import koinon.master.json.Json;
import org.junit.jupiter.api.Test;

class ClusterResultsTest {
    @Test
    void rendersPrincipalComponents() {
        List<List<Double>> vectors = List.of(List.of(0.6, 0.8), List.of(0.8, -0.6));
        JsonNode result =
                Rendering.render(
                        Outcomes.of(
                                new Components(
                                        "pca",
                                        List.of("age", "weight"),
                                        12,
                                        List.of(1.0, 2.0),
                                        List.of(3.0, 4.0),
                                        List.of(1.5, 0.5),
                                        List.of(0.75, 0.25),
                                        List.of(0.75, 1.0),
                                        vectors,
                                        vectors,
                                        List.of())));
        assertThat(result.path("title").isTextual()).isTrue();
        assertThat(result.path("n_obs").asInt()).isEqualTo(12);
        assertThat(result.path("eigenvalues")).isEqualTo(Json.parse("[1.5, 0.5]"));
        assertThat(result.path("eigenvectors")).isEqualTo(Json.parse("[[0.6, 0.8], [0.8, -0.6]]"));
    }

    @Test
    void rendersClustersWithARowOfNullsForAHiddenOne() {
        JsonNode result =
                Rendering.render(
                        Outcomes.of(
                                new Clusters(
                                        List.of("age", "weight"),
                                        12,
                                        List.of(
                                                new Clusters.Cluster(
                                                        HIDDEN, List.of(HIDDEN, HIDDEN), HIDDEN),
                                                new Clusters.Cluster(
                                                        known(12),
                                                        List.of(known(1.5), known(2.5)),
                                                        known(3))),
                                        HIDDEN,
                                        HIDDEN,
                                        known(9),
                                        List.of(1.0, 2.0),
                                        List.of(3.0, 4.0),
                                        7,
                                        true,
                                        0,
                                        List.of(),
                                        Outcomes.NO_MODEL)));
        assertThat(result.path("centers")).isEqualTo(Json.parse("[[null, null], [1.5, 2.5]]"));
        assertThat(result.path("converged").asBoolean()).isTrue();
        assertThat(result.path("warnings").toString()).contains("fewer than 10");
    }

    private static SeparatingPlanes.Plane plane(String positive, double weight, double mean) {
        return new SeparatingPlanes.Plane(
                positive,
                "the rest",
                List.of(weight, 1.0),
                0.5,
                3,
                1e-9,
                known(40),
                List.of(known(mean), HIDDEN),
                known(0.9),
                known(0.8));
    }

    @Test
    void rendersMeansOverSeparatingPlanes() {
        JsonNode result =
                Rendering.render(
                        Outcomes.of(
                                new SeparatingPlanes(
                                        "sex",
                                        List.of("age", "weight"),
                                        List.of("F", "M", "X"),
                                        12,
                                        1,
                                        List.of(plane("F", 1, 10), plane("M", 2, 30)),
                                        7,
                                        List.of(),
                                        Outcomes.NO_MODEL)));
        assertThat(result.path("coeff")).isEqualTo(Json.parse("[1.5, 1.0]"));
        assertThat(result.path("support_vectors")).isEqualTo(Json.parse("[20.0, null]"));
        assertThat(result.path("n_obs").asInt()).isEqualTo(12);
    }
}
