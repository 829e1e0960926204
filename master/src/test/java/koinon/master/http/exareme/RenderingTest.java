package koinon.master.http.exareme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.master.experiments.Outcome;
import koinon.master.http.Outcomes;
import koinon.master.json.Json;
import koinon.master.json.OutcomeJson;
import org.junit.jupiter.api.Test;

class RenderingTest {
    @Test
    void showsWhatTheReferenceLacksAsTheNativeApiDoes() {
        Outcome outcome = Outcomes.everything();

        ObjectNode result = Json.parse(Json.write(Rendering.render(outcome))).deepCopy();

        JsonNode warnings = result.path("warnings");
        assertThat(warnings.toString()).contains("look out", "Hospital 2 was left out");
        ObjectNode expected = Json.parse(OutcomeJson.write(outcome)).deepCopy();
        assertThat(expected.set("warnings", warnings).<JsonNode>deepCopy()).isEqualTo(result);
    }
}
