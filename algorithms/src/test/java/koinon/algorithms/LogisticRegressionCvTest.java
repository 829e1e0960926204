package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.LogisticRegressionCv.Validated;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.SplitOf;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class LogisticRegressionCvTest {
    private static final Ask ASK = Ask.of("logistic_regression_cv");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final Ask AD =
            ASK.y("diagnosis").x("age", "volume").with("positive_class", "AD");

    private static Validated validated(Ask ask, Cohort cohort) {
        return (Validated) ask.pooled(cohort).result();
    }

    /*
     * Even rows are fold 1, odd rows fold 2, each with the table x = 0: 1 of 4 is an event, x = 1:
     * 3 of 4. Either fit gives probabilities 1/4 and 3/4, hence on the other fold at ½: tp = 3,
     * fn = 1, fp = 1, tn = 3. Of 16 pairs of an event and none 9 are in order and 6 are ties:
     * AUC = (9 + 3) / 16.
     */
    @Test
    void givesWhatPaperGives() {
        int[] events = {1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0};
        String[] outcomes =
                IntStream.of(events).mapToObj(e -> e == 1 ? "yes" : "no").toArray(String[]::new);
        double[] x = IntStream.range(0, 16).mapToDouble(i -> i < 8 ? 0 : 1).toArray();
        Cohort cohort =
                Cohort.rows(16).factor("y", List.of("no", "yes"), outcomes).number("x", x).build();
        Ask ask = SplitOf.folds(ASK.y("y").x("x").with("positive_class", "yes"), 2);
        Validated result = validated(ask, cohort);
        for (Tested fold : result.validations()) {
            near("accuracy", fold.metrics().accuracy(), 0.75, 0);
            near("precision", fold.positive().precision(), 0.75, 0);
            near("recall", fold.positive().recall(), 0.75, 0);
            near("AUC", fold.auc(), 0.75, 0);
            assertThat(fold.train()).isEqualTo(8);
        }
        assertThat(result.total().confusion())
                .isEqualTo(
                        List.of(
                                List.of(Statistic.of(6), Statistic.of(2)),
                                List.of(Statistic.of(2), Statistic.of(6))));
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("logistic_regression_cv");
        assertThat(cases).hasSize(6);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")))
                            .with("positive_class", golden.get("positive").asText());
            Validated result = validated(SplitOf.golden(ask, golden.get("split")), SYNTHETIC);
            compare(result, golden);
        }
    }

    private static void compare(Validated result, JsonNode golden) {
        List<Tested> all = result.validations();
        assertThat(all.stream().map(Tested::name))
                .containsExactly(Golden.texts(golden.get("names")));
        for (int v = 0; v < all.size(); v++) {
            Tested one = all.get(v);
            String name = result.dependent() + " " + one.name() + " ";
            assertThat(one.train()).isEqualTo(golden.get("train").get(v).asLong());
            near(name + "n", one.metrics().n(), golden.get("test").get(v).asDouble(), 0);
            near(name + "tp", cell(one, 0, 0), golden.get("tp").get(v).asDouble(), 0);
            near(name + "fp", cell(one, 1, 0), golden.get("fp").get(v).asDouble(), 0);
            near(name + "fn", cell(one, 0, 1), golden.get("fn").get(v).asDouble(), 0);
            near(name + "accuracy", one.metrics().accuracy(), at(golden, "accuracy", v), 1e-15);
            near(name + "precision", one.positive().precision(), at(golden, "precision", v), 1e-15);
            near(name + "recall", one.positive().recall(), at(golden, "recall", v), 1e-15);
            near(name + "F", one.positive().f(), at(golden, "f", v), 1e-15);
            Roc curve = one.curves().getFirst();
            near(name + "AUC", curve.auc(), at(golden, "auc", v), 1e-12);
            near(name + "se", curve.standardError(), at(golden, "se", v), 1e-12);
            near(name + "lower", curve.lower(), at(golden, "lower", v), 1e-12);
            near(name + "upper", curve.upper(), at(golden, "upper", v), 1e-12);
        }
    }

    private static Statistic cell(Tested one, int actual, int predicted) {
        return one.metrics().confusion().get(actual).get(predicted);
    }

    private static double at(JsonNode golden, String name, int i) {
        return Golden.numbers(golden.get(name))[i];
    }

    @Trials(20)
    void isTheValidationOfThePooledRows(RandomGenerator random) {
        String split = List.of("kfold", "holdout", "dataset").get(random.nextInt(3));
        Ask ask = AD.x("volume", "gender", "months", "age").with("split", split);
        Splits.sameAsPooled(ask, SYNTHETIC, random);
    }

    @Trials(5)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        assertThat(AD.pooled(SYNTHETIC.shuffled(random))).isEqualTo(AD.pooled(SYNTHETIC));
    }

    @Test
    void asksAllFoldsInTheSameRounds() {
        Federated.Run two = SplitOf.folds(AD, 2).pooled(SYNTHETIC);
        Federated.Run twenty = SplitOf.folds(AD, 20).pooled(SYNTHETIC);
        assertThat(twenty.rounds()).isLessThanOrEqualTo(8).isLessThanOrEqualTo(two.rounds() + 1);
        assertThat(twenty.titles()).startsWith("levels in use").endsWith("scores");
    }

    @Test
    void doesNotSeeWhoHoldsWhichDataset() {
        Ask ask = AD.with("split", "dataset");
        assertThat(ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE))
                .isEqualTo(ask.pooled(SYNTHETIC));
    }

    /** Half of each fold is separated by x: predictions are perfect, the estimates infinite. */
    @Test
    void warnsOfSeparationAndPredictsAllTheSame() {
        double[] x = IntStream.range(0, 40).mapToDouble(i -> i < 20 ? i : i + 20).toArray();
        String[] outcomes =
                IntStream.range(0, 40).mapToObj(i -> i < 20 ? "no" : "yes").toArray(String[]::new);
        Cohort cohort =
                Cohort.rows(40).factor("y", List.of("no", "yes"), outcomes).number("x", x).build();
        Ask ask = SplitOf.folds(ASK.y("y").x("x").with("positive_class", "yes"), 2);
        Validated result = validated(ask, cohort);
        assertThat(result.warnings()).hasSize(2).allMatch(w -> w.contains("separation by x"));
        near("accuracy", result.total().accuracy(), 1, 0);
        near("AUC", result.validations().getFirst().auc(), 1, 0);
    }

    @Test
    void hasNoAreaForOneClass() {
        // All events stand in even rows, the first of two folds.
        double[] x = IntStream.range(0, 60).mapToDouble(i -> (i * 7) % 11).toArray();
        String[] outcomes =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                i % 4 == 0 || (i % 3 == 0 && i < 58 && i % 2 == 0) ? "yes" : "no")
                        .toArray(String[]::new);
        Cohort cohort =
                Cohort.rows(60).factor("y", List.of("no", "yes"), outcomes).number("x", x).build();
        Ask ask = SplitOf.folds(ASK.y("y").x("x").with("positive_class", "yes"), 2);
        Validated result = validated(ask, cohort);
        assertThat(result.validations().get(1).auc()).isInstanceOf(Statistic.Undefined.class);
        assertThat(result.validations().get(1).positive().recall())
                .isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void hidesSmallCells() {
        Ask ask = SplitOf.folds(AD, 10).strict(12);
        Validated result = (Validated) ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE).result();
        for (Tested one : result.validations()) {
            for (List<Statistic> row : one.metrics().confusion()) {
                assertThat(row).noneMatch(s -> s instanceof Statistic.Known(double n) && n < 12);
            }
            assertThat(one.curves().getFirst().falsePositive().size()).isLessThan(8);
        }
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                ASK.y("gender").x("age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "positive_class");
        Refusals.refused(
                ASK.y("gender").x("gender").with("positive_class", "M"),
                SYNTHETIC,
                ErrorCode.PRECONDITION,
                "outcome and covariate");
        Cohort few =
                Cohort.rows(6)
                        .factor("y", List.of("no", "yes"), "no", "no", "no", "yes", "no", "no")
                        .number("x", 1, 2, 3, 4, 5, 6)
                        .build();
        Refusals.refused(
                ASK.y("y").x("x").with("positive_class", "yes"),
                few,
                ErrorCode.PRECONDITION,
                "5 parts",
                "level 'yes'");
    }
}
