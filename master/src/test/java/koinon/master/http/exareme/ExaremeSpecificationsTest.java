package koinon.master.http.exareme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.master.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients of the reference demand of every specification, held against all algorithms. */
class ExaremeSpecificationsTest {
    private static final Set<String> TYPES = Set.of("real", "int", "text", "boolean", "dict");
    private static final Set<String> INPUTS = Set.of("real", "int", "text", "jsonObject");

    static Stream<JsonNode> specifications() {
        JsonNode all =
                ExaremeSpecifications.write(
                        Algorithms.builtIn().all().stream().map(Algorithm::specification).toList(),
                        "exareme2");
        return all.valueStream();
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void hasInputs(JsonNode specification) {
        List.of("name", "desc", "label")
                .forEach(key -> assertThat(specification.path(key).asText()).isNotBlank());
        assertThat(specification.path("type").asText()).isEqualTo("exareme2");
        JsonNode inputs = specification.path("inputdata");
        assertThat(inputs).hasSize(6);
        assertThat(inputs.path("y").isObject()).isTrue();
        for (String name : List.of("data_model", "datasets", "filter", "y", "x")) {
            JsonNode input = inputs.path(name);
            if (!input.isNull()) {
                assertThat(input.path("types"))
                        .isNotEmpty()
                        .allMatch(type -> INPUTS.contains(type.asText()));
                assertThat(input.path("notblank").isBoolean()).isTrue();
                assertThat(input.path("multiple").isBoolean()).isTrue();
            }
        }
        for (JsonNode variables : List.of(inputs.path("y"), inputs.path("x"))) {
            assertThat(variables.path("stattypes"))
                    .allMatch(kind -> Set.of("nominal", "numerical").contains(kind.asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void hasParameters(JsonNode specification) {
        for (JsonNode parameter : specification.path("parameters")) {
            assertThat(parameter).hasSize(11);
            JsonNode types = parameter.path("types");
            assertThat(types).isNotEmpty().allMatch(type -> TYPES.contains(type.asText()));
            if (types.toString().contains("dict")) {
                assertThat(types).hasSize(1);
                assertThat(parameter.path("enums").isNull()).isTrue();
                assertThat(parameter.path("default").isObject()).isTrue();
                enums(parameter.path("dict_keys_enums"), false);
                enums(parameter.path("dict_values_enums"), false);
            } else {
                assertThat(parameter.path("dict_keys_enums").isNull()).isTrue();
                assertThat(parameter.path("dict_values_enums").isNull()).isTrue();
                if (!parameter.path("enums").isNull()) {
                    enums(parameter.path("enums"), parameter.path("multiple").asBoolean());
                }
            }
            assertThat(parameter.path("notblank").asBoolean())
                    .isEqualTo(parameter.path("default").isNull());
        }
    }

    private static void enums(JsonNode enums, boolean multiple) {
        JsonNode source = enums.path("source");
        assertThat(source).isNotEmpty().allMatch(JsonNode::isTextual);
        switch (enums.path("type").asText()) {
            case "list", "input_var_names" -> {}
            case "input_var_CDE_enums" -> {
                assertThat(source).isIn(Json.texts(List.of("x")), Json.texts(List.of("y")));
                assertThat(multiple).isFalse();
            }
            case "fixed_var_CDE_enums" -> assertThat(source).hasSize(1);
            default -> assertThat(enums).as("an unknown type").isNull();
        }
    }
}
