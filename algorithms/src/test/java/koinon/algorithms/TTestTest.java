package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

/** The three t-tests. */
class TTestTest {
    private static final Ask ONE = Ask.of("ttest_onesample");
    private static final Ask PAIRED = Ask.of("ttest_paired");
    private static final Ask TWO =
            Ask.of("ttest_independent").x("g").with("groupA", "a").with("groupB", "b");
    private static final Ask SEXES =
            Ask.of("ttest_independent").x("gender").with("groupA", "M").with("groupB", "F");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static MeanTests tests(Ask ask, Cohort cohort) {
        return (MeanTests) ask.pooled(cohort).result();
    }

    private static MeanTest test(Ask ask, Cohort cohort) {
        return tests(ask, cohort).tests().getFirst();
    }

    /** y = 1 2 3 4 5, mu = 1: mean 3, s² = 10 / 4, s / √n = √½, t = 2 √2, d = 2 / √2.5. */
    @Test
    void oneSampleGivesWhatPaperGives() {
        Cohort cohort = Cohort.rows(5).number("y", 1, 2, 3, 4, 5).build();
        MeanTest test = test(ONE.y("y").with("mu", new Parameter.Int(1)), cohort);
        near("mean", test.estimate(), 3, 0);
        near("se", test.standardError(), Math.sqrt(0.5), 1e-15);
        near("t", test.t(), Math.sqrt(8), 1e-15);
        near("df", test.df(), 4, 0);
        near("d", test.effects().getFirst().estimate(), 2 / Math.sqrt(2.5), 1e-14);
        // J(4) = √(2 / π)
        near(
                "g",
                test.effects().get(1).estimate(),
                2 / Math.sqrt(2.5) * Math.sqrt(2 / Math.PI),
                1e-13);
    }

    /** a = 1 2 3, b = 2 6: −2; v = 1/3 and 4, df = (13/3)² / (1/18 + 16), Student s² = 10/3. */
    @Test
    void independentGivesWhatPaperGives() {
        Cohort cohort = twoGroups();
        MeanTest welch = test(TWO.y("y"), cohort);
        near("difference", welch.estimate(), -2, 0);
        near("t", welch.t(), -2 / Math.sqrt(13.0 / 3), 1e-15);
        near("df", welch.df(), 169.0 / 9 / (1.0 / 18 + 16), 1e-14);
        MeanTest student = test(TWO.y("y").with("variance", "student"), cohort);
        near("t", student.t(), -2 / Math.sqrt(10.0 / 3 * 5 / 6), 1e-15);
        near("df", student.df(), 3, 0);
        near("d", student.effects().getFirst().estimate(), -2 / Math.sqrt(10.0 / 3), 1e-15);
        assertThat(student.groups().getFirst().label()).isEqualTo("g = a");
        assertThat(student.n()).isEqualTo(5);
    }

    private static Cohort twoGroups() {
        return Cohort.rows(6)
                .number("y", 1, 2, 2, 3, 6, 9)
                .factor("g", List.of("a", "b", "c"), "a", "a", "b", "a", "b", "c")
                .build();
    }

    /** x − y = 1 1 4: mean 2, s² = 3, t = 2; s_x² = 7, s_y² = 1 and d = 2 / √4. */
    @Test
    void pairedGivesWhatPaperGives() {
        Cohort cohort = Cohort.rows(3).number("x", 2, 3, 7).number("y", 1, 2, 3).build();
        MeanTest test = test(PAIRED.y("y").x("x"), cohort);
        near("difference", test.estimate(), 2, 0);
        near("t", test.t(), 2, 1e-15);
        near("d", test.effects().getFirst().estimate(), 1, 1e-15);
        near("d_z", test.effects().get(1).estimate(), 2 / Math.sqrt(3), 1e-15);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("ttest");
        assertThat(cases).hasSize(11);
        for (JsonNode golden : cases) {
            MeanTests tests = tests(asked(golden), SYNTHETIC);
            String name = golden.get("x").get(0).asText();
            MeanTest test =
                    tests.tests().stream()
                            .filter(t -> t.outcome().equals(name))
                            .findFirst()
                            .orElse(tests.tests().getFirst());
            compare(test, golden);
        }
    }

