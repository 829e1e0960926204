package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.master.json.Json;
import koinon.master.json.PreprocessingJson;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.spec.Specification;

/** Pairs of visits under the name and in the form that the reference has for them. */
final class LongitudinalTransformer {
    static final String NAME = "longitudinal_transformer";

    private LongitudinalTransformer() {}

    /** The transformers of an algorithm: this one or none. */
    static ArrayNode of(Specification specification) {
        ArrayNode transformers = Json.array();
        if (specification.visits()) {
            transformers.add(write());
        }
        return transformers;
    }

    private static ObjectNode write() {
        ObjectNode node =
                Json.object()
                        .put("name", NAME)
                        .put("desc", "Makes one row of two visits of a patient.")
                        .put("label", "Longitudinal transformer");
        ObjectNode parameters = node.putObject("parameters");
        parameters.set("visit1", visit("1st visit"));
        parameters.set("visit2", visit("2nd visit"));
        parameters.set("strategies", strategies());
        return node;
    }

    private static ObjectNode visit(String label) {
        return parameter(label, "Code of the visit.", "text", none())
                .set("enums", enums("fixed_var_CDE_enums", List.of(Longitudinal.VISIT)));
    }

    private static ObjectNode strategies() {
        ObjectNode node =
                parameter(
                        "Strategies",
                        "For every variable of x and y its value at the first or second visit, or"
                                + " the second minus the first.",
                        "dict",
                        enums("input_var_names", List.of("x", "y")));
        return node.set("dict_values_enums", enums("list", PreprocessingJson.words()));
    }

    private static ObjectNode parameter(
            String label, String description, String type, JsonNode keys) {
        ObjectNode node = Json.object().put("label", label).put("desc", description);
        node.set("types", Json.texts(List.of(type)));
        node.put("notblank", true).put("multiple", false);
        List.of("default", "enums").forEach(name -> node.set(name, none()));
        node.set("dict_keys_enums", keys);
        List.of("dict_values_enums", "min", "max").forEach(name -> node.set(name, none()));
        return node;
    }

    private static ObjectNode enums(String type, List<String> source) {
        return Json.object().put("type", type).set("source", Json.texts(source));
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.nullNode();
    }
}
