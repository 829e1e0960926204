package koinon.master.http.exareme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.algorithms.Components;
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
}
