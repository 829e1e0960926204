package koinon.master.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the native API, as they are posted and as they are stored.
 *
 * <p>Guarantee: {@code parse(write(request))} equals the request, except that a filter that is one
 * rule comes back as a group of that rule. Not checked: what the names mean.
 */
public final class RequestJson {
    private static final List<String> FIELDS =
            List.of(
                    "algorithm",
                    "dataModel",
                    "datasets",
                    "y",
                    "x",
                    "filter",
                    "parameters",
                    "preprocessing");
    private static final int DEEPEST = 8;

    private RequestJson() {}

    /**
     * The request in a JSON object; y, x, filter, parameters and preprocessing may be missing or
     * null.
     *
     * @throws KoinonException MALFORMED_REQUEST, INVALID_FILTER or INVALID_PARAMETER
     */
    public static Request parse(JsonNode node) {
        if (!node.isObject()) {
            throw malformed("a request is a JSON object");
        }
        node.fieldNames().forEachRemaining(RequestJson::known);
        return new Request(
                text(node.get("algorithm"), "algorithm"),
                text(node.get("dataModel"), "dataModel"),
                texts(node.get("datasets"), "datasets"),
                texts(node.get("y"), "y"),
                texts(node.get("x"), "x"),
                FilterJson.parse(node.get("filter")),
                parameters(node.get("parameters")),
                PreprocessingJson.parse(node.get("preprocessing"), PreprocessingJson.LONGITUDINAL));
    }

    private static void known(String field) {
        if (!FIELDS.contains(field)) {
            throw malformed(
                    "a request has no field '"
                            + Json.shorten(field)
                            + "'; it has "
                            + String.join(", ", FIELDS));
        }
    }

    /** The text of a mandatory field. */
    public static String text(@Nullable JsonNode node, String field) {
        if (node == null || !node.isTextual()) {
            throw malformed("'" + field + "' must be a text");
        }
        return node.textValue();
    }

    /** The texts of a list; none for null and missing lists. */
    public static List<String> texts(@Nullable JsonNode node, String field) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw malformed("'" + field + "' must be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                throw malformed("'" + field + "' must be a list of texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** Parameters by name; those that are null count as not given. */
    public static SortedMap<String, Parameter> parameters(@Nullable JsonNode node) {
        SortedMap<String, Parameter> parameters = new TreeMap<>();
        if (node == null || node.isNull()) {
            return parameters;
        }
        if (!node.isObject()) {
            throw malformed("'parameters' must be an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isNull()) {
                parameters.put(entry.getKey(), parameter(entry.getValue(), 1));
            }
        }
        return parameters;
    }

    private static Parameter parameter(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw malformed("parameters are nested more than " + DEEPEST + " deep");
        }
        return switch (node.getNodeType()) {
            case STRING -> new Parameter.Text(node.textValue());
            case BOOLEAN -> new Parameter.Flag(node.booleanValue());
            case NUMBER -> number(node);
            case ARRAY -> many(node, depth);
            case OBJECT -> named(node, depth);
            default -> throw malformed("a value within a parameter must not be null");
        };
    }

    private static Parameter number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Parameter.Int(node.longValue());
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw malformed("a number within the parameters is too large");
        }
        return new Parameter.Real(value);
    }

    private static Parameter many(JsonNode node, int depth) {
        List<Parameter> values = new ArrayList<>();
        node.forEach(element -> values.add(parameter(element, depth + 1)));
        return new Parameter.Many(values);
    }

    private static Parameter named(JsonNode node, int depth) {
        SortedMap<String, Parameter> values = new TreeMap<>();
        node.properties().forEach(e -> values.put(e.getKey(), parameter(e.getValue(), depth + 1)));
        return new Parameter.Named(values);
    }

    /** The request as a JSON object that {@link #parse} reads back. */
    public static ObjectNode write(Request request) {
        ObjectNode node = Json.object();
        node.put("algorithm", request.algorithm());
        node.put("dataModel", request.dataModel());
        node.set("datasets", Json.texts(request.datasets()));
        node.set("y", Json.texts(request.y()));
        node.set("x", Json.texts(request.x()));
        node.set("filter", FilterJson.write(request.filter()));
        node.set("parameters", write(new Parameter.Named(request.parameters())));
        switch (request.preprocessing()) {
            case Preprocessing.None _ -> {}
            case Preprocessing.Longitudinal visits ->
                    node.set("preprocessing", PreprocessingJson.write(visits));
        }
        return node;
    }

    /** A parameter as JSON. */
    public static JsonNode write(Parameter parameter) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parameter) {
            case Parameter.Real(double value) -> nodes.numberNode(value);
            case Parameter.Int(long value) -> nodes.numberNode(value);
            case Parameter.Text(String value) -> nodes.textNode(value);
            case Parameter.Flag(boolean value) -> nodes.booleanNode(value);
            case Parameter.Many(List<Parameter> values) -> {
                ArrayNode array = Json.array();
                values.forEach(value -> array.add(write(value)));
                yield array;
            }
            case Parameter.Named named -> {
                ObjectNode object = Json.object();
                named.values().forEach((name, value) -> object.set(name, write(value)));
                yield object;
            }
        };
    }

    private static KoinonException malformed(String message) {
        return new KoinonException(ErrorCode.MALFORMED_REQUEST, message);
    }
}
