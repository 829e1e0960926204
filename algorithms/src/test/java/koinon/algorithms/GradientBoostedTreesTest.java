package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.algorithms.GradientBoostedTrees.Boosted;
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
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class GradientBoostedTreesTest {
    private static final Ask ASK = Ask.of("gradient_boosted_trees");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final List<String> AB = List.of("a", "b");

    private static Boosted boosted(Ask ask, Cohort cohort) {
        return (Boosted) ask.pooled(cohort).result();
    }

    private static Ask with(Ask ask, String name, int value) {
        return ask.with(name, new Parameter.Int(value));
    }

    private static Ask rate(Ask ask, double rate) {
        return ask.with("learning_rate", new Parameter.Real(rate));
    }

    /*
     * y = 0 0 6 6 at x = 0 1 2 3: the start is 3, gradients 3 3 −3 −3. A tree of depth 1 cuts in the
     * middle; with λ = 1 a leaf weighs ∓6 / (2 + 1) = ∓2. With rate ½ scores are 2 and 4, errors ±2.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort = Cohort.rows(4).number("x", 0, 1, 2, 3).number("y", 0, 0, 6, 6).build();
        Ask one = with(with(with(ASK.y("y").x("x"), "trees", 1), "min_rows", 1), "max_depth", 1);
        Boosted result = boosted(rate(one, 0.5).with("split", "none"), cohort);
        near("start", result.start(), 3, 0);
        near("rmse", result.errors().getFirst().rmse(), 2, 1e-12);
        near("R²", result.errors().getFirst().rSquared(), 1 - 16.0 / 36, 1e-12);
        assertThat(result.trees().getFirst()).contains("x < 1.5", ": -1", ": 1");
        near("importance", result.importances().getFirst().share(), 1, 0);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("gradient_boosted_trees");
        assertThat(cases).hasSize(4);
        for (JsonNode golden : cases) {
            Ask ask = ASK.y(golden.get("y").asText()).x(Golden.texts(golden.get("x")));
            ask = with(ask, "trees", golden.get("trees").asInt());
            ask = with(ask, "max_depth", golden.get("depth").asInt());
            ask = with(ask, "min_rows", golden.get("fewest").asInt());
            ask = with(ask, "bins", golden.get("bins").asInt());
            ask = rate(ask, golden.get("rate").asDouble());
            ask = ask.with("positive_class", golden.get("positive").asText());
            compare(boosted(SplitOf.golden(ask, golden.get("split")), SYNTHETIC), golden);
        }
    }

    private static void compare(Boosted result, JsonNode golden) {
        boolean classes = result.errors().isEmpty();
        double[] scores = Golden.numbers(golden.get("scores"));
        // At 1e8 the outcome's grid has a step of 1.5e-5.
        double relative = result.dependent().equals("faroutcome") ? 1e-5 : 1e-9;
        for (int m = 0; m < scores.length; m++) {
            Statistic score =
                    classes
                            ? result.classified().get(m).metrics().accuracy()
                            : result.errors().get(m).rmse();
            String name = result.dependent() + " " + golden.get("names").get(m);
            near(name, score, scores[m], relative);
        }
    }

    @Trials(8)
    void areTheTreesOfThePooledRows(RandomGenerator random) {
        String split = List.of("none", "kfold", "holdout", "dataset").get(random.nextInt(4));
        String outcome = random.nextBoolean() ? "gender" : "score";
        Ask ask = with(ASK.y(outcome).x("volume", "diagnosis", "far"), "trees", 4);
        Splits.sameAsPooled(ask.with("split", split), SYNTHETIC, random);
    }

    @Trials(3)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = with(ASK.y("gender").x("load", "dataset"), "trees", 3);
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRoundPerLevelOfEachTree() {
        Ask ask = with(with(ASK.y("score").x("age", "volume"), "trees", 2), "max_depth", 2);
        Federated.Run run = SplitOf.folds(ask.with("split", "kfold"), 5).pooled(SYNTHETIC);
        assertThat(run.titles())
                .containsExactly(
                        "ranges",
                        "start",
                        "tree 1, level 1",
                        "tree 1, level 2",
                        "tree 2, level 1",
                        "tree 2, level 2",
                        "predictions");
    }

    @Test
    void learnsWithEveryTree() {
        Ask ask = ASK.y("diagnosis").x("age", "volume").with("positive_class", "AD");
        double few =
                boosted(with(ask, "trees", 1), SYNTHETIC).classified().getFirst().auc().orNaN();
        double many =
                boosted(with(ask, "trees", 60), SYNTHETIC).classified().getFirst().auc().orNaN();
        assertThat(many).isGreaterThan(few);
    }

    @Test
    void saysWhereNothingCanBeSplit() {
        Boosted result = boosted(with(ASK.y("gender").x("constant"), "trees", 2), SYNTHETIC);
        assertThat(result.importances().getFirst().share()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void worksUnderAThreshold() {
        Ask ask = with(ASK.y("gender").x("volume", "age"), "trees", 3).strict(20);
        Boosted result = (Boosted) ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE).result();
        assertThat(result.trees()).hasSize(3);
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("age").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "at once");
        Refusals.refused(
                ASK.y("diagnosis").x("age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "PSP");
        Refusals.refused(
                ASK.y("diagnosis").x("age").with("positive_class", "X"),
                SYNTHETIC,
                ErrorCode.UNKNOWN_LEVEL,
                "PSP");
        Refusals.refused(
                with(ASK.y("score").x("age"), "trees", 101),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "trees");
        Refusals.refused(ASK.y("score").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Cohort one = Cohort.rows(3).factor("y", AB, "b", "b", "b").number("x", 1, 2, 3).build();
        Refusals.refused(
                ASK.y("y").x("x").with("split", "none"),
                one,
                ErrorCode.PRECONDITION,
                "of one class");
        Cohort none = Cohort.rows(1).factor("y", AB, (String) null).number("x", 1).build();
        Refusals.refused(ASK.y("y").x("x"), none, ErrorCode.INSUFFICIENT_DATA, "no row");
    }
}
