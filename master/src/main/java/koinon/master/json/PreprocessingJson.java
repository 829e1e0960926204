package koinon.master.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Preprocessing;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * What is done before an algorithm, as an object of one name:
 *
 * <pre>
 *   {"longitudinal": {"visit1": "BL", "visit2": "FL1",
 *                     "strategies": {"mmse": "diff", "sex": "first"}}}
 * </pre>
 */
public final class PreprocessingJson {
    /** The name in the native API. */
    public static final String LONGITUDINAL = "longitudinal";

    private static final List<String> FIELDS = List.of("visit1", "visit2", "strategies");

    private PreprocessingJson() {}

    /**
     * The preprocessing in a JSON object; none for null, missing and empty ones.
     *
     * @param name what pairs of visits are called
     * @throws KoinonException MALFORMED_REQUEST or INVALID_PARAMETER
     */
    public static Preprocessing parse(@Nullable JsonNode node, String name) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return Preprocessing.NONE;
        }
        if (!node.isObject()) {
            throw malformed("'preprocessing' must be an object");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getKey().equals(name)) {
                throw new KoinonException(
                        ErrorCode.INVALID_PARAMETER,
                        "Transformer '"
                                + Json.shorten(entry.getKey())
                                + "' does not exist; there is '"
                                + name
                                + "'.");
            }
        }
        return node.has(name) ? longitudinal(node.get(name)) : Preprocessing.NONE;
    }

    private static Longitudinal longitudinal(JsonNode node) {
        if (!node.isObject()) {
            throw malformed("'preprocessing' must hold an object with " + FIELDS);
        }
        node.fieldNames().forEachRemaining(PreprocessingJson::known);
        JsonNode given = node.path("strategies");
        if (!given.isObject()) {
            throw malformed("'strategies' must be an object: a strategy by variable");
        }
        TreeMap<String, Strategy> strategies = new TreeMap<>();
        given.properties().forEach(e -> strategies.put(e.getKey(), strategy(e.getValue())));
        return new Longitudinal(visit(node, "visit1"), visit(node, "visit2"), strategies);
    }

    private static void known(String field) {
        if (!FIELDS.contains(field)) {
            throw malformed(
                    "pairs of visits have no field '"
                            + Json.shorten(field)
                            + "'; they have "
                            + String.join(", ", FIELDS));
        }
    }

    /** Codes of levels may be written as numbers. */
    private static String visit(JsonNode node, String field) {
        JsonNode visit = node.get(field);
        return visit != null && visit.isIntegralNumber()
                ? visit.asText()
                : RequestJson.text(visit, field);
    }

    private static Strategy strategy(JsonNode node) {
        return Strategy.of(RequestJson.text(node, "strategies"))
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.INVALID_PARAMETER,
                                "there is no strategy '"
                                        + Json.shorten(node.textValue())
                                        + "'; there are "
                                        + String.join(", ", words())));
    }

    /** The names of all strategies. */
    public static List<String> words() {
        return Arrays.stream(Strategy.values()).map(Strategy::word).toList();
    }

    /** The pairs of visits as a JSON object that {@link #parse} reads back. */
    static ObjectNode write(Longitudinal visits) {
        ObjectNode pairs =
                Json.object().put("visit1", visits.visit1()).put("visit2", visits.visit2());
        ObjectNode strategies = pairs.putObject("strategies");
        visits.strategies().forEach((variable, s) -> strategies.put(variable, s.word()));
        return Json.object().set(LONGITUDINAL, pairs);
    }

    private static KoinonException malformed(String message) {
        return new KoinonException(ErrorCode.MALFORMED_REQUEST, message);
    }
}
