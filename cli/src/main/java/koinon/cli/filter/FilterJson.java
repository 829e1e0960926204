package koinon.cli.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.Literal;

/**
 * Writes filters as the API takes them.
 *
 * <pre>
 *   group := {"condition":"AND"|"OR","rules":[rule or group, …]}
 *   rule  := {"id":variable,"type":"real"|"string","operator":word,"value":value, list or null}
 * </pre>
 */
public final class FilterJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FilterJson() {}

    /** A group, also for a single rule. */
    public static JsonNode of(Filter filter) {
        return switch (filter) {
            case And(List<Filter> children) -> group("AND", children);
            case Or(List<Filter> children) -> group("OR", children);
            case Comparison _, Between _, In _, Missing _ -> group("AND", List.of(filter));
        };
    }

    private static JsonNode node(Filter filter) {
        return switch (filter) {
            case And _, Or _ -> of(filter);
            case Comparison c ->
                    rule(c.variable(), type(c.value()), c.operator().word(), value(c.value()));
            case Between b ->
                    rule(
                            b.variable(),
                            type(b.low()),
                            b.inside() ? "between" : "not_between",
                            list(List.of(b.low(), b.high())));
            case In in ->
                    rule(
                            in.variable(),
                            type(in.values().getFirst()),
                            in.inside() ? "in" : "not_in",
                            list(in.values()));
            case Missing m ->
                    rule(
                            m.variable(),
                            "string",
                            m.missing() ? "is_null" : "is_not_null",
                            NullNode.instance);
        };
    }

    private static JsonNode group(String condition, List<Filter> children) {
        ObjectNode group = JSON.objectNode().put("condition", condition);
        ArrayNode rules = group.putArray("rules");
        children.forEach(child -> rules.add(node(child)));
        return group;
    }

    private static JsonNode rule(String variable, String type, String operator, JsonNode value) {
        ObjectNode rule = JSON.objectNode();
        rule.put("id", variable).put("type", type).put("operator", operator);
        return rule.set("value", value);
    }

    private static ArrayNode list(List<Literal> literals) {
        ArrayNode list = JSON.arrayNode();
        literals.forEach(literal -> list.add(value(literal)));
        return list;
    }

    private static String type(Literal literal) {
        return literal instanceof Literal.Numeric ? "real" : "string";
    }

    private static JsonNode value(Literal literal) {
        return switch (literal) {
            case Literal.Text(String text) -> JSON.textNode(text);
            case Literal.Numeric(double number) ->
                    number == Math.rint(number) && Math.abs(number) < 1e15
                            ? JSON.numberNode((long) number)
                            : JSON.numberNode(number);
        };
    }
}
