package koinon.master.http.exareme;

import static koinon.master.http.Outcomes.HIDDEN;
import static koinon.master.http.Outcomes.NONE;
import static koinon.master.http.Outcomes.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import koinon.algorithms.Average;
import koinon.algorithms.ClassificationMetrics;
import koinon.algorithms.LinearRegressionCv;
import koinon.algorithms.LogisticRegressionCv;
import koinon.algorithms.NaiveBayes;
import koinon.algorithms.Roc;
import koinon.algorithms.Tested;
import koinon.algorithms.ValidatedClassifier;
import koinon.master.http.Outcomes;
import koinon.master.json.Json;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.Test;

class PredictionJsonTest {
    private static final List<String> LEVELS = List.of("F", "M");

    private static JsonNode render(Result result) {
        return Json.parse(Json.write(Rendering.render(Outcomes.of(result))));
    }

    private static ClassificationMetrics metrics(double accuracy, Statistic precision) {
        ClassificationMetrics.Means means =
                new ClassificationMetrics.Means(precision, known(0.5), known(0.5));
        return new ClassificationMetrics(
                LEVELS,
                known(20),
                List.of(List.of(known(8), known(1)), List.of(known(2), known(9))),
                known(accuracy),
                LEVELS.stream()
                        .map(level ->
                                new ClassificationMetrics.OfLevel(
                                        level,
                                        known(10),
                                        known(accuracy),
                                        precision,
                                        known(0.75),
                                        known(0.5)))
                        .toList(),
                means,
                means,
                means);
    }

    private static Tested tested(String name, long train, double accuracy, Statistic precision) {
        Roc roc =
                new Roc(
                        "F",
                        List.of(0.0, 0.25, 1.0),
                        List.of(0.0, 0.5, 1.0),
                        known(0.625),
                        known(0.1),
                        known(0.5),
                        known(0.75));
        return new Tested(name, train, metrics(accuracy, precision), List.of(roc));
    }

    private static List<Tested> folds() {
        return List.of(tested("fold_1", 31, 0.5, known(0.25)), tested("fold_2", 29, 1, NONE));
    }

    @Test
    void rendersCrossValidatedLogisticRegression() {
        JsonNode result =
                render(
                        new LogisticRegressionCv.Validated(
                                "sex",
                                "F",
                                List.of("Intercept", "age"),
                                "two folds",
                                folds(),
                                metrics(0.85, known(0.8)),
                                List.of("careful")));

        assertThat(result.path("dependent_var").asText()).isEqualTo("sex");
        assertThat(result.path("indep_vars")).isEqualTo(Json.parse("[\"Intercept\", \"age\"]"));
        JsonNode summary = result.path("summary");
        assertThat(summary.path("row_names"))
                .isEqualTo(Json.texts(List.of("fold_1", "fold_2", "average", "stdev")));
        assertThat(summary.path("n_obs")).isEqualTo(Json.parse("[31, 29, null, null]"));
        assertThat(summary.at("/accuracy/2").asDouble()).isEqualTo(0.75);
        assertThat(summary.at("/precision/1").asDouble()).isZero();
        assertThat(summary.at("/precision/2").asDouble()).isEqualTo(0.125);
        assertThat(result.path("confusion_matrix"))
                .isEqualTo(Json.parse("{\"tp\": 8, \"fp\": 2, \"tn\": 9, \"fn\": 1}"));
        assertThat(result.at("/roc_curves/0"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"name": "fold_1", "tpr": [0.0, 0.5, 1.0],
                                 "fpr": [0.0, 0.25, 1.0], "auc": 0.625}
                                """));
        assertThat(result.path("warnings").toString()).contains("careful", "precision is 0");
    }

    @Test
    void rendersCrossValidatedNaiveBayes() {
        JsonNode result =
                render(
                        new ValidatedClassifier(
                                "sex",
                                "Naive Bayes",
                                LEVELS,
                                "two folds",
                                folds(),
                                metrics(0.85, HIDDEN),
                                List.of()));

        assertThat(result.path("confusion_matrix"))
                .isEqualTo(Json.parse("{\"data\": [[8, 1], [2, 9]], \"labels\": [\"F\", \"M\"]}"));
        JsonNode summary = result.path("classification_summary");
        assertThat(summary.path("n_obs")).isEqualTo(Json.parse("{\"fold0\": 31, \"fold1\": 29}"));
        assertThat(summary.at("/accuracy/M/average").asDouble()).isEqualTo(0.75);
        assertThat(summary.at("/accuracy/M/stdev").asDouble()).isEqualTo(Math.sqrt(0.125));
        assertThat(summary.at("/precision/F"))
                .isEqualTo(
                        Json.parse(
                                """
                                {"fold0": 0.25, "fold1": 0.0, "average": 0.125,
                                 "stdev": %s}
                                """
                                        .formatted(Math.sqrt(0.03125))));
        assertThat(summary.path("recall")).hasSize(2);
        assertThat(summary.path("fscore")).hasSize(2);
    }

    @Test
    void rendersFittedNaiveBayesInTheShapesOfAllTestOnlyAlgorithms() {
        JsonNode result =
                render(
                        new NaiveBayes.Fitted(
                                "sex",
                                LEVELS,
                                List.of(known(9), known(11)),
                                List.of(
                                        new NaiveBayes.Gaussian(
                                                "age",
                                                List.of(known(70), known(60)),
                                                List.of(known(4), HIDDEN))),
                                List.of(
                                        new NaiveBayes.Categorical(
                                                "stage",
                                                List.of("1", "2"),
                                                List.of(
                                                        List.of(known(9), known(0)),
                                                        List.of(known(5), known(6))))),
                                List.of(known(20), known(0)),
                                tested("training", 20, 0.5, known(0.5)),
                                "no validation",
                                List.of(),
                                List.of(),
                                new FittedModel(
                                        "naive_bayes",
                                        List.of(),
                                        List.of(),
                                        new Rule.Withheld("not asked for"))));

        assertThat(result.path("class_count")).isEqualTo(Json.parse("[9, 11]"));
        assertThat(result.path("category_count")).isEqualTo(Json.parse("[[[9, 0], [5, 6]]]"));
        assertThat(result.path("theta")).isEqualTo(Json.parse("[[70.0], [60.0]]"));
        assertThat(result.path("var")).isEqualTo(Json.parse("[[4.0], [null]]"));
        assertThat(result.path("predictions")).isEqualTo(Json.parse("{\"F\": 20}"));
    }

    @Test
    void rendersCrossValidatedLinearRegression() {
        LinearRegressionCv.Validation fold =
                new LinearRegressionCv.Validation(
                        "fold 1", 31, known(9), known(1), known(2), known(3), known(4), known(0.5));
        Average pair = new Average(known(1.5), NONE);
        JsonNode result =
                render(
                        new LinearRegressionCv.Validated(
                                "weight",
                                List.of("Intercept"),
                                "two folds",
                                List.of(fold, fold),
                                pair,
                                new Average(known(0.25), known(0.125)),
                                pair,
                                new Average(known(-2), known(1)),
                                List.of()));

        assertThat(result.path("dependent_var").asText()).isEqualTo("weight");
        assertThat(result.path("n_obs")).isEqualTo(Json.parse("[31, 31]"));
        assertThat(result.path("mean_sq_error")).isEqualTo(Json.parse("[1.5, null]"));
        assertThat(result.path("r_squared")).isEqualTo(Json.parse("[0.25, 0.125]"));
        assertThat(result.path("f_stat")).isEqualTo(Json.parse("[-2.0, 1.0]"));
    }
}