    private static Ask asked(JsonNode golden) {
        String kind = golden.get("kind").asText();
        Ask ask = Ask.of(kind).y(Golden.texts(golden.get("y")));
        Ask whole = kind.equals("ttest_onesample") ? ask : ask.x(Golden.texts(golden.get("x")));
        for (var entry : golden.get("parameters").properties()) {
            JsonNode value = entry.getValue();
            whole =
                    value.isNumber()
                            ? whole.with(entry.getKey(), new Parameter.Real(value.asDouble()))
                            : whole.with(entry.getKey(), value.asText());
        }
        return whole;
    }

    private static void compare(MeanTest test, JsonNode golden) {
        String about = golden.toString();
        double[] r = Golden.numbers(golden.get("test"));
        assertThat(test.n()).isEqualTo(golden.get("n").asLong());
        // A grid that reaches 1e8 has steps of 1.5e-5: that of a mean of hundreds is off by 1e-6.
        boolean far = about.contains("far");
        double relative = far ? 2e-5 : 1e-9;
        near("estimate of " + about, test.estimate(), r[0], relative);
        near("se of " + about, test.standardError(), r[1], relative);
        near("t of " + about, test.t(), r[2], relative);
        near("df of " + about, test.df(), r[3], relative);
        near("p of " + about, test.p(), r[4], far ? 2e-5 : 1e-9);
        limit("lower of " + about, test.lower(), r[5], relative);
        limit("upper of " + about, test.upper(), r[6], relative);
        if (!far) {
            int d = golden.get("kind").asText().equals("ttest_paired") ? 1 : 0;
            // R's noncentral t is good to 1e-12, and uniroot goes no further than 1e-9 here.
            compare(test.effects().get(d), golden.get("d"));
            compare(test.effects().get(d + 1), golden.get("g"));
        }
        if (golden.has("average")) {
            near(
                    "d",
                    test.effects().getFirst().estimate(),
                    Golden.one(golden.get("average")),
                    1e-9);
        }
    }

    private static void limit(String what, Statistic actual, double r, double relative) {
        if (Double.isInfinite(r)) {
            assertThat(actual).as(what).isEqualTo(new Statistic.Known(r));
        } else {
            near(what, actual, r, relative);
        }
    }

    private static void compare(EffectSize effect, JsonNode golden) {
        double[] r = Golden.numbers(golden);
        near(effect.name(), effect.estimate(), r[0], 1e-9);
        near(effect.name() + " lower", effect.lower(), r[1], 1e-8);
        near(effect.name() + " upper", effect.upper(), r[2], 1e-8);
    }

