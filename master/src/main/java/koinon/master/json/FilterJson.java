package koinon.master.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import org.jspecify.annotations.Nullable;

/**
 * Filters in the grammar of jQuery QueryBuilder.
 *
 * <pre>
 *   filter := null | rule | {"condition": "AND"|"OR", "rules": [filter, ...]}
 *   rule   := {"id": variable, "operator": operator, "value": constant | [constant, ...]}
 * </pre>
 *
 * <p>Operators: equal, not_equal, less, less_or_equal, greater, greater_or_equal, between,
 * not_between, in, not_in, is_null, is_not_null. A group without rules filters nothing. A constant
 * is a number or a text as the JSON says; {@code type}, {@code input}, {@code field} and {@code
 * valid} are ignored, a client's word for a type decides nothing. Guarantee: at most 32 groups deep
 * and 1,000 rules and groups. Not checked: whether the variables exist and the constants fit them.
 */
public final class FilterJson {
    static final int DEEPEST = 32;
    static final int MOST_NODES = 1000;

    private static final String OPERATORS =
            "equal, not_equal, less, less_or_equal, greater, greater_or_equal, between,"
                    + " not_between, in, not_in, is_null, is_not_null";

    private int nodes;

    private FilterJson() {}

    /**
     * The filter in a JSON tree; null and missing trees filter nothing.
     *
     * @throws KoinonException INVALID_FILTER
     */
    public static Filter parse(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode()
                ? Filter.all()
                : new FilterJson().filter(node, 1);
    }

    private Filter filter(JsonNode node, int depth) {
        if (!node.isObject()) {
            throw invalid("a filter is a JSON object with 'condition' and 'rules', or a rule");
        }
        if (depth > DEEPEST) {
            throw invalid("the filter is nested more than " + DEEPEST + " groups deep");
        }
        nodes++;
        if (nodes > MOST_NODES) {
            throw invalid("the filter has more than " + MOST_NODES + " rules and groups");
        }
        if (node.path("not").asBoolean(false)) {
            throw invalid("'not' is not supported; use the opposite operators");
        }
        return node.has("rules") || node.has("condition") ? group(node, depth) : rule(node);
    }

    private Filter group(JsonNode node, int depth) {
        JsonNode rules = node.path("rules");
        if (!rules.isArray()) {
            throw invalid("'rules' of a group must be a list");
        }
        List<Filter> children = new ArrayList<>();
        for (JsonNode rule : rules) {
            Filter child = filter(rule, depth + 1);
            if (!child.equals(Filter.all())) {
                children.add(child);
            }
        }
        if (children.isEmpty()) {
            return Filter.all();
        }
        return switch (node.path("condition").asText("AND")) {
            case "AND", "and" -> new Filter.And(children);
            case "OR", "or" -> new Filter.Or(children);
            default -> throw invalid("'condition' of a group must be AND or OR");
        };
    }

    private static Filter rule(JsonNode node) {
        String variable = text(node.path("id"), "id");
        String operator = text(node.path("operator"), "operator");
        JsonNode value = node.path("value");
        return switch (operator) {
            case "is_null" -> new Filter.Missing(variable, true);
            case "is_not_null" -> new Filter.Missing(variable, false);
            case "between" -> between(variable, value, true);
            case "not_between" -> between(variable, value, false);
            case "in" -> new Filter.In(variable, literals(variable, value), true);
            case "not_in" -> new Filter.In(variable, literals(variable, value), false);
            default ->
                    new Filter.Comparison(variable, comparator(operator), literal(variable, value));
        };
    }

    private static Filter between(String variable, JsonNode value, boolean inside) {
        if (!value.isArray() || value.size() != 2) {
            throw invalid(
                    "'value' of a rule about '"
                            + Json.shorten(variable)
                            + "' must be a list of two: from and to");
        }
        return new Filter.Between(
                variable, literal(variable, value.get(0)), literal(variable, value.get(1)), inside);
    }

    private static List<Literal> literals(String variable, JsonNode value) {
        if (!value.isArray()) {
            return List.of(literal(variable, value));
        }
        if (value.isEmpty() || value.size() > MOST_NODES) {
            throw invalid(
                    "'value' of a rule about '"
                            + Json.shorten(variable)
                            + "' must list 1 to "
                            + MOST_NODES
                            + " values");
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(v -> literal(variable, v))
                .toList();
    }

    private static Literal literal(String variable, JsonNode value) {
        if (value.isTextual()) {
            return new Literal.Text(value.textValue());
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return new Literal.Numeric(value.doubleValue());
        }
        throw invalid(
                "'value' of a rule about '"
                        + Json.shorten(variable)
                        + "' must be a number or a text");
    }

    private static Filter.Comparator comparator(String word) {
        for (Filter.Comparator comparator : Filter.Comparator.values()) {
            if (comparator.word().equals(word)) {
                return comparator;
            }
        }
        throw invalid("no operator '" + Json.shorten(word) + "'; there are " + OPERATORS);
    }

    private static String text(JsonNode node, String name) {
        if (!node.isTextual() || node.textValue().isEmpty()) {
            throw invalid("a rule needs a text as '" + name + "'");
        }
        return node.textValue();
    }

    /** The filter as JSON that {@link #parse} reads back; null for one that filters nothing. */
    public static JsonNode write(Filter filter) {
        if (filter.equals(Filter.all())) {
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (filter) {
            case Filter.And _, Filter.Or _ -> node(filter);
            case Filter single -> group("AND", List.of(single));
        };
    }

    private static ObjectNode node(Filter filter) {
        return switch (filter) {
            case Filter.And(List<Filter> children) -> group("AND", children);
            case Filter.Or(List<Filter> children) -> group("OR", children);
            case Filter.Comparison c ->
                    rule(c.variable(), c.operator().word()).set("value", node(c.value()));
            case Filter.Between b ->
                    rule(b.variable(), b.inside() ? "between" : "not_between")
                            .set("value", list(List.of(b.low(), b.high())));
            case Filter.In in ->
                    rule(in.variable(), in.inside() ? "in" : "not_in")
                            .set("value", list(in.values()));
            case Filter.Missing m ->
                    rule(m.variable(), m.missing() ? "is_null" : "is_not_null")
                            .set("value", JsonNodeFactory.instance.nullNode());
        };
    }

    private static ObjectNode group(String condition, List<Filter> children) {
        ArrayNode rules = Json.array();
        children.forEach(child -> rules.add(node(child)));
        return Json.object().put("condition", condition).set("rules", rules);
    }

    private static ObjectNode rule(String variable, String operator) {
        return Json.object().put("id", variable).put("operator", operator);
    }

    private static ArrayNode list(List<Literal> literals) {
        ArrayNode array = Json.array();
        literals.forEach(literal -> array.add(node(literal)));
        return array;
    }

    private static JsonNode node(Literal literal) {
        return switch (literal) {
            case Literal.Numeric(double value) -> number(value);
            case Literal.Text(String value) -> JsonNodeFactory.instance.textNode(value);
        };
    }

    /** 50 rather than 50.0, so that a filter looks as it was written. */
    static JsonNode number(double value) {
        return Math.rint(value) == value && Math.abs(value) < 1L << 53
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_FILTER, message);
    }
}
