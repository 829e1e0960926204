package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.LinearRegressionCv.Validated;
import koinon.algorithms.LinearRegressionCv.Validation;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
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

class LinearRegressionCvTest {
    private static final Ask ASK = Ask.of("linear_regression_cv");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Validated validated(Ask ask, Cohort cohort) {
        return (Validated) ask.pooled(cohort).result();
    }

    /*
     * Rows 0, 2, 4 are fold 1 and rows 1, 3, 5 fold 2. Without fold 1: (1, 1), (3, 3), (5, 5), the
     * line y = x; on (0, 1), (2, 1), (4, 5) its errors are 1, −1, 1: RMSE 1, MAE 1; the mean there
     * is 7/3, TSS = 16/9 + 16/9 + 64/9 = 32/3, R² = 1 − 9/32. Without fold 2: (0, 1), (2, 1),
     * (4, 5): slope 8/8 = 1, mean 7/3 at 2, so y = x + 1/3; errors on y = x: −1/3 each.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(6).number("x", 0, 1, 2, 3, 4, 5).number("y", 1, 1, 1, 3, 5, 5).build();
        Validated result = validated(SplitOf.folds(ASK.y("y").x("x"), 2), cohort);
        Validation first = result.validations().getFirst();
        Validation second = result.validations().get(1);
        near("rmse", first.rmse(), 1, 1e-14);
        near("mae", first.meanAbsoluteError(), 1, 1e-12);
        near("R²", first.rSquared(), 1 - 9.0 / 32, 1e-14);
        near("rmse", second.rmse(), 1.0 / 3, 1e-14);
        near("mae", second.meanAbsoluteError(), 1.0 / 3, 1e-11);
        near("mean", result.rmse().mean(), 2.0 / 3, 1e-14);
        near("sd", result.rmse().sd(), Math.sqrt(2.0 / 9), 1e-14);
        assertThat(first.train()).isEqualTo(3);
        assertThat(first.test()).isEqualTo(Statistic.of(3.0));
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("linear_regression_cv");
        assertThat(cases).hasSize(7);
        for (JsonNode golden : cases) {
            String outcome = golden.get("y").asText();
            Ask ask = ASK.y(outcome).x(Golden.texts(golden.get("x")));
            // A grid for 1e8 has a step of 1.5e-5, and R starts from 16 digits.
            double relative = outcome.equals("faroutcome") ? 1e-4 : 1e-9;
            Ask asked = SplitOf.golden(ask, golden.get("split"));
            compare(validated(asked, SYNTHETIC), golden, relative);
        }
    }

    private static void compare(Validated result, JsonNode golden, double relative) {
        List<Validation> all = result.validations();
        assertThat(all.stream().map(Validation::name))
                .containsExactly(Golden.texts(golden.get("names")));
        for (int v = 0; v < all.size(); v++) {
            Validation one = all.get(v);
            String name = result.dependent() + " " + one.name() + " ";
            assertThat(one.train()).isEqualTo(golden.get("train").get(v).asLong());
            near(name, one.test(), golden.get("test").get(v).asDouble(), 0);
            near(name + "rmse", one.rmse(), at(golden, "rmse", v), relative);
            near(name + "R²", one.rSquared(), at(golden, "r2", v), 10 * relative);
            near(name + "mae", one.meanAbsoluteError(), at(golden, "mae", v), relative);
            near(name + "F", one.f(), at(golden, "f", v), 1e2 * relative);
        }
        near("mean rmse", result.rmse().mean(), at(golden, "means", 0), relative);
        near("sd of rmse", result.rmse().sd(), at(golden, "sds", 0), 1e3 * relative);
        near("mean mae", result.meanAbsoluteError().mean(), at(golden, "means", 2), relative);
    }

    private static double at(JsonNode golden, String name, int i) {
        return Golden.numbers(golden.get(name))[i];
    }

    @Trials(30)
    void isTheValidationOfThePooledRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("volume", "diagnosis", "months", "age");
        String split = List.of("kfold", "holdout", "dataset").get(random.nextInt(3));
        Splits.sameAsPooled(ask.with("split", split), SYNTHETIC, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("load").x("gender", "age");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void asksAllFoldsInTheSameRounds() {
        Ask ask = SplitOf.folds(ASK.y("score").x("age"), 20);
        assertThat(ask.pooled(SYNTHETIC).titles()).containsExactly("moments", "absolute errors");
        assertThat(SplitOf.folds(ASK.y("score").x("gender"), 20).pooled(SYNTHETIC).rounds())
                .isEqualTo(2);
        Ask crossed = ASK.y("score").with("formula", "gender * age");
        assertThat(SplitOf.folds(crossed, 20).pooled(SYNTHETIC).titles())
                .containsExactly("levels in use", "moments", "absolute errors");
    }

    @Test
    void leavesOutAFoldWithoutRows() {
        Cohort cohort =
                Cohort.rows(5).number("x", 1, 2, 4, 3, 9).number("y", 2, 1, 3, 5, 4).build();
        Cohort three = cohort.only(0, 1, 2, 3);
        Validated result = validated(SplitOf.folds(ASK.y("y").x("x"), 4), three);
        assertThat(result.warnings()).isEmpty();
        Validated gap = validated(SplitOf.folds(ASK.y("y").x("x"), 4), cohort.only(0, 1, 2, 4));
        assertThat(gap.validations().get(3).rmse()).isInstanceOf(Statistic.Undefined.class);
        assertThat(gap.warnings()).anyMatch(w -> w.contains("fold_4"));
        assertThat(gap.rmse().mean()).isInstanceOf(Statistic.Known.class);
    }

    @Test
    void predictsALevelOfOneSiteFromTheReference() {
        Ask ask = ASK.y("score").x("diagnosis").with("split", "dataset");
        Validated result = validated(ask.with("test_dataset", "south"), SYNTHETIC);
        assertThat(result.validations()).hasSize(1);
        assertThat(result.rmse().mean()).isInstanceOf(Statistic.Known.class);
        assertThat(ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE))
                .isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void keepsDigitsFarFromZero() {
        int n = 40;
        double[] x = IntStream.range(0, n).mapToDouble(i -> i % 7 + i % 3).toArray();
        double[] near = IntStream.range(0, n).mapToDouble(i -> 2 * x[i] + i % 4).toArray();
        double[] far = Arrays.stream(near).map(v -> 1e8 + v).toArray();
        Ask ask = ASK.y("y").x("x");
        Cohort.Builder close = Cohort.rows(n).number("x", x).number("y", near);
        Cohort.Builder away = Cohort.rows(n).number("x", x).number("y", far);
        double expected = validated(ask, close.build()).rmse().mean().orNaN();
        near("rmse", validated(ask, away.build()).rmse().mean(), expected, 1e-9);
    }

    @Test
    void saysWhereNothingIsDefined() {
        Cohort exact =
                Cohort.rows(8)
                        .number("x", 1, 2, 3, 4, 5, 6, 7, 8)
                        .number("y", 3, 5, 7, 9, 11, 13, 15, 17)
                        .number("constant", 1, 1, 1, 1, 1, 1, 1, 1)
                        .build();
        Validated perfect = validated(SplitOf.folds(ASK.y("y").x("x"), 2), exact);
        assertThat(perfect.rmse().mean().orNaN()).isLessThan(1e-12);
        Validated constant = validated(SplitOf.folds(ASK.y("constant").x("x"), 2), exact);
        assertThat(constant.rSquared().mean()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void hidesPartsWithFewRows() {
        Ask ask = SplitOf.folds(ASK.y("score").x("age"), 20).strict(100);
        assertThat(ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE).result())
                .isInstanceOfSatisfying(
                        Validated.class,
                        r ->
                                assertThat(r.validations())
                                        .allMatch(v ->
                                                v.rmse() instanceof Statistic.Suppressed
                                                        && v.test()
                                                                instanceof Statistic.Suppressed));
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                ASK.y("age").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "outcome and covariate");
        Refusals.refused(
                SplitOf.folds(ASK.y("score").x("age"), 1),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "n_splits");
        Refusals.refused(
                ASK.y("score").x("age").with("split", "dataset").with("test_dataset", "west"),
                SYNTHETIC,
                ErrorCode.UNKNOWN_DATASET,
                "east, north, south");
        Cohort tiny = Cohort.rows(3).number("x", 1, 2, 3).number("y", 1, 2, 4).build();
        Refusals.refused(
                ASK.y("y").x("x").with("split", "dataset"),
                tiny,
                ErrorCode.PRECONDITION,
                "two datasets");
        Refusals.refused(ASK.y("y").x("x"), tiny, ErrorCode.PRECONDITION, "3 rows", "5 parts");
        Refusals.refused(ASK.y("score").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(
                ASK.y("score").x("age").with("test_fraction", new Parameter.Real(1)),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "test_fraction");
    }
}
