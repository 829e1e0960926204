package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import koinon.testbed.acceptance.Differences.Tolerance;

/**
 * Compares an answer with what a golden case stores, at the tolerances of the reference's own suite
 * (|a - b| <= absolute + relative |b|) or tighter ones.
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

    private final Differences differences = new Differences();

    private GoldenComparison() {}

    /** The differences of an answer from a golden output; none when the case holds. */
    static List<String> differences(String file, JsonNode actual, JsonNode expected) {
        GoldenComparison comparison = new GoldenComparison();
        Differences found = comparison.differences;
        switch (file) {
            case "linear_regression" -> comparison.linear(actual, expected);
            case "logistic_regression" -> comparison.logistic(actual.path("summary"), expected);
            case "multiple_histograms" ->
                    found.exactly(
                            "histogram", actual.path("histogram"), expected.path("histogram"));
            case "descriptive_stats" -> comparison.descriptive(actual, expected);
            case "ttest_onesample", "ttest_paired", "ttest_independent" ->
                    new GoldenMeans(file, found).test(actual, expected);
            case "anova_oneway" -> new GoldenMeans(file, found).oneWay(actual, expected);
            case "anova" -> new GoldenMeans(file, found).twoWay(actual, expected);
            case "pca", "pca_with_transformation" ->
                    new GoldenStructure(found).components(actual, expected);
            case "kmeans" -> new GoldenStructure(found).clusters(actual, expected);
            case "svm_scikit" -> new GoldenStructure(found).planes(actual, expected);
            case "naive_bayes_gauss_fit", "naive_bayes_categorical_fit" ->
                    new GoldenPrediction(found).fit(actual, expected);
            case "naive_bayes_gauss_predict", "naive_bayes_categorical_predict" ->
                    found.exactly(
                            "predictions",
                            actual.path("predictions"),
                            expected.path("predictions"));
            case "naive_bayes_gauss_cv", "naive_bayes_categorical_cv" ->
                    new GoldenPrediction(found).classes(actual);
            case "logistic_regression_cv" -> new GoldenPrediction(found).logistic(actual, expected);
            case "linear_regression_cv" -> new GoldenPrediction(found).linear(actual, expected);
            default -> throw new IllegalArgumentException(file);
        }
        return found.lines();
    }

    private void linear(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    JsonNode value = actual.path(name);
                    if (name.equals("n_obs") || name.endsWith("var") || name.endsWith("vars")) {
                        differences.exactly(name, value, field.getValue());
                    } else {
                        differences.numbers(name, value, field.getValue(), TIGHT);
                    }
                });
    }

    private void logistic(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(field -> {
                    String name = field.getKey();
                    if (GoldenExceptions.hold("logistic_regression", name)) {
                        coxSnell(actual);
                    } else {
                        Tolerance tolerance = TIGHT_OF_LOGISTIC.contains(name) ? TIGHT : LOOSE;
                        differences.numbers(name, actual.path(name), field.getValue(), tolerance);
                    }
                });
    }

    private void coxSnell(JsonNode actual) {
        double ll = actual.path("ll").asDouble();
        double ll0 = actual.path("ll0").asDouble();
        double right = 1 - Math.exp(2 * (ll0 - ll) / actual.path("n_obs").asDouble());
        differences.number("r_squared_cs", actual.path("r_squared_cs"), right, TIGHT);
    }

    /** Records of each list, paired by variable and dataset; no record more, none less. */
    private void descriptive(JsonNode actual, JsonNode expected) {
        expected.properties()
                .forEach(list -> {
                    Map<String, JsonNode> wanted = records(list.getValue());
                    Map<String, JsonNode> given = records(actual.path(list.getKey()));
                    differences.exactly(
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
            differences.exactly(key, actual, expected);
            return;
        }
        expected.properties()
                .forEach(field -> {
                    String name = key + " / " + field.getKey();
                    JsonNode value = actual.path(field.getKey());
                    if (field.getValue().isFloatingPointNumber()) {
                        differences.numbers(name, value, field.getValue(), TIGHT);
                    } else {
                        differences.exactly(name, value, field.getValue());
                    }
                });
    }
}
