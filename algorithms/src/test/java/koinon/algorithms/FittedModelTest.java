package koinon.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Predictions;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What models describe of themselves predicts, row by row, what the fits say about all rows: the
 * errors, likelihoods and counts of a fit are recomputed from its description.
 */
class FittedModelTest {
    private static Exportable fit(Ask ask) {
        return (Exportable) ask.pooled(SyntheticCohort.WHOLE).result();
    }

    private static Exportable strict(Ask ask, long threshold) {
        return (Exportable)
                ask.strict(threshold)
                        .of(
                                SyntheticCohort.WHOLE,
                                SyntheticCohort.WHOLE.byDataset(),
                                MemoryData.Cut.WHOLE)
                        .result();
    }

    private static Predictions predictions(Exportable fit) {
        return new Predictions(fit.model(), SyntheticCohort.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age + volume",
                "gender * age",
                "0 + gender + age",
                "diagnosis * gender + log(volume)",
                "C(diagnosis, coding=\"sum\", ref=\"AD\") * age",
                "C(diagnosis, coding=\"simple\") + I(age^2):gender + sqrt(volume)"
            })
    void aLinearModelLeavesTheResidualsOfTheFit(String formula) {
        LinearRegression.Fit fit =
                (LinearRegression.Fit)
                        fit(Ask.of("linear_regression").y("score").with("formula", formula));
        Predictions predictions = predictions(fit);
        List<Integer> rows = predictions.rows("score");

        double rss =
                rows.stream()
                        .mapToDouble(r -> predictions.number("score", r) - predictions.linear(r))
                        .map(e -> e * e)
                        .sum();

        double sigma = fit.residualStandardError().orNaN();
        assertThat(rows).hasSize((int) fit.n());
        Golden.near("rss", rss, sigma * sigma * fit.dfResidual(), 1e-9);
    }

