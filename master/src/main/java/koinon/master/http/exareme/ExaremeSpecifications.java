package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.master.json.Json;
import koinon.master.json.RequestJson;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/** Specifications in the reference's form, generated from those of the algorithms. */
final class ExaremeSpecifications {
    private ExaremeSpecifications() {}

    static ArrayNode write(List<Specification> specifications, String type) {
        ArrayNode array = Json.array();
        specifications.forEach(specification -> array.add(write(specification, type)));
        return array;
    }

    private static ObjectNode write(Specification specification, String type) {
        ObjectNode node =
                Json.object()
                        .put("name", specification.name())
                        .put("desc", specification.description())
                        .put("label", specification.label());
        node.set("inputdata", inputs(specification));
        node.set("parameters", parameters(specification.parameters()));
        node.set("preprocessing", LongitudinalTransformer.of(specification));
        node.putArray("flags").add("smpc");
        return node.put("type", type);
    }

    private static ObjectNode inputs(Specification specification) {
        ObjectNode node = Json.object();
        node.set("data_model", fixed("Data model", "text", true, false));
        node.set("datasets", fixed("Datasets", "text", true, true));
        node.set("filter", fixed("Filter", "jsonObject", false, false));
        node.set("y", variables(specification.y()));
        node.set("x", variables(specification.x()));
        return node.set("validation_datasets", none());
    }

    private static ObjectNode fixed(String label, String type, boolean needed, boolean multiple) {
        return input(label, label + " of the question.", List.of(type), needed)
                .put("multiple", multiple)
                .<ObjectNode>set("stattypes", none())
                .set("enumslen", none());
    }

    private static JsonNode variables(VariableSpec spec) {
        if (spec.max() == 0) {
            return none();
        }
        List<String> types =
                spec.categorical()
                        ? (spec.numerical()
                                ? List.of("real", "int", "text")
                                : List.of("text", "int"))
                        : List.of("real", "int");
        List<String> kinds =
                spec.categorical()
                        ? (spec.numerical() ? List.of("numerical", "nominal") : List.of("nominal"))
                        : List.of("numerical");
        ObjectNode node =
                input(spec.label(), spec.description(), types, spec.min() > 0)
                        .put("multiple", spec.max() > 1);
        node.set("stattypes", Json.texts(kinds));
        node.set(
                "enumslen",
                spec.levels() == 0 ? none() : JsonNodeFactory.instance.numberNode(spec.levels()));
        return node;
    }

    private static ObjectNode input(
            String label, String description, List<String> types, boolean needed) {
        ObjectNode node = Json.object().put("label", label).put("desc", description);
        node.set("types", Json.texts(types));
        return node.put("notblank", needed);
    }

    private static JsonNode parameters(List<ParameterSpec> specs) {
        if (specs.isEmpty()) {
            return none();
        }
        ObjectNode node = Json.object();
        specs.forEach(spec -> node.set(spec.name(), parameter(spec)));
        return node;
    }

    private static ObjectNode parameter(ParameterSpec spec) {
        ObjectNode node =
                input(
                                spec.label(),
                                spec.description(),
                                types(spec.domain()),
                                spec.fallback() == null)
                        .put("multiple", false);
        node.set("default", spec.fallback() == null ? none() : RequestJson.write(spec.fallback()));
        node.set("enums", enums(spec.domain()));
        boolean byKey = spec.domain() instanceof Domain.VariablesByKey;
        node.set("dict_keys_enums", dictionaryKeys(spec.domain()));
        node.set("dict_values_enums", byKey ? enums("input_var_names", List.of("y")) : none());
        node.set("min", min(spec.domain()));
        return node.set("max", max(spec.domain()));
    }

    private static List<String> types(Domain domain) {
        return switch (domain) {
            case Domain.Reals _ -> List.of("real");
            case Domain.Ints _ -> List.of("int");
            case Domain.LevelOfY _, Domain.LevelOfX _ -> List.of("text", "int");
            case Domain.Flags _ -> List.of("boolean");
            case Domain.Choice _, Domain.Texts _, Domain.Formulas _ -> List.of("text");
            case Domain.VariablesByKey _ -> List.of("dict");
        };
    }

    private static JsonNode enums(Domain domain) {
        return switch (domain) {
            case Domain.Choice(List<String> values) -> enums("list", values);
            case Domain.LevelOfY _ -> enums("input_var_CDE_enums", List.of("y"));
            case Domain.LevelOfX _ -> enums("input_var_CDE_enums", List.of("x"));
            case Domain.Reals _, Domain.Ints _, Domain.Flags _, Domain.Texts _, Domain.Formulas _ ->
                    none();
            case Domain.VariablesByKey _ -> none();
        };
    }

    private static JsonNode dictionaryKeys(Domain domain) {
        return domain instanceof Domain.VariablesByKey(List<String> keys)
                ? enums("list", keys)
                : none();
    }

    private static ObjectNode enums(String type, List<String> source) {
        return Json.object().put("type", type).set("source", Json.texts(source));
    }

    private static JsonNode min(Domain domain) {
        return switch (domain) {
            case Domain.Reals reals -> bound(reals.min());
            case Domain.Ints ints -> bound((double) ints.min());
            default -> none();
        };
    }

    private static JsonNode max(Domain domain) {
        return switch (domain) {
            case Domain.Reals reals -> bound(reals.max());
            case Domain.Ints ints -> bound((double) ints.max());
            default -> none();
        };
    }

    private static JsonNode bound(double value) {
        return Double.isInfinite(value) ? none() : JsonNodeFactory.instance.numberNode(value);
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.nullNode();
    }
}
