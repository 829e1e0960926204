package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import koinon.algorithms.Average;
import koinon.algorithms.ClassificationMetrics.OfLevel;
import koinon.algorithms.NaiveBayes.Fitted;
import koinon.algorithms.NaiveBayes.Gaussian;
import koinon.algorithms.Tested;
import koinon.algorithms.ValidatedClassifier;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * Naive Bayes in the reference's shapes. Its test-only algorithms, which fit or predict, are one
 * here: they are answered by {@code naive_bayes} with the fields of all of them.
 */
final class NaiveBayesJson {
    private static final Map<String, String> TEST_ONLY =
            Map.of(
                    "test_nb_gaussian_fit", "naive_bayes",
                    "test_nb_gaussian_predict", "naive_bayes",
                    "test_nb_categorical_fit", "naive_bayes",
                    "test_nb_categorical_predict", "naive_bayes");

    private NaiveBayesJson() {}

    /** The algorithm behind a name of the reference. */
    static String algorithm(String name) {
        return TEST_ONLY.getOrDefault(name, name);
    }

    static ObjectNode render(Fitted fitted, Numbers numbers) {
        ObjectNode node = Json.object();
        node.set("classes", Json.texts(fitted.classes()));
        node.set("class_count", counts("class_count", fitted.rows(), numbers));
        ArrayNode categories = node.putArray("category_count");
        fitted.categoricals()
                .forEach(x -> {
                    ArrayNode classes = categories.addArray();
                    x.counts().forEach(row -> classes.add(counts("category_count", row, numbers)));
                });
        node.set("theta", byClass("theta", fitted, Gaussian::means, numbers));
        node.set("var", byClass("var", fitted, Gaussian::variances, numbers));
        ObjectNode predictions = node.putObject("predictions");
        for (int c = 0; c < fitted.classes().size(); c++) {
            JsonNode count = numbers.count("predictions", fitted.predictions().get(c));
            if (!count.isNumber() || count.asLong() > 0) {
                predictions.set(fitted.classes().get(c), count);
            }
        }
        return node;
    }

    private static ArrayNode counts(String name, List<Statistic> counts, Numbers numbers) {
        ArrayNode array = Json.array();
        counts.forEach(count -> array.add(numbers.count(name, count)));
        return array;
    }

    /** One list per class, one value per covariate. */
    private static ArrayNode byClass(
            String name, Fitted fitted, Function<Gaussian, List<Statistic>> of, Numbers numbers) {
        ArrayNode classes = Json.array();
        for (int c = 0; c < fitted.classes().size(); c++) {
            int at = c;
            classes.add(numbers.column(name, fitted.gaussians(), g -> of.apply(g).get(at)));
        }
        return classes;
    }

    /** Cross-validation; 0 / 0 counts as 0, as in the reference. */
    static ObjectNode render(ValidatedClassifier validated, Numbers numbers) {
        ObjectNode node = Json.object();
        ObjectNode matrix = node.putObject("confusion_matrix");
        ArrayNode rows = matrix.putArray("data");
        validated.total().confusion().forEach(row -> rows.add(counts("confusion", row, numbers)));
        matrix.set("labels", Json.texts(validated.levels()));
        ObjectNode summary = node.putObject("classification_summary");
        Summary of = new Summary(validated, numbers);
        summary.set("accuracy", of.statistic("accuracy", OfLevel::accuracy));
        summary.set("precision", of.statistic("precision", OfLevel::precision));
        summary.set("recall", of.statistic("recall", OfLevel::recall));
        summary.set("fscore", of.statistic("fscore", OfLevel::f));
        ObjectNode trained = summary.putObject("n_obs");
        List<Tested> folds = validated.validations();
        for (int fold = 0; fold < folds.size(); fold++) {
            trained.put("fold" + fold, folds.get(fold).train());
        }
        return node;
    }

    /** A statistic by class, then fold, with mean and standard deviation. */
    private record Summary(ValidatedClassifier validated, Numbers numbers) {
        ObjectNode statistic(String name, Function<OfLevel, Statistic> of) {
            ObjectNode node = Json.object();
            for (int c = 0; c < validated.levels().size(); c++) {
                node.set(validated.levels().get(c), folds(name, c, of));
            }
            return node;
        }

        private ObjectNode folds(String name, int level, Function<OfLevel, Statistic> of) {
            ObjectNode node = Json.object();
            List<Statistic> values = new ArrayList<>();
            for (Tested fold : validated.validations()) {
                Statistic value = of.apply(fold.metrics().perLevel().get(level));
                values.add(numbers.zeroForUndefined(name, value));
            }
            for (int fold = 0; fold < values.size(); fold++) {
                node.set("fold" + fold, numbers.number(name, values.get(fold)));
            }
            Average average = Average.of(values);
            node.set("average", numbers.number(name, average.mean()));
            return node.set("stdev", numbers.number(name, average.sd()));
        }
    }
}