    @Test
    void aLogisticModelHasTheLikelihoodOfTheFit() {
        LogisticRegression.Fit fit =
                (LogisticRegression.Fit)
                        fit(
                                Ask.of("logistic_regression")
                                        .y("diagnosis")
                                        .with("positive_class", "AD")
                                        .with("formula", "gender * age + log(volume)"));
        Predictions predictions = predictions(fit);

        double ll =
                predictions.rows("diagnosis").stream()
                        .mapToDouble(r -> {
                            double p = predictions.linear(r);
                            boolean ad = predictions.level("diagnosis", r).equals("AD");
                            return StrictMath.log(ad ? p : 1 - p);
                        })
                        .sum();

        Golden.near("log-likelihood", ll, fit.logLikelihood(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "inverse"})
    void aGammaModelHasTheDevianceOfTheFit(String link) {
        GeneralisedLinearModel.Fit fit =
                (GeneralisedLinearModel.Fit)
                        fit(
                                Ask.of("glm")
                                        .y("volume")
                                        .x("gender", "age")
                                        .with("family", "gamma")
                                        .with("link", link));
        Predictions predictions = predictions(fit);

        double deviance =
                predictions.rows("volume").stream()
                        .mapToDouble(r -> {
                            double ratio = predictions.number("volume", r) / predictions.linear(r);
                            return 2 * (ratio - 1 - StrictMath.log(ratio));
                        })
                        .sum();

        Golden.near("deviance", deviance, fit.deviance(), 1e-8);
    }

    @Test
    void aModelOfRatesKnowsTheExposure() {
        GeneralisedLinearModel.Fit fit =
                (GeneralisedLinearModel.Fit)
                        fit(
                                Ask.of("glm")
                                        .y("months")
                                        .x("gender", "volume")
                                        .with("family", "poisson")
                                        .with("offset", "age"));
        Predictions predictions = predictions(fit);

        // The scores of an intercept are 0: fitted and observed counts have the same sum.
        List<Integer> rows = predictions.rows("months");
        double fitted = rows.stream().mapToDouble(predictions::linear).sum();
        double observed = rows.stream().mapToDouble(r -> predictions.number("months", r)).sum();

        Golden.near("sum", fitted, observed, 1e-9);
    }

    @Test
    void aPenalisedModelKeepsTheCovariatesOfItsPenalty() {
        PenalisedRegression.Fit fit =
                (PenalisedRegression.Fit)
                        fit(Ask.of("penalised_regression").y("score").x("age", "volume", "gender"));
        Predictions predictions = predictions(fit);
        List<Integer> rows = predictions.rows("score", "age", "volume", "gender");

        double meanError =
                rows.stream()
                        .mapToDouble(r -> predictions.number("score", r) - predictions.linear(r))
                        .average()
                        .orElseThrow();

        Rule.Linear linear = (Rule.Linear) fit.model().rule();
        assertThat(linear.terms().size() - 1).isEqualTo(fit.path().get(fit.simplest()).nonZero());
        assertThat(meanError).isCloseTo(0, within(1e-9));
    }

    @Test
    void aCoxModelHasNoInterceptAndTheCoefficientsOfTheFit() {
        CoxFit fit =
                (CoxFit)
                        Ask.of("cox_regression")
                                .y("days", "status")
                                .x("age", "sex")
                                .with("time_step", new Parameter.Real(30))
                                .with("event_level", "dead")
                                .pooled(SyntheticCohort.SURVIVAL)
                                .result();
        Rule.Linear linear = (Rule.Linear) fit.model().rule();

        assertThat(fit.model().outcome()).isEmpty();
        assertThat(linear.link()).isEqualTo(Rule.Link.HAZARD);
        assertThat(linear.terms())
                .allMatch(t -> !t.factors().isEmpty())
                .hasSameSizeAs(fit.coefficients());
    }

    @ParameterizedTest
    @ValueSource(strings = {"decision_tree", "id3"})
    void aTreePredictsTheConfusionsOfTheFit(String algorithm) {
        boolean id3 = algorithm.equals("id3");
        DecisionTree.Grown fit =
                (DecisionTree.Grown)
                        fit(Ask.of(algorithm).y("diagnosis").x("gender", id3 ? "grade" : "volume"));
        Predictions predictions = predictions(fit);
        List<Integer> rows = predictions.rows("diagnosis");

        long right =
                rows.stream()
                        .filter(r -> predictions.tree(r).equals(predictions.level("diagnosis", r)))
                        .count();

        Golden.near(
                "accuracy",
                fit.classified().getFirst().metrics().accuracy(),
                (double) right / rows.size(),
                1e-12);
    }

    @Test
    void aTreeOfNumbersPredictsTheMeansOfItsLeaves() {
        DecisionTree.Grown fit =
                (DecisionTree.Grown)
                        fit(Ask.of("decision_tree").y("score").x("age", "diagnosis", "volume"));
        Predictions predictions = predictions(fit);
        Map<String, Double> sums =
                predictions.rows("score").stream()
                        .collect(
                                Collectors.groupingBy(
                                        predictions::tree,
                                        Collectors.averagingDouble(
                                                r -> predictions.number("score", r))));

        assertThat(sums).hasSizeGreaterThan(2);
        sums.forEach((leaf, mean) -> Golden.near("leaf", mean, Double.parseDouble(leaf), 1e-9));
    }

    @Test
    void naiveBayesPredictsAsManyOfEachClass() {
        NaiveBayes.Fitted fit =
                (NaiveBayes.Fitted)
                        fit(Ask.of("naive_bayes").y("diagnosis").x("age", "volume", "gender"));
        Predictions predictions = predictions(fit);
        Map<String, Long> counts =
                predictions.rows("diagnosis").stream()
                        .collect(Collectors.groupingBy(predictions::bayes, Collectors.counting()));

        for (int c = 0; c < fit.classes().size(); c++) {
            assertThat((double) counts.getOrDefault(fit.classes().get(c), 0L))
                    .isEqualTo(fit.predictions().get(c).orNaN());
        }
    }

    @Test
    void naiveBayesWithAHiddenCountIsWithheld() {
        Exportable fit = strict(Ask.of("naive_bayes").y("diagnosis").x("grade", "gender"), 20);

        assertThat(fit.model().rule()).isInstanceOf(Rule.Withheld.class);
    }

    @Test
    void convergedClustersHaveTheirNearestRows() {
        Clusters fit =
                (Clusters)
                        fit(
                                Ask.of("kmeans")
                                        .y("age", "volume")
                                        .with("k", new Parameter.Int(3))
                                        .with("tol", new Parameter.Real(0))
                                        .with("maxiter", new Parameter.Int(100)));
        Predictions predictions = predictions(fit);
        Map<String, Long> sizes =
                predictions.rows().stream()
                        .collect(
                                Collectors.groupingBy(predictions::cluster, Collectors.counting()));

        assertThat(fit.converged()).isTrue();
        for (int c = 0; c < 3; c++) {
            assertThat(Statistic.of((double) sizes.getOrDefault("cluster " + (c + 1), 0L)))
                    .isEqualTo(fit.clusters().get(c).size());
        }
    }

    @Test
    void hiddenClustersAreWithheld() {
        Exportable fit = strict(Ask.of("kmeans").y("age", "volume"), 70);

        assertThat(fit.model().rule()).isInstanceOf(Rule.Withheld.class);
    }

    @Test
    void planesSeparateAsTheFitSays() {
        SeparatingPlanes fit =
                (SeparatingPlanes) fit(Ask.of("svm_scikit").y("gender").x("age", "volume"));
        Predictions predictions = predictions(fit);
        FittedModel model = fit.model();
        Rule.Plane plane = ((Rule.Separating) model.rule()).planes().getFirst();
        List<Integer> positives =
                predictions.rows("gender").stream()
                        .filter(r -> predictions.level("gender", r).equals(plane.positive()))
                        .toList();

        double right = positives.stream().filter(r -> predictions.plane(plane, r) > 0).count();

        Golden.near(
                "sensitivity",
                fit.planes().getFirst().sensitivity(),
                right / positives.size(),
                1e-12);
    }
}
