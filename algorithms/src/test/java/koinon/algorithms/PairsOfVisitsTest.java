package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static koinon.algorithms.local.Refusals.refused;
import static koinon.model.request.Preprocessing.Strategy.DIFF;
import static koinon.model.request.Preprocessing.Strategy.FIRST;
import static koinon.model.request.Preprocessing.Strategy.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.exact.Grid;
import koinon.model.metadata.Variable;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;
import koinon.model.trials.Trials;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Questions about pairs of visits, through the algorithms that take them. */
class PairsOfVisitsTest {
    private static final Cohort FOLLOW_UP = SyntheticCohort.FOLLOW_UP;
    private static final Map<String, Strategy> CHANGES =
            Map.of("mmse", DIFF, "volume", DIFF, "sex", FIRST, "diagnosis", SECOND);
    private static final Ask LINEAR =
            Ask.of("linear_regression")
                    .y("mmse")
                    .x("volume", "sex", "diagnosis")
                    .visits("BL", "FL1", CHANGES);
    private static final Ask LOGISTIC =
            Ask.of("logistic_regression")
                    .y("diagnosis")
                    .x("mmse", "volume")
                    .with("positive_class", "AD")
                    .visits(
                            "FL1",
                            "FL2",
                            Map.of("diagnosis", SECOND, "mmse", FIRST, "volume", DIFF));
    private static final Ask ANOVA =
            Ask.of("anova_oneway")
                    .y("volume")
                    .x("diagnosis")
                    .visits("BL", "FL1", Map.of("volume", DIFF, "diagnosis", SECOND));

    /**
     * Four patients; 3 has no second visit, 4 has two second ones. Of 1, 2 and 5:
     *
     * <pre>
     *   y_diff   2, 4, 6   x at the first visit   1, 2, 3   hence y_diff = 2 x
     * </pre>
     */
    private static Cohort small(double... y) {
        return Cohort.rows(11)
                .number("subjectid", 1, 2, 3, 4, 5, 1, 2, 4, 4, 5, 5)
                .factor(
                        "visitid",
                        List.of("b", "a", "c"),
                        "a",
                        "a",
                        "a",
                        "a",
                        "a",
                        "b",
                        "b",
                        "b",
                        "b",
                        "b",
                        "c")
                .number("y", y)
                .number("x", 1, 2, 9, 9, 3, 50, 60, 70, 80, 90, 100)
                .build();
    }

    private static final Ask SMALL =
            Ask.of("linear_regression")
                    .y("y")
                    .x("x")
                    .visits("a", "b", Map.of("y", DIFF, "x", FIRST));

    private static LinearRegression.Fit linear(Ask ask, Cohort cohort) {
        return (LinearRegression.Fit) ask.pooled(cohort).result();
    }

    @Test
    void givesWhatPaperGives() {
        Cohort cohort = small(10, 10, 0, 0, 10, 12, 14, 0, 0, 16, 1000);
        LinearRegression.Fit fit = linear(SMALL, cohort);
        assertThat(fit.n()).isEqualTo(3);
        assertThat(fit.dependent()).isEqualTo("y_diff");
        assertThat(fit.coefficients().stream().map(c -> c.estimate().orNaN()))
                .containsExactly(0.0, 2.0);
    }

    @Test
    void keepsTheDigitsOfSmallChangesOfLargeValues() {
        Cohort cohort = small(1e8, 1e8, 0, 0, 1e8, 1e8 + 2, 1e8 + 4, 0, 0, 1e8 + 6, 0);
        assertThat(linear(SMALL, cohort).coefficients().getLast().estimate().orNaN()).isEqualTo(2);
    }

    @Test
    void derivesVariablesAndTheirBounds() {
        Question question = LINEAR.about(FOLLOW_UP);
        assertThat(question.request().y()).containsExactly("mmse_diff");
        assertThat(question.request().x()).containsExactly("volume_diff", "sex", "diagnosis");
        Variable change = question.variable("volume_diff");
        assertThat(change.numerical()).isTrue();
        Grid grid = question.grid("volume");
        assertThat(question.grid("volume_diff"))
                .isEqualTo(new Grid(grid.log2Step() + 1, grid.log2Bound() + 1));
        assertThat(new Grid(-3, 5).difference()).isEqualTo(new Grid(-3, 6));
    }

    @Test
    void agreesWithLmOfDifferences() {
        List<JsonNode> cases = Golden.cases("pairs_of_visits");
        LinearRegression.Fit fit = linear(LINEAR, FOLLOW_UP);
        assertThat(fit.n()).isEqualTo(cases.get(0).get("n").asLong());
        compare(fit.coefficients(), cases.get(0), 1e-9);
        LinearRegression.Fit formula =
                linear(
                        Ask.of("linear_regression")
                                .with("formula", "mmse ~ diagnosis * volume + I(volume^2)")
                                .visits(
                                        "BL",
                                        "FL1",
                                        Map.of("mmse", DIFF, "volume", DIFF, "diagnosis", SECOND)),
                        FOLLOW_UP);
        assertThat(formula.n()).isEqualTo(cases.get(1).get("n").asLong());
        compare(formula.coefficients(), cases.get(1), 1e-8);
    }

    @Test
    void agreesWithGlmOfDifferences() {
        JsonNode golden = Golden.cases("pairs_of_visits").get(2);
        LogisticRegression.Fit fit = (LogisticRegression.Fit) LOGISTIC.pooled(FOLLOW_UP).result();
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        // The weights behind glm's standard errors are those before its last step.
        compare(fit.coefficients(), golden, 1e-7);
    }

