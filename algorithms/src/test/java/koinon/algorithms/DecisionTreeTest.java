package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.DecisionTree.Branch;
import koinon.algorithms.DecisionTree.Grown;
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

class DecisionTreeTest {
    private static final Ask ASK = Ask.of("decision_tree");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final List<String> AB = List.of("a", "b");

    private static Grown grown(Ask ask, Cohort cohort) {
        return (Grown) ask.pooled(cohort).result();
    }

    private static Ask with(Ask ask, String name, int value) {
        return ask.with(name, new Parameter.Int(value));
    }

    /*
     * x from 0 to 8 in four bins: cuts at 2, 4, 6. Classes a a a b b b at 0 1 3 5 7 8: the cut at 4
     * parts them, and neither side can be split further.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(6)
                        .factor("y", AB, "a", "a", "a", "b", "b", "b")
                        .number("x", 0, 1, 3, 5, 7, 8)
                        .number("z", 1, 1, 3, 10, 12, 14)
                        .build();
        Ask ask = with(with(ASK.y("y").x("x"), "bins", 4), "min_rows", 1);
        Grown tree = grown(ask, cohort);
        assertThat(tree.text())
                .isEqualTo("all rows (n = 6)\n  x < 4: a (n = 3)\n  x ≥ 4: b (n = 3)\n");
        near("accuracy", tree.classified().getFirst().metrics().accuracy(), 1, 0);
        // Means 5/3 and 12 about the cut at 4; Σ(y − ȳ)² is 8/3 on the left and 8 on the right.
        Grown numbers = grown(with(ask.y("z"), "max_depth", 1), cohort);
        assertThat(numbers.text()).contains("x < 4: 1.66667 (n = 3)", "x ≥ 4: 12 (n = 3)");
        near("rmse", numbers.errors().getFirst().rmse(), Math.sqrt(32.0 / 3 / 6), 1e-14);
        near("sd", numbers.branches().get(2).statistics().get(1), 2, 1e-14);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("decision_tree");
        assertThat(cases).hasSize(8);
        for (JsonNode golden : cases) {
            Ask ask =
                    Ask.of(golden.get("algorithm").asText())
                            .y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")));
            ask = with(ask, "max_depth", golden.get("depth").asInt());
            ask = with(ask, "min_rows", golden.get("fewest").asInt());
            ask = golden.has("bins") ? with(ask, "bins", golden.get("bins").asInt()) : ask;
            ask = golden.has("split") ? SplitOf.golden(ask, golden.get("split")) : ask;
            compare(grown(ask, SYNTHETIC), golden);
        }
    }

    private static void compare(Grown tree, JsonNode golden) {
        String name = tree.dependent() + " on " + golden.get("x");
        double[] leaves =
                tree.branches().stream()
                        .filter(Branch::leaf)
                        .mapToDouble(b -> b.n().orNaN())
                        .sorted()
                        .toArray();
        assertThat(leaves).as("%s", name).containsExactly(doubles(golden.get("leaves")));
        boolean classes = tree.errors().isEmpty();
        Statistic score =
                classes
                        ? tree.classified().getFirst().metrics().accuracy()
                        : tree.errors().getFirst().rmse();
        near(name, score, Golden.one(golden.get("score")), 1e-9);
        if (golden.has("split")) {
            double[] scores = Golden.numbers(golden.get("scores"));
            for (int v = 0; v < scores.length; v++) {
                Statistic tested =
                        classes
                                ? tree.classified().get(v + 1).metrics().accuracy()
                                : tree.errors().get(v + 1).rmse();
                near(name + " " + golden.get("names").get(v), tested, scores[v], 1e-9);
            }
        }
    }

    private static double[] doubles(JsonNode array) {
        return Golden.list(array).stream().mapToDouble(JsonNode::asDouble).toArray();
    }

    @Trials(15)
    void isTheTreeOfThePooledRows(RandomGenerator random) {
        String split = List.of("none", "kfold", "holdout", "dataset").get(random.nextInt(4));
        String outcome = random.nextBoolean() ? "diagnosis" : "score";
        Ask ask = ASK.y(outcome).x("volume", "gender", "far", "grade").with("split", split);
        Splits.sameAsPooled(ask, SYNTHETIC, random);
        Splits.sameAsPooled(
                Ask.of("id3").y("diagnosis").x("gender", "grade").with("split", split),
                SYNTHETIC,
                random);
    }

    @Trials(5)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("gender").x("load", "dataset");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRoundPerLevel() {
        Ask ask = with(ASK.y("diagnosis").x("age", "volume"), "max_depth", 3);
        Federated.Run run = SplitOf.folds(ask.with("split", "kfold"), 10).pooled(SYNTHETIC);
        assertThat(run.titles())
                .containsExactly("ranges", "level 1", "level 2", "level 3", "predictions");
    }

    @Test
    void findsACutFarFromZero() {
        double[] x = IntStream.range(0, 40).mapToDouble(i -> 1e8 + i % 3 - 1).toArray();
        double[] y = IntStream.range(0, 40).mapToDouble(i -> 1e8 + (i % 3 == 2 ? 1 : -1)).toArray();
        Cohort cohort = Cohort.rows(40).number("x", x).number("y", y).build();
        Grown tree = grown(ASK.y("y").x("x"), cohort);
        near("R²", tree.errors().getFirst().rSquared(), 1, 1e-12);
        assertThat(tree.branches()).hasSize(3);
    }

    @Test
    void isALeafWhereNothingCanBeSplit() {
        Grown constant = grown(ASK.y("diagnosis").x("constant"), SYNTHETIC);
        assertThat(constant.branches()).hasSize(1);
        Cohort one = Cohort.rows(3).factor("y", AB, "b", "b", "b").number("x", 1, 2, 3).build();
        assertThat(grown(ASK.y("y").x("x"), one).text()).isEqualTo("all rows: b (n = 3)\n");
    }

    /** Without minima and maxima, under a threshold, and with a level at one site only. */
    @Test
    void showsNothingSmallUnderAThreshold() {
        Ask ask = ASK.y("diagnosis").x("age", "volume", "dataset").strict(25);
        Federated.Run run = ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE);
        Grown tree = (Grown) run.result();
        assertThat(tree.branches()).hasSizeGreaterThan(3);
        for (Branch branch : tree.branches()) {
            assertThat(branch.n().orNaN()).isGreaterThanOrEqualTo(25);
            assertThat(branch.statistics())
                    .allMatch(s -> !(s instanceof Statistic.Known(double p)) || p > 0);
        }
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("age").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "at once");
        Refusals.refused(ASK.y("age").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(
                with(ASK.y("age").x("load"), "max_depth", 9),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "max_depth");
        Refusals.refused(
                Ask.of("id3").y("age").x("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "age");
        Cohort none = Cohort.rows(1).factor("y", AB, (String) null).number("x", 1).build();
        Refusals.refused(ASK.y("y").x("x"), none, ErrorCode.INSUFFICIENT_DATA, "no row");
    }
}
