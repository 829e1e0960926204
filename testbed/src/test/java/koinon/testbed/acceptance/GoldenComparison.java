package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares an answer with what a golden case stores, at the tolerances of the reference's own suite
 * (|a - b| <= absolute + relative |b|). Each difference is one line.
 */
final class GoldenComparison {
    private static final Tolerance TIGHT = new Tolerance(1e-6, 1e-9);

    /** The reference stops its iterations early: its errors of standard errors are up to 3e-6. */
    private static final Tolerance LOOSE = new Tolerance(1e-5, 1e-5);

    private static final Set<String> TIGHT_OF_LOGISTIC =
            Set.of(
                    "coefficients",
                    "ll",
                    "ll0",
                    "aic",
                    "bic",
                    "n_obs",
                    "df_model",
                    "df_resid",
                    "r_squared_mcf");

    private final List<String> differences = new ArrayList<>();

    private GoldenComparison() {}

    private record Tolerance(double relative, double absolute) {
        boolean holds(double actual, double expected) {
            return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
        }
    }

    /** The differences of an answer from a golden output; none when the case holds. */
    static List<String> differences(String algorithm, JsonNode actual, JsonNode expected) {
        GoldenComparison comparison = new GoldenComparison();
        switch (algorithm) {
            case "linear_regression" -> comparison.linear(actual, expected);
            case "logistic_regression" -> comparison.logistic(actual.path("summary"), expected);
            case "multiple_histograms" ->
                    comparison.exactly(
                            "histogram", actual.path("histogram"), expected.path("histogram"));
            case "descriptive_stats" -> comparison.descriptive(actual, expected);
            default -> throw new IllegalArgumentException(algorithm);
        }
        return comparison.differences;
    }

    private void linear(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    JsonNode value = actual.path(name);
                    if (name.equals("n_obs") || name.endsWith("var") || name.endsWith("vars")) {
                        exactly(name, value, field.getValue());
                    } else {
                        numbers(name, value, field.getValue(), TIGHT);
                    }
                });
    }

    private void logistic(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    if (name.equals("r_squared_cs")) {
                        coxSnell(actual); // golden-exceptions.json
                    } else {
                        Tolerance tolerance = TIGHT_OF_LOGISTIC.contains(name) ? TIGHT : LOOSE;
                        numbers(name, actual.path(name), field.getValue(), tolerance);
                    }
                });
    }

    private void coxSnell(JsonNode actual) {
        double ll = actual.path("ll").asDouble();
        double ll0 = actual.path("ll0").asDouble();
        double right = 1 - Math.exp(2 * (ll0 - ll) / actual.path("n_obs").asDouble());
        if (!TIGHT.holds(actual.path("r_squared_cs").asDouble(Double.NaN), right)) {
            differ("r_squared_cs", actual.path("r_squared_cs"), right);
        }
    }

    /** Records of each list, paired by variable and dataset; no record more, none less. */
    private void descriptive(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(list -> {
                    Map<String, JsonNode> wanted = records(list.getValue());
                    Map<String, JsonNode> given = records(actual.path(list.getKey()));
                    exactly(
                            list.getKey(),
                            Api.JSON.valueToTree(given.keySet()),
                            Api.JSON.valueToTree(wanted.keySet()));
                    wanted.forEach((key, data) ->
                            record(key, given.getOrDefault(key, MissingNode.getInstance()), data));
                });
    }

    private static Map<String, JsonNode> records(JsonNode list) {
        Map<String, JsonNode> records = new TreeMap<>();
        for (JsonNode entry : list) {
            String key = entry.path("variable").asText() + " / " + entry.path("dataset").asText();
            if (records.put(key, entry.path("data")) != null) {
                records.put(key + " twice", entry);
            }
        }
        return records;
    }

    private void record(String key, JsonNode actual, JsonNode expected) {
        if (expected.isNull() || actual.size() != expected.size()) {
            exactly(key, actual, expected);
            return;
        }
        expected.properties()
                .forEach(field -> {
                    String name = key + " / " + field.getKey();
                    JsonNode value = actual.path(field.getKey());
                    if (field.getValue().isFloatingPointNumber()) {
                        numbers(name, value, field.getValue(), TIGHT);
                    } else {
                        exactly(name, value, field.getValue());
                    }
                });
    }

    private void numbers(String name, JsonNode actual, JsonNode expected, Tolerance tolerance) {
        if (expected.isArray()) {
            if (actual.size() != expected.size()) {
                differ(name + " (length)", actual.size(), expected.size());
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                numbers(name + "[" + i + "]", actual.path(i), expected.path(i), tolerance);
            }
        } else if (!expected.isNumber()) {
            exactly(name, actual, expected);
        } else if (!actual.isNumber()
                || !tolerance.holds(actual.doubleValue(), expected.doubleValue())) {
            differ(name, actual, expected);
        }
    }

    /** Equal as trees, whole numbers by their value whatever their kind. */
    private void exactly(String name, JsonNode actual, JsonNode expected) {
        if (!actual.equals(GoldenComparison::order, expected)) {
            differ(name, actual, expected);
        }
    }

    private static int order(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return a.equals(b) ? 0 : 1;
    }

    private void differ(String name, Object actual, Object expected) {
        differences.add(name + ": " + shortened(actual) + " instead of " + shortened(expected));
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