    @Trials(40)
    void areTheTestsOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ONE.y("volume", "faroutcome", "score"), SYNTHETIC, random);
        Splits.sameAsPooled(PAIRED.y("volume", "far").x("load", "faroutcome"), SYNTHETIC, random);
        Splits.sameAsPooled(SEXES.y("score", "faroutcome"), SYNTHETIC, random);
    }

    @Trials(10)
    void doNotSeeTheOrderOfRows(RandomGenerator random) {
        Cohort shuffled = SYNTHETIC.shuffled(random);
        for (Ask ask : List.of(ONE.y("score"), PAIRED.y("far").x("age"), SEXES.y("load"))) {
            assertThat(ask.pooled(shuffled)).isEqualTo(ask.pooled(SYNTHETIC));
        }
    }

    @Test
    void takeOneRound() {
        assertThat(SEXES.y("score", "load").pooled(SYNTHETIC).titles()).containsExactly("moments");
        assertThat(ONE.y("score", "load").pooled(SYNTHETIC).titles()).hasSize(1);
        assertThat(PAIRED.y("score").x("load").pooled(SYNTHETIC).titles()).hasSize(1);
    }

    @Trials(20)
    void keepTheirDigitsFarFromZero(RandomGenerator random) {
        double[] y = random.ints(300, -1, 2).asDoubleStream().toArray();
        double[] x = random.ints(300, -3, 4).asDoubleStream().toArray();
        MeanTest home = test(PAIRED.y("y").x("x"), pair(x, y, 0));
        MeanTest away = test(PAIRED.y("y").x("x"), pair(x, y, 1e8));
        near("t", away.t(), home.t().orNaN(), 1e-11);
        near("p", away.p(), home.p().orNaN(), 1e-10);
        near("se", away.standardError(), home.standardError().orNaN(), 1e-12);
    }

    private static Cohort pair(double[] x, double[] y, double by) {
        return Cohort.rows(x.length)
                .number("x", Arrays.stream(x).map(v -> v + by).toArray())
                .number("y", Arrays.stream(y).map(v -> v + by).toArray())
                .build();
    }

    /** y = 30 ± 1, n = 200; R: pt(-30 * sqrt(199), 199) * 2. */
    @Test
    void keepTheDigitsOfATailOf1eMinus296() {
        double[] y = IntStream.range(0, 200).mapToDouble(i -> 30 + (i % 2) * 2 - 1).toArray();
        MeanTest test = test(ONE.y("y"), Cohort.rows(200).number("y", y).build());
        near("t", test.t(), 30 * Math.sqrt(199), 1e-13);
        near("p", test.p(), 5.71597034726912e-296, 1e-11);
        near("d", test.effects().getFirst().estimate(), 30 * Math.sqrt(199.0 / 200), 1e-13);
        assertThat(test.effects().getFirst().lower().orNaN()).isBetween(26.0, 30.0);
        assertThat(test.effects().getFirst().upper().orNaN()).isBetween(30.0, 34.0);
    }

    @Test
    void spanEverythingAtAlphaZero() {
        MeanTest test = test(ONE.y("age").with("alpha", new Parameter.Int(0)), SYNTHETIC);
        assertThat(test.lower()).isEqualTo(new Statistic.Known(Double.NEGATIVE_INFINITY));
        assertThat(test.effects().getFirst().upper())
                .isEqualTo(new Statistic.Known(Double.POSITIVE_INFINITY));
        MeanTest none = test(ONE.y("age").with("alpha", new Parameter.Int(1)), SYNTHETIC);
        near("lower", none.lower(), none.estimate().orNaN(), 1e-12);
    }

    @Test
    void leaveAConstantOutcomeUntestedBesideOthers() {
        MeanTests tests = tests(SEXES.y("age", "constant"), SYNTHETIC);
        assertThat(tests.tests().get(1).t()).isInstanceOf(Statistic.Undefined.class);
        near("difference", tests.tests().get(1).estimate(), 0, 0);
        assertThat(tests.warnings())
                .containsExactly("Not tested, the standard error is 0: constant");
        assertThat(tests.presentation().tables()).hasSize(3);
    }

    @Test
    void refuseWhatDoesNotVary() {
        String[] words = {"constant", "is 0"};
        Refusals.refused(ONE.y("constant"), SYNTHETIC, ErrorCode.PRECONDITION, words);
        Refusals.refused(SEXES.y("constant"), SYNTHETIC, ErrorCode.PRECONDITION, words);
        Cohort shifted = Cohort.rows(3).number("x", 2, 3, 4).number("y", 1, 2, 3).build();
        Refusals.refused(PAIRED.y("y").x("x"), shifted, ErrorCode.PRECONDITION, "is 0");
    }

    @Test
    void refuseTooFewRows() {
        Cohort single = Cohort.rows(1).number("x", 1).number("y", 3).build();
        Refusals.refused(ONE.y("y"), single, ErrorCode.PRECONDITION, "at least 2");
        Refusals.refused(PAIRED.y("y").x("x"), single, ErrorCode.PRECONDITION, "at least 2");
        Refusals.refused(
                TWO.y("y").with("groupB", "c"),
                twoGroups(),
                ErrorCode.PRECONDITION,
                "1 have g = c");
    }

    @Test
    void refuseAGroupTooSmallToBeShown() {
        List<Cohort> sites = List.of(twoGroups(), twoGroups().only(0), twoGroups().only(1));
        Ask ask = TWO.y("y").strict(3);
        assertThatThrownBy(() -> ask.of(twoGroups(), sites, MemoryData.Cut.WHOLE))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_DATA))
                .hasMessageContaining("fewer than 3 rows have g = b");
    }

    @Test
    void refuseWhatTheRequestGetsWrong() {
        Refusals.refused(
                TWO.y("y").with("groupB", "a"), twoGroups(), ErrorCode.PRECONDITION, "both 'a'");
        Refusals.refused(
                PAIRED.y("age").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "with itself");
        Refusals.refused(
                PAIRED.y("age").x("load", "far"),
                SYNTHETIC,
                ErrorCode.WRONG_CARDINALITY,
                "2 and 1");
        Refusals.refused(
                SEXES.y("age").with("groupA", "X"), SYNTHETIC, ErrorCode.UNKNOWN_LEVEL, "X");
        Refusals.refused(
                ONE.y("age").with("alt_hypothesis", "more"),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "alt_hypothesis");
        Refusals.refused(ONE.y("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(ONE.y("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
    }
}