    @Test
    void agreesWithAovOfDifferences() {
        JsonNode golden = Golden.cases("pairs_of_visits").get(3);
        AnovaTable.Anova anova =
                ((AnovaTable) ANOVA.pooled(FOLLOW_UP).result()).analyses().getFirst();
        double[] r = Golden.numbers(golden.get("table"));
        assertThat(anova.n()).isEqualTo(golden.get("n").asLong());
        near("df", anova.dfResidual(), r[1], 0);
        near("explained", anova.ssExplained(), r[2], 1e-9);
        near("residual", anova.ssResidual(), r[3], 1e-9);
        near("F", anova.f(), r[4], 1e-9);
        near("p", anova.p(), r[5], 1e-9);
    }

    private static void compare(List<Coefficient> actual, JsonNode golden, double relative) {
        List<String> expected = List.of(Golden.texts(golden.get("terms")));
        assertThat(actual.stream().map(Coefficient::term))
                .containsExactlyInAnyOrderElementsOf(expected);
        double[] estimates = Golden.numbers(golden.get("estimates"));
        double[] errors = Golden.numbers(golden.get("errors"));
        for (Coefficient c : actual) {
            int i = expected.indexOf(c.term());
            double scale = Math.abs(estimates[i]) + errors[i];
            assertThat(c.estimate().orNaN())
                    .as(c.term())
                    .isCloseTo(estimates[i], Offset.offset(relative * scale));
            near("error of " + c.term(), c.standardError(), errors[i], relative);
        }
    }

    @Trials
    void givesTheAnswerOfThePooledRowsWhereverPatientsAre(RandomGenerator random) {
        List<Ask> asks =
                List.of(
                        LINEAR,
                        LOGISTIC,
                        ANOVA,
                        Ask.of("naive_bayes_gaussian_cv")
                                .y("diagnosis")
                                .x("mmse", "volume")
                                .with("split", "kfold")
                                .visits(
                                        "BL",
                                        "FL1",
                                        Map.of(
                                                "diagnosis", SECOND,
                                                "mmse", DIFF,
                                                "volume", FIRST)));
        Ask ask = asks.get(random.nextInt(asks.size()));
        int sites = random.nextInt(1, 8);
        MemoryData.Cut cut = new MemoryData.Cut(random.nextInt(1, 90), random.nextInt(1, 4));
        assertThat(ask.of(FOLLOW_UP, FOLLOW_UP.splitByPatient(random, sites), cut))
                .isEqualTo(ask.pooled(FOLLOW_UP));
    }

    @Test
    void refusesWhatMakesNoPairs() {
        Ask ask = Ask.of("linear_regression").y("mmse").x("sex");
        Map<String, Strategy> both = Map.of("mmse", DIFF, "sex", FIRST);
        invalid(ask.visits("BL", "BL", both), "two visits");
        invalid(ask.visits("BL", "FL1", Map.of("mmse", DIFF)), "none for sex");
        invalid(
                ask.visits("BL", "FL1", Map.of("mmse", DIFF, "sex", FIRST, "age", FIRST)),
                "age is not one of");
        refused(
                ask.visits("BL", "FL9", both),
                FOLLOW_UP,
                ErrorCode.UNKNOWN_LEVEL,
                "'FL9'",
                "FL2, BL, FL1");
        refused(
                ask.visits("BL", "FL1", Map.of("mmse", DIFF, "sex", DIFF)),
                FOLLOW_UP,
                ErrorCode.WRONG_TYPE,
                "'sex' takes first or second");
        invalid(
                Ask.of("pca").y("mmse", "volume").visits("BL", "FL1", both),
                "pca cannot be asked about pairs of visits");
    }

    private static void invalid(Ask ask, String... words) {
        refused(ask, FOLLOW_UP, ErrorCode.INVALID_PARAMETER, words);
    }

    @Test
    void refusesDataModelsWithoutVisits() {
        refused(
                Ask.of("linear_regression")
                        .y("score")
                        .x("age")
                        .visits("BL", "FL1", Map.of("score", DIFF, "age", FIRST)),
                SyntheticCohort.WHOLE,
                ErrorCode.INVALID_PARAMETER,
                "has no visits");
    }

    @Test
    void refusesADifferenceThatIsCalledAsAnotherVariable() {
        Cohort cohort =
                Cohort.rows(2)
                        .number("subjectid", 1, 1)
                        .factor("visitid", List.of("a", "b"), "a", "b")
                        .number("y", 1, 2)
                        .number("y_diff", 1, 2)
                        .build();
        refused(
                Ask.of("linear_regression")
                        .y("y")
                        .x("y_diff")
                        .visits("a", "b", Map.of("y", DIFF, "y_diff", FIRST)),
                cohort,
                ErrorCode.INVALID_PARAMETER,
                "'y_diff'");
    }

    @Test
    void mustBeDerivedBeforeAnAlgorithmSeesIt() {
        Question question = Ask.of("linear_regression").y("mmse").x("age").about(FOLLOW_UP);
        assertThatThrownBy(() ->
                        new Question(
                                question.request()
                                        .with(new Longitudinal("BL", "FL1", new TreeMap<>())),
                                question.dataModel(),
                                question.grids(),
                                question.disclosure()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
