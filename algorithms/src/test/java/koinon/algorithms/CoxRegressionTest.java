package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class CoxRegressionTest {
    private static final Cohort PATIENTS = SyntheticCohort.SURVIVAL;
    private static final Ask ASK = Ask.of("cox_regression").with("event_level", "dead");
    private static final Ask WEEKS =
            ASK.y("days", "status").with("time_step", new Parameter.Real(7));

    private static CoxFit fit(Ask ask, Cohort cohort) {
        return (CoxFit) ask.pooled(cohort).result();
    }

    private static Cohort.Builder cohort(double[] times, int[] events) {
        String[] status =
                Arrays.stream(events)
                        .mapToObj(e -> e == 1 ? "dead" : "alive")
                        .toArray(String[]::new);
        return Cohort.rows(times.length)
                .number("t", times)
                .factor("s", List.of("alive", "dead"), status);
    }

    private static Ask about(String... x) {
        return ASK.y("t", "s").x(x);
    }

    /*
     * Times 1, 2, 3, 4, all events, with x = 1, 0, 1, 0 and r = exp β:
     * L = r / (2 + 2r) · 1 / (2 + r) · r / (1 + r); dℓ/dβ = 0: 2 = 2r / (1 + r) + r / (2 + r)
     * means r² − r − 4 = 0, r = (1 + √17) / 2.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                cohort(new double[] {1, 2, 3, 4}, new int[] {1, 1, 1, 1})
                        .number("x", 1, 0, 1, 0)
                        .build();
        CoxFit fit = fit(about("x"), cohort);
        double r = (1 + Math.sqrt(17)) / 2;
        double information = 2 * r / Math.pow(1 + r, 2) + 2 * r / Math.pow(2 + r, 2);
        Coefficient x = fit.coefficients().getFirst();
        near("beta", x.estimate(), Math.log(r), 1e-12);
        near("se", x.standardError(), 1 / Math.sqrt(information), 1e-10);
        double ll = Math.log(r / (2 + 2 * r) / (2 + r) * r / (1 + r));
        near("log-likelihood", fit.logLikelihood(), ll, 1e-12);
        near("at 0", fit.nullLogLikelihood(), Math.log(1 / 24.0), 1e-13);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("cox_regression");
        assertThat(cases).hasSize(8);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("time").asText(), "status")
                            .x(Golden.texts(golden.get("x")))
                            .with("time_step", new Parameter.Real(Golden.one(golden.get("step"))))
                            .with("ties", golden.get("ties").asText())
                            .with("strata", golden.get("strata").asText());
            compare(fit(ask, PATIENTS), golden);
        }
    }

    private static void compare(CoxFit fit, JsonNode golden) {
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        near("events", fit.events(), golden.get("events").asDouble(), 0);
        assertThat(fit.coefficients())
                .extracting(Coefficient::term)
                .containsExactly(Golden.texts(golden.get("terms")));
        for (int j = 0; j < fit.coefficients().size(); j++) {
            Coefficient c = fit.coefficients().get(j);
            near(c.term(), c.estimate(), Golden.numbers(golden.get("estimate"))[j], 1e-9);
            near(c.term() + " se", c.standardError(), Golden.numbers(golden.get("se"))[j], 1e-9);
            near(c.term() + " z", c.statistic(), Golden.numbers(golden.get("z"))[j], 1e-9);
            near(c.term() + " p", c.pValue(), Golden.numbers(golden.get("p"))[j], 1e-8);
        }
        near("ll", fit.logLikelihood(), Golden.one(golden.get("log_likelihood")), 1e-11);
        near("null", fit.nullLogLikelihood(), Golden.one(golden.get("null_log_likelihood")), 1e-11);
        double[] tests = Golden.numbers(golden.get("tests"));
        for (int i = 0; i < tests.length; i++) {
            CoxFit.Test test = fit.tests().get(i);
            near(test.name(), test.chiSquared(), tests[i], 1e-9);
            assertThat(test.df()).isEqualTo(golden.get("df").asLong());
        }
        double[] zph = Golden.numbers(golden.get("zph"));
        assertThat(fit.proportionality()).hasSize(zph.length);
        for (CoxFit.Test test : fit.proportionality()) {
            int i = fit.proportionality().indexOf(test);
            near("zph of " + test.name(), test.chiSquared(), zph[i], 1e-8);
            near("its p", test.pValue(), Golden.numbers(golden.get("zph_p"))[i], 1e-8);
        }
        double[] hazards = Golden.numbers(golden.get("last_hazard"));
        assertThat(fit.baselines()).hasSize(hazards.length);
        for (CoxFit.Baseline baseline : fit.baselines()) {
            near(
                    "hazard of " + baseline.stratum(),
                    baseline.cumulativeHazard().getLast(),
                    hazards[fit.baselines().indexOf(baseline)],
                    1e-9);
        }
    }

    @Trials(30)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(WEEKS.x("stage", "age", "marker"), PATIENTS, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = WEEKS.x("marker", "dataset").with("strata", "dataset").with("ties", "breslow");
        assertThat(ask.pooled(PATIENTS.shuffled(random))).isEqualTo(ask.pooled(PATIENTS));
    }

    @Test
    void takesTwoRoundsMoreThanIterations() {
        Federated.Run run = WEEKS.x("age", "sex").pooled(PATIENTS);
        assertThat(run.rounds()).isEqualTo(((CoxFit) run.result()).iterations() + 2);
        assertThat(run.rounds()).isLessThanOrEqualTo(8);
        assertThat(WEEKS.x("age").pooled(PATIENTS).titles())
                .startsWith("events and moments", "iteration 1");
    }

    @Test
    void findsALevelThatOneSiteAloneHas() {
        Ask ask = WEEKS.x("stage", "age");
        assertThat(ask.of(PATIENTS, PATIENTS.byDataset(), Cut.WHOLE))
                .isEqualTo(ask.pooled(PATIENTS));
    }

    /** The origin of a covariate must not matter, however far it is. */
    @Trials(20)
    void doesNotLoseDigitsFarFromTheOrigin(RandomGenerator random) {
        int n = 120;
        double[] x = IntStream.range(0, n).mapToDouble(_ -> random.nextInt(-1, 2)).toArray();
        double[] far = Arrays.stream(x).map(v -> v + 1e8).toArray();
        double[] times = Arrays.stream(x).map(v -> random.nextInt(1, 30) + v).toArray();
        int[] events = IntStream.range(0, n).map(_ -> random.nextInt(4) > 0 ? 1 : 0).toArray();
        CoxFit near = fit(about("x"), cohort(times, events).number("x", x).build());
        CoxFit distant = fit(about("x"), cohort(times, events).number("x", far).build());
        Coefficient a = near.coefficients().getFirst();
        Coefficient b = distant.coefficients().getFirst();
        assertThat(b.estimate().orNaN() - a.estimate().orNaN())
                .isBetween(-1e-9 * a.standardError().orNaN(), 1e-9 * a.standardError().orNaN());
        near("se", b.standardError(), a.standardError().orNaN(), 1e-10);
    }

    @Test
    void keepsTheDigitsOfATinyPValue() {
        int n = 1500;
        double[] x = IntStream.range(0, n).mapToDouble(i -> i % 2).toArray();
        double[] times =
                IntStream.range(0, n).mapToDouble(i -> 1 + i * 7 % 97 + 60 * x[i]).toArray();
        int[] events = IntStream.range(0, n).map(_ -> 1).toArray();
        CoxFit fit = fit(about("x"), cohort(times, events).number("x", x).build());
        assertThat(fit.coefficients().getFirst().pValue().orNaN())
                .as("z %s", fit.coefficients().getFirst().statistic())
                .isBetween(1e-320, 1e-100);
    }

    @Test
    void leavesOutWhatEarlierColumnsDetermine() {
        CoxFit fit = fit(WEEKS.x("age", "months"), PATIENTS);
        assertThat(fit.coefficients().get(1).estimate()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.warnings()).anyMatch(w -> w.contains("months"));
    }

    /** What a stratum holds fixed cannot be estimated within it. */
    @Test
    void leavesOutWhatTheStrataDetermine() {
        double[] region =
                IntStream.range(0, PATIENTS.size()).mapToDouble(i -> i < 170 ? 0 : 1).toArray();
        String[] strata =
                Arrays.stream(region).mapToObj(r -> r == 0 ? "a" : "b").toArray(String[]::new);
        double[] times =
                IntStream.range(0, region.length).mapToDouble(i -> 1 + i * 31 % 50).toArray();
        int[] events = IntStream.range(0, region.length).map(i -> i % 3 == 0 ? 0 : 1).toArray();
        Cohort cohort =
                cohort(times, events)
                        .number(
                                "x",
                                IntStream.range(0, 400).mapToDouble(i -> i * 17 % 23).toArray())
                        .number("region", region)
                        .factor("g", List.of("a", "b"), strata)
                        .build();
        CoxFit fit = fit(about("x", "region", "g").with("strata", "g"), cohort);
        assertThat(fit.coefficients().getFirst().estimate()).isInstanceOf(Statistic.Known.class);
        assertThat(fit.coefficients().get(1).estimate()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void showsNoJumpOfFewEventsUnderAThreshold() {
        Ask ask = WEEKS.x("age").strict(10);
        CoxFit fit = (CoxFit) ask.of(PATIENTS, PATIENTS.byDataset(), Cut.WHOLE).result();
        int steps = fit.baselines().getFirst().times().size();
        assertThat(steps).isBetween(3, (int) fit.events().orNaN() / 10);
    }

    @Test
    void namesTermsThatOrderTheEventsPerfectly() {
        Cohort cohort =
                cohort(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 1, 1, 1, 1, 1})
                        .number("x", 6, 5, 4, 3, 2, 1)
                        .build();
        Refusals.refused(
                about("x"), cohort, ErrorCode.PRECONDITION, "no finite estimate exists: x");
    }

    @Test
    void refusesWhatCannotBeEstimated() {
        Cohort cohort =
                cohort(new double[] {1, 2, 3}, new int[] {1, 0, 0})
                        .number("x", 1, 2, 3)
                        .number("c", 7, 7, 7)
                        .build();
        Refusals.refused(about("x"), cohort, ErrorCode.PRECONDITION, "needs more than 1 events");
        Refusals.refused(about("c"), cohort, ErrorCode.PRECONDITION, "more than one value");
        Cohort nobody =
                cohort(new double[] {Double.NaN, 1}, new int[] {1, 0})
                        .number("x", 1, Double.NaN)
                        .build();
        Refusals.refused(about("x"), nobody, ErrorCode.INSUFFICIENT_DATA, "no complete row");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                ASK.y("days", "status").x("age"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "more than 1000 steps");
        Refusals.refused(
                WEEKS.x("age").with("strata", "sex"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "one of the categorical x variables");
        Refusals.refused(
                WEEKS.x("sex").with("strata", "sex"),
                PATIENTS,
                ErrorCode.WRONG_CARDINALITY,
                "at least one covariate");
        Refusals.refused(
                WEEKS.x("age", "days"),
                PATIENTS,
                ErrorCode.PRECONDITION,
                "'days' cannot be outcome and covariate at once");
        Refusals.refused(
                WEEKS.x("age").with("ties", "exact"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "ties");
    }
}
