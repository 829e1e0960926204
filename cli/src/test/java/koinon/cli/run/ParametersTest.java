package koinon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.cli.api.Json;
import koinon.cli.command.Misuse;
import org.junit.jupiter.api.Test;

final class ParametersTest {
    private static final JsonNode ALGORITHM =
            Json.received(
                    """
                    {"name": "mean", "parameters": [
                      {"name": "level", "domain": {"type": "real"}},
                      {"name": "rounds", "domain": {"type": "int"}},
                      {"name": "positive_class", "domain": {"type": "level_of_y"}},
                      {"name": "robust", "domain": {"type": "flag"}},
                      {"name": "transform", "domain": {"type": "variables_by_key",
                        "keys": ["log"]}}]}
                    """);

    @Test
    void typesValuesAsDeclared() {
        assertThat(
                        Parameters.of(
                                        List.of(
                                                "level=1",
                                                "rounds=3",
                                                "positive_class=1",
                                                "robust=yes"),
                                        ALGORITHM)
                                .toString())
                .isEqualTo("{\"level\":1.0,\"rounds\":3,\"positive_class\":\"1\",\"robust\":true}");
    }

    @Test
    void takesListsByKeyAsJson() {
        assertThat(Parameters.of(List.of("transform={\"log\":[\"age\"]}"), ALGORITHM).toString())
                .isEqualTo("{\"transform\":{\"log\":[\"age\"]}}");
    }

    @Test
    void keepsFurtherEqualSigns() {
        assertThat(Parameters.of(List.of("positive_class=a=b"), ALGORITHM).toString())
                .isEqualTo("{\"positive_class\":\"a=b\"}");
    }

    @Test
    void explainsWhatIsWrong() {
        refuses("levle=1", "did you mean 'level'?");
        refuses("level", "must be name=value");
        refuses("=1", "must be name=value");
        refuses("level=high", "must be a number");
        refuses("level=NaN", "must be a finite number");
        refuses("rounds=1.5", "must be a whole number");
        refuses("robust=maybe", "must be true or false");
        assertThatThrownBy(() -> Parameters.of(List.of("rounds=1", "rounds=2"), ALGORITHM))
                .hasMessageContaining("stands twice");
    }

    private static void refuses(String parameter, String message) {
        assertThatThrownBy(() -> Parameters.of(List.of(parameter), ALGORITHM))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining(message);
    }
}
