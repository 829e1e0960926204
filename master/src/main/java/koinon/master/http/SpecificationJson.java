package koinon.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import koinon.master.json.Json;
import koinon.master.json.PreprocessingJson;
import koinon.master.json.RequestJson;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/** Specifications of algorithms as the native API shows them. */
final class SpecificationJson {
    private SpecificationJson() {}

    static ObjectNode write(List<Specification> specifications) {
        ObjectNode node = Json.object();
        ArrayNode algorithms = node.putArray("algorithms");
        specifications.forEach(specification -> algorithms.add(write(specification)));
        return node;
    }

    private static ObjectNode write(Specification specification) {
        ObjectNode node =
                Json.object()
                        .put("name", specification.name())
                        .put("label", specification.label())
                        .put("description", specification.description())
                        .put("leaves", specification.leaves())
                        .put("release", specification.release().name().toLowerCase(Locale.ROOT));
        if (!specification.digest().isEmpty()) {
            node.put("package", specification.digest());
        }
        node.set("y", variables(specification.y()));
        node.set("x", variables(specification.x()));
        ArrayNode parameters = node.putArray("parameters");
        specification.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        ArrayNode preprocessing = node.putArray("preprocessing");
        if (specification.visits()) {
            preprocessing.add(PreprocessingJson.LONGITUDINAL);
        }
        return node;
    }

    private static ObjectNode variables(VariableSpec spec) {
        ObjectNode node =
                Json.object().put("label", spec.label()).put("description", spec.description());
        ArrayNode kinds = node.putArray("kinds");
        if (spec.numerical()) {
            kinds.add("numerical");
        }
        if (spec.categorical()) {
            kinds.add("nominal");
        }
        node.put("min", spec.min());
        node.set(
                "max",
                spec.max() == VariableSpec.MANY
                        ? JsonNodeFactory.instance.nullNode()
                        : JsonNodeFactory.instance.numberNode(spec.max()));
        return node.put("levels", spec.levels());
    }

    private static ObjectNode parameter(ParameterSpec spec) {
        ObjectNode node =
                Json.object()
                        .put("name", spec.name())
                        .put("label", spec.label())
                        .put("description", spec.description());
        node.set("domain", domain(spec.domain()));
        JsonNode fallback =
                spec.fallback() == null
                        ? JsonNodeFactory.instance.nullNode()
                        : RequestJson.write(spec.fallback());
        node.set("default", fallback);
        return node.put("mandatory", spec.fallback() == null);
    }

    private static ObjectNode domain(Domain domain) {
        return switch (domain) {
            case Domain.Reals(double min, double max) ->
                    typed("real").<ObjectNode>set("min", bound(min)).set("max", bound(max));
            case Domain.Ints(long min, long max) -> typed("int").put("min", min).put("max", max);
            case Domain.Choice(List<String> values) ->
                    typed("choice").set("values", Json.texts(values));
            case Domain.LevelOfY _ -> typed("level_of_y");
            case Domain.LevelOfX _ -> typed("level_of_x");
            case Domain.Flags _ -> typed("flag");
            case Domain.Texts(int maxLength) -> typed("text").put("maxLength", maxLength);
            case Domain.Formulas _ -> typed("formula");
            case Domain.VariablesByKey(List<String> keys) ->
                    typed("variables_by_key").set("keys", Json.texts(keys));
        };
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    /** A bound; null where there is none. */
    static JsonNode bound(double value) {
        return Double.isInfinite(value)
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.numberNode(value);
    }
}
