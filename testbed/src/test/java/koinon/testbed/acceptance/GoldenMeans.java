package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koinon.testbed.acceptance.Differences.Tolerance;

/**
 * Compares t-tests and analyses of variance. Tail probabilities are compared relatively, however
 * small they are.
 *
 * @param file of the golden cases
 */
record GoldenMeans(String file, Differences differences) {
    private static final Tolerance TEST = new Tolerance(1e-8, 1e-10);
    private static final Tolerance TEST_P = new Tolerance(1e-8, 0);
    private static final Tolerance ONE_WAY = new Tolerance(1e-5, 1e-8);
    private static final Tolerance ONE_WAY_P = new Tolerance(1e-5, 0);
    private static final Tolerance PAIR = new Tolerance(1e-7, 1e-10);
    private static final Tolerance TWO_WAY = new Tolerance(1e-6, 1e-9);
    private static final Tolerance TWO_WAY_P = new Tolerance(1e-6, 0);

    private static final Map<String, String> FIELDS =
            Map.of(
                    "t_value", "t_stat",
                    "statistic", "t_stat",
                    "p_value", "p",
                    "se_difference", "se_diff");

    private static final Set<String> ANOVA_TABLE =
            Set.of(
                    "n_obs",
                    "x_label",
                    "y_label",
                    "df_residual",
                    "df_explained",
                    "ss_residual",
                    "ss_explained",
                    "ms_residual",
                    "ms_explained",
                    "p_value",
                    "f_stat");

    /** Everything but the limits, which are stored for another alpha. */
    void test(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(field -> {
                    String name = FIELDS.getOrDefault(field.getKey(), field.getKey());
                    JsonNode value = field.getValue();
                    JsonNode stored = value.isArray() ? value.path(0) : value;
                    boolean listed = GoldenExceptions.hold(file, name);
                    if (listed && name.startsWith("ci_")) {
                        return;
                    }
                    if (name.equals("n_obs") && !actual.has(name)) {
                        return;
                    }
                    if (listed) {
                        double sign = Math.signum(actual.path("t_stat").asDouble());
                        double right = sign * Math.abs(stored.asDouble());
                        differences.number(name, actual.path(name), right, TEST);
                    } else {
                        Tolerance tolerance = name.equals("p") ? TEST_P : TEST;
                        differences.numbers(name, actual.path(name), stored, tolerance);
                    }
                });
    }

    /** The limits of an answer to the same question with alpha 0.05. */
    static List<String> limits(JsonNode actual, JsonNode expected) {
        Differences differences = new Differences();
        for (String name : List.of("ci_lower", "ci_upper")) {
            String given = actual.path(name).asText();
            String stored = expected.path(name).asText();
            differences.holds(
                    name, given, actual.path(name).isTextual() && near(given, stored), stored);
        }
        return differences.lines();
    }

    private static boolean near(String given, String stored) {
        return given.equals(stored)
                || TEST.holds(Double.parseDouble(given), Double.parseDouble(stored));
    }

    void oneWay(JsonNode actual, JsonNode expected) {
        JsonNode table = actual.path("anova_table");
        differences.sized("anova_table", table, ANOVA_TABLE.size());
        ANOVA_TABLE.forEach(name -> differences.holds(name, "nothing", table.has(name), "a value"));
        expected.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    if (!name.equals("tuckey_test")) {
                        Tolerance tolerance = name.equals("p_value") ? ONE_WAY_P : ONE_WAY;
                        differences.numbers(name, table.path(name), field.getValue(), tolerance);
                    }
                });
        comparisons(actual.path("tuckey_test"), expected.path("tuckey_test"));
    }

    private void comparisons(JsonNode actual, JsonNode expected) {
        differences.sized("tuckey_test", actual, expected.size());
        Map<String, JsonNode> given = new HashMap<>();
        for (JsonNode pair : actual) {
            given.put(pair.path("groupA").asText() + " / " + pair.path("groupB").asText(), pair);
            JsonNode other = swapped(pair);
            given.put(other.path("groupA").asText() + " / " + other.path("groupB").asText(), other);
        }
        for (JsonNode pair : expected) {
            String name = pair.path("groupA").asText() + " / " + pair.path("groupB").asText();
            JsonNode found = given.getOrDefault(name, NullNode.getInstance());
            for (String field : List.of("meanA", "meanB", "diff", "se", "t_stat")) {
                differences.numbers(
                        name + " / " + field, found.path(field), pair.path(field), PAIR);
            }
            JsonNode p = found.path("p_tuckey");
            double stored = pair.path("p_tuckey").asDouble();
            differences.holds(name + " / p_tuckey", p, tukey(p, stored), stored);
        }
    }

    private static JsonNode swapped(JsonNode pair) {
        ObjectNode other = pair.deepCopy();
        other.set("groupA", pair.path("groupB"));
        other.set("groupB", pair.path("groupA"));
        other.set("meanA", pair.path("meanB"));
        other.set("meanB", pair.path("meanA"));
        other.put("diff", -pair.path("diff").asDouble());
        return other.put("t_stat", -pair.path("t_stat").asDouble());
    }

    /** Stored are approximations, cut to 0.001 … 0.9. */
    private boolean tukey(JsonNode p, double stored) {
        if (!p.isNumber() || !GoldenExceptions.hold(file, "p_tuckey")) {
            return p.asDouble(Double.NaN) == stored;
        }
        double exact = p.doubleValue();
        if (stored == 0.9) {
            return exact >= 0.9 && exact <= 1;
        }
        return stored == 0.001
                ? exact <= 0.001 && exact >= 0
                : new Tolerance(0.06, 0).holds(exact, stored);
    }

    /** R leaves out terms without degrees of freedom in type I, and stores 0 where F is none. */
    void twoWay(JsonNode actual, JsonNode expected) {
        JsonNode terms = actual.path("terms");
        differences.sized("terms", terms, 4);
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.path(i).asText();
            double df = expected.path("df").path(term).asDouble();
            double squares = expected.path("sum_sq").path(term).asDouble();
            differences.number(term + " df", actual.path("df").path(i), df, TWO_WAY);
            differences.number(term + " sum_sq", actual.path("sum_sq").path(i), squares, TWO_WAY);
            boolean none = term.equals("Residuals") || df == 0;
            JsonNode f = none ? none("f_stat") : expected.path("f_stat").path(term);
            JsonNode p = none ? none("f_pvalue") : expected.path("f_pvalue").path(term);
            differences.numbers(term + " F", actual.path("f_stat").path(i), f, TWO_WAY);
            differences.numbers(term + " p", actual.path("f_pvalue").path(i), p, TWO_WAY_P);
        }
        expected.path("df")
                .fieldNames()
                .forEachRemaining(term ->
                        differences.holds(
                                "terms", terms, terms.toString().contains('"' + term + '"'), term));
    }

    private JsonNode none(String field) {
        return GoldenExceptions.hold(file, field)
                ? NullNode.getInstance()
                : Api.JSON.getNodeFactory().numberNode(0);
    }
}
