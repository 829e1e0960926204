package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.stream.StreamSupport;
import koinon.testbed.acceptance.Differences.Tolerance;

/**
 * Compares naive Bayes and cross-validations. What is stored of the latter was measured on other
 * folds: ours must keep the bounds, and be near on average.
 */
record GoldenPrediction(Differences differences) {
    /** The reference asks for 1e-2 only, because it cuts variances where scikit-learn adds. */
    private static final Tolerance TIGHT = new Tolerance(1e-8, 1e-10);

    private static final Tolerance OTHER_FOLDS = new Tolerance(0.1, 0.05);

    void fit(JsonNode actual, JsonNode expected) {
        differences.exactly(
                "class_count", actual.path("class_count"), expected.path("class_count"));
        for (String field : List.of("theta", "var")) {
            if (expected.has(field)) {
                differences.numbers(field, actual.path(field), expected.path(field), TIGHT);
            }
        }
        if (expected.has("category_count")) {
            differences.exactly(
                    "category_count",
                    inUse(actual.path("category_count")),
                    inUse(expected.path("category_count")));
        }
    }

    /** Stored are the categories up to the last in use, of all datasets; so zeros do not count. */
    private static JsonNode inUse(JsonNode node) {
        ArrayNode array = Api.JSON.createArrayNode();
        for (JsonNode element : node) {
            if (element.isArray()) {
                array.add(inUse(element));
            } else if (element.asLong() != 0) {
                array.add(element);
            }
        }
        return array;
    }

    /** Cross-validated naive Bayes, of which nothing is stored. */
    void classes(JsonNode actual) {
        int labels = actual.at("/confusion_matrix/labels").size();
        differences.holds("labels", labels, labels > 1, "at least 2");
        differences.sized("confusion_matrix", actual.at("/confusion_matrix/data"), labels);
        differences.between("confusion_matrix", actual.at("/confusion_matrix/data"), 0, 1e6);
        JsonNode summary = actual.path("classification_summary");
        int folds = summary.path("n_obs").size();
        differences.holds("n_obs", folds, folds > 1, "at least 2");
        for (String statistic : List.of("accuracy", "precision", "recall", "fscore")) {
            differences.sized(statistic, summary.path(statistic), labels);
            for (JsonNode level : summary.path(statistic)) {
                differences.sized(statistic, level, folds + 2);
                level.forEach(value -> differences.between(statistic, value, 0, 1));
            }
        }
    }

    void logistic(JsonNode actual, JsonNode expected) {
        JsonNode summary = actual.path("summary");
        int folds = expected.path("accuracy").size();
        for (String statistic : List.of("accuracy", "precision", "recall", "fscore")) {
            differences.sized(statistic, summary.path(statistic), folds + 2);
            differences.between(statistic, summary.path(statistic), 0, 1);
        }
        ArrayNode areas = Api.JSON.createArrayNode();
        actual.path("roc_curves").forEach(curve -> areas.add(curve.path("auc")));
        differences.sized("roc_curves", areas, folds);
        differences.between("auc", areas, 0, 1);
        near("auc", mean(areas), mean(expected.path("auc")));
        near("accuracy", summary.at("/accuracy/" + folds), mean(expected.path("accuracy")));
        actual.path("confusion_matrix")
                .forEach(cell -> differences.between("confusion_matrix", cell, 0, 1e6));
    }

    void linear(JsonNode actual, JsonNode expected) {
        for (String statistic : List.of("mean_sq_error", "r_squared", "mean_abs_error")) {
            differences.sized(statistic, actual.path(statistic), 2);
            differences.between(statistic, actual.path(statistic), 0, 1e9);
            near(statistic, actual.path(statistic).path(0), expected.at("/" + statistic + "/0"));
        }
        differences.between("n_obs", actual.path("n_obs"), 1, 1e6);
    }

    private static JsonNode mean(JsonNode values) {
        double mean =
                StreamSupport.stream(values.spliterator(), false)
                        .mapToDouble(value -> value.asDouble(Double.NaN))
                        .average()
                        .orElse(Double.NaN);
        return Api.JSON.getNodeFactory().numberNode(mean);
    }

    private void near(String name, JsonNode actual, JsonNode expected) {
        differences.numbers(name + " (mean)", actual, expected, OTHER_FOLDS);
    }
}
