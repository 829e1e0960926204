package koinon.master.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Literal;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class FilterJsonTest {
    private static final List<Comparator> COMPARATORS = List.of(Comparator.values());

    private static Filter parse(String json) {
        return FilterJson.parse(Json.parse(json));
    }

    private static Filter rule(String operator, String value) {
        return parse(
                "{\"id\": \"v\", \"operator\": \"" + operator + "\", \"value\": " + value + "}");
    }

    private static Literal number(double value) {
        return new Literal.Numeric(value);
    }

    private static void refused(String json, String... words) {
        KoinonException e = catchThrowableOfType(KoinonException.class, () -> parse(json));
        assertThat(e).as(json).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILTER);
        assertThat(e.text()).contains(words).hasSizeLessThan(400);
    }

    @Test
    void readsEveryComparison() {
        for (Comparator comparator : Comparator.values()) {
            assertThat(rule(comparator.word(), "1.5"))
                    .isEqualTo(new Filter.Comparison("v", comparator, number(1.5)));
        }
    }

    @Test
    void readsRangesListsAndNullTests() {
        assertThat(rule("between", "[1, 2]"))
                .isEqualTo(new Filter.Between("v", number(1), number(2), true));
        assertThat(rule("not_between", "[1, 2]"))
                .isEqualTo(new Filter.Between("v", number(1), number(2), false));
        assertThat(rule("in", "[\"a\", 2]"))
                .isEqualTo(new Filter.In("v", List.of(new Literal.Text("a"), number(2)), true));
        assertThat(rule("not_in", "\"a\""))
                .isEqualTo(new Filter.In("v", List.of(new Literal.Text("a")), false));
        assertThat(parse("{\"id\": \"v\", \"operator\": \"is_null\"}"))
                .isEqualTo(new Filter.Missing("v", true));
        assertThat(rule("is_not_null", "null")).isEqualTo(new Filter.Missing("v", false));
    }

    @Test
    void readsNestedGroups() {
        Filter filter =
                parse(
                        """
                        {"condition": "OR", "rules": [
                          {"condition": "AND", "rules": [
                            {"id": "a", "operator": "less", "value": 1},
                            {"id": "b", "operator": "is_null"}]},
                          {"id": "c", "operator": "equal", "value": "x"}]}
                        """);

        assertThat(filter)
                .isEqualTo(
                        new Filter.Or(
                                List.of(
                                        new Filter.And(
                                                List.of(
                                                        new Filter.Comparison(
                                                                "a", Comparator.LESS, number(1)),
                                                        new Filter.Missing("b", true))),
                                        new Filter.Comparison(
                                                "c", Comparator.EQUAL, new Literal.Text("x")))));
    }

    @Test
    void believesTheJsonNotTheClientsType() {
        assertThat(
                        parse(
                                "{\"id\": \"v\", \"type\": \"string\", \"input\": \"text\","
                                        + " \"operator\": \"equal\", \"value\": 1}"))
                .isEqualTo(new Filter.Comparison("v", Comparator.EQUAL, number(1)));
    }

    @Test
    void filtersNothingWithoutRules() {
        assertThat(FilterJson.parse(null)).isEqualTo(Filter.all());
        assertThat(parse("null")).isEqualTo(Filter.all());
        assertThat(parse("{\"condition\": \"AND\", \"rules\": []}")).isEqualTo(Filter.all());
        assertThat(parse("{\"condition\": \"OR\", \"rules\": [{\"rules\": []}]}"))
                .isEqualTo(Filter.all());
        assertThat(FilterJson.write(Filter.all()).isNull()).isTrue();
    }

    @Test
    void refusesWhatIsNoFilter() {
        refused("5", "JSON object");
        refused("\"a = 1\"", "JSON object");
        refused("{}", "'id'");
        refused(
                "{\"condition\": \"XOR\", \"rules\": [{\"id\": \"v\", \"operator\": \"is_null\"}]}",
                "AND or OR");
        refused("{\"condition\": \"AND\", \"rules\": {}}", "must be a list");
        refused("{\"condition\": \"AND\", \"not\": true, \"rules\": []}", "'not'");
        refused("{\"id\": 1, \"operator\": \"is_null\"}", "'id'");
        refused("{\"id\": \"v\"}", "'operator'");
        refused(
                "{\"id\": \"v\", \"operator\": \"begins_with\", \"value\": \"a\"}",
                "begins_with",
                "not_between");
        refused("{\"id\": \"v\", \"operator\": \"less\"}", "a number or a text");
        refused("{\"id\": \"v\", \"operator\": \"less\", \"value\": [1]}", "a number or a text");
        refused("{\"id\": \"v\", \"operator\": \"less\", \"value\": true}", "a number or a text");
        refused("{\"id\": \"v\", \"operator\": \"less\", \"value\": 1e999}", "a number or a text");
        refused("{\"id\": \"v\", \"operator\": \"between\", \"value\": [1]}", "list of two");
        refused("{\"id\": \"v\", \"operator\": \"in\", \"value\": []}", "1 to 1000");
    }

    @Test
    void refusesFiltersThatAreTooDeepOrTooLarge() {
        String rule = "{\"id\": \"v\", \"operator\": \"is_null\"}";
        String open = "{\"condition\": \"AND\", \"rules\": [";

        assertThat(parse(open.repeat(31) + rule + "]}".repeat(31))).isNotNull();
        refused(open.repeat(32) + rule + "]}".repeat(32), "32");
        refused(open + String.join(",", Collections.nCopies(1000, rule)) + "]}", "1000");
    }

    @Trials(100)
    void writesWhatItReads(RandomGenerator random) {
        Filter filter = new Filter.And(List.of(any(random, 3), any(random, 3)));

        assertThat(FilterJson.parse(Json.parse(Json.write(FilterJson.write(filter)))))
                .isEqualTo(filter);
    }

    private static Filter any(RandomGenerator random, int depth) {
        String name = "v" + random.nextInt(3);
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 ->
                    new Filter.Comparison(
                            name, COMPARATORS.get(random.nextInt(6)), literal(random));
            case 1 ->
                    new Filter.Between(
                            name, literal(random), literal(random), random.nextBoolean());
            case 2 -> new Filter.In(name, List.of(literal(random)), random.nextBoolean());
            case 3 -> new Filter.Missing(name, random.nextBoolean());
            case 4 -> new Filter.And(children(random, depth));
            default -> new Filter.Or(children(random, depth));
        };
    }

    private static List<Filter> children(RandomGenerator random, int depth) {
        List<Filter> children = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            children.add(any(random, depth - 1));
        }
        return children;
    }

    private static Literal literal(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Literal.Numeric(random.nextInt());
            case 1 -> new Literal.Numeric(random.nextGaussian() * 1e20);
            default -> new Literal.Text("'\"\\\u0000;--κ" + random.nextInt(9));
        };
    }
}
