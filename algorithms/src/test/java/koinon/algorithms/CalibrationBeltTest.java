package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
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
import koinon.stats.distributions.ChiSquared;
import org.junit.jupiter.api.Test;

class CalibrationBeltTest {
    private static final Cohort PATIENTS = SyntheticCohort.SURVIVAL;
    private static final Ask ASK =
            Ask.of("calibration_belt").with("num_points", new Parameter.Int(10));
    private static final Ask RISK = ASK.y("relapse").x("risk").with("positive_class", "yes");

    private static BeltResult belt(Ask ask, Cohort cohort) {
        return (BeltResult) ask.pooled(cohort).result();
    }

    private static Cohort cohort(int[] outcomes, double... predictions) {
        String[] y =
                Arrays.stream(outcomes).mapToObj(o -> o == 1 ? "yes" : "no").toArray(String[]::new);
        return Cohort.rows(predictions.length)
                .factor("y", List.of("no", "yes"), y)
                .number("p", predictions)
                .build();
    }

    private static Ask yes() {
        return ASK.y("y").x("p").with("positive_class", "yes");
    }

    /** Of 20 rows each at some predictions, so many have the outcome. */
    private static Cohort groups(double[] predictions, int... outcomes) {
        int[] y =
                IntStream.range(0, 20 * predictions.length)
                        .map(i -> i % 20 < outcomes[i / 20] ? 1 : 0)
                        .toArray();
        double[] p = IntStream.range(0, y.length).mapToDouble(i -> predictions[i / 20]).toArray();
        return cohort(y, p);
    }

    /*
     * 20 rows at p = 0.2, 0.5 and 0.8, of which 4, 10 and 16 have the outcome: perfect. The line
     * fits with intercept 0 and slope 1, the statistic is 0 and its p-value 1.
     */
    @Test
    void findsPerfectCalibrationPerfect() {
        BeltResult belt =
                belt(yes(), groups(new double[] {0.2, 0.5, 0.8, 0.35, 0.65}, 4, 10, 16, 7, 13));
        assertThat(belt.degree()).isEqualTo(1);
        assertThat(belt.coefficients().getFirst()).isBetween(-1e-12, 1e-12);
        near("slope", belt.coefficients().get(1), 1, 1e-12);
        assertThat(belt.statistic()).isBetween(-1e-11, 1e-11);
        assertThat(belt.pValue()).isBetween(1 - 1e-10, 1.0);
    }

    @Test
    void agreesWithThePapersInR() {
        List<JsonNode> cases = Golden.cases("calibration_belt");
        assertThat(cases).hasSize(7);
        for (JsonNode golden : cases) {
            String levels =
                    Golden.list(golden.get("bands")).stream()
                            .map(band -> band.get("level").get(0).asText())
                            .collect(Collectors.joining(","));
            Ask ask =
                    ASK.y(golden.get("outcome").asText())
                            .x("risk")
                            .with("positive_class", golden.get("positive").asText())
                            .with("devel", golden.get("devel").asText())
                            .with("max_deg", new Parameter.Int(golden.get("max_deg").asLong()))
                            .with("thres", new Parameter.Real(Golden.one(golden.get("thres"))))
                            .with("conf_levels", levels);
            compare(belt(ask, PATIENTS), golden);
        }
    }

    private static void compare(BeltResult belt, JsonNode golden) {
        assertThat(belt.n()).isEqualTo(golden.get("n").asLong());
        assertThat(belt.degree()).isEqualTo(golden.get("degree").asInt());
        each("coefficients", belt.coefficients(), golden.get("coefficients"), 1e-9);
        near("statistic", belt.statistic(), Golden.one(golden.get("statistic")), 1e-9);
        // R's p-value is one minus an integral with a tolerance of 1e-12.
        double p = Golden.one(golden.get("p"));
        assertThat(Math.abs(belt.pValue() - p)).isLessThan(1e-9 * p + 1e-10);
        each("points", belt.predictions(), golden.get("points"), 1e-12);
        List<JsonNode> bands = Golden.list(golden.get("bands"));
        for (int i = 0; i < bands.size(); i++) {
            BeltResult.Band band = belt.bands().get(i);
            // Limits depend on a quantile that R finds by uniroot, to about 1e-8.
            each("lower", values(band.lower()), bands.get(i).get("lower"), 1e-6);
            each("upper", values(band.upper()), bands.get(i).get("upper"), 1e-6);
        }
    }

    private static List<Double> values(List<Statistic> statistics) {
        return statistics.stream().map(Statistic::orNaN).toList();
    }

    private static void each(String what, List<Double> actual, JsonNode golden, double relative) {
        double[] expected = Golden.numbers(golden);
        assertThat(actual).as(what).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            near(what + " " + i, actual.get(i), expected[i], relative);
        }
    }

    @Trials(20)
    void isTheBeltOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(RISK, PATIENTS, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        assertThat(RISK.pooled(PATIENTS.shuffled(random))).isEqualTo(RISK.pooled(PATIENTS));
    }

    @Test
    void takesFewRounds() {
        Federated.Run run = RISK.pooled(PATIENTS);
        assertThat(run.rounds()).isLessThanOrEqualTo(16);
        assertThat(run.titles()).startsWith("moments of the logit", "fit, iteration 1");
        assertThat(RISK.of(PATIENTS, PATIENTS.byDataset(), Cut.WHOLE)).isEqualTo(run);
    }

    /** The bands lie within each other and about the fit. */
    @Test
    void widensWithConfidence() {
        BeltResult belt = belt(RISK.with("conf_levels", "0.5, 0.8, 0.95, 0.99"), PATIENTS);
        for (int i = 0; i < belt.predictions().size(); i++) {
            double last = belt.fitted().get(i);
            double lastUpper = last;
            for (BeltResult.Band band : belt.bands()) {
                assertThat(band.lower().get(i).orNaN()).isLessThan(last);
                assertThat(band.upper().get(i).orNaN()).isGreaterThan(lastUpper);
                last = band.lower().get(i).orNaN();
                lastUpper = band.upper().get(i).orNaN();
            }
        }
    }

    /** Without steps the statistic is chi-squared; its tails keep their digits. */
    @Test
    void knowsTheDistributionOfTheStatistic() {
        near("1 degree", new BeltDistribution(true, 1, 0.95).survival(1400), Math.exp(-700), 1e-12);
        double chi = new ChiSquared(1).survival(1000);
        near("internal", new BeltDistribution(false, 2, 0.95).survival(1000), chi, 1e-12);
        double far = new BeltDistribution(true, 4, 0.95).survival(1300);
        assertThat(far).isBetween(1e-275, 1e-274);
        double k = new ChiSquared(1).upperQuantile(0.05);
        near("below the least", new BeltDistribution(true, 4, 0.95).survival(3 * k), 1, 1e-14);
        for (boolean external : new boolean[] {true, false}) {
            for (int degree = external ? 1 : 2; degree <= 4; degree++) {
                BeltDistribution law = new BeltDistribution(external, degree, 0.95);
                near("quantile", law.survival(law.quantile(0.9)), 0.1, 1e-12);
            }
        }
    }

    /**
     * What a threshold near 0 makes of the increments: plain chi-squared variables, so that the sum
     * is chi-squared too.
     */
    @Test
    void isChiSquaredWhereEveryStepIsTaken() {
        for (int degree = 1; degree <= 4; degree++) {
            for (double t : new double[] {0.5, 3, 11, 60}) {
                double expected = new ChiSquared(degree + 1).survival(t);
                double actual = new BeltDistribution(true, degree, 1e-12).survival(t);
                assertThat(actual / expected - 1).isBetween(-1e-7, 1e-7);
            }
        }
    }

    @Test
    void keepsTheDigitsOfATinyPValue() {
        double[] p = {0.1, 0.2, 0.3, 0.7, 0.8, 0.9};
        double[] many = IntStream.range(0, 2_004).mapToDouble(i -> p[i % 6]).toArray();
        int[] y = IntStream.range(0, many.length).map(i -> (i / 6) % 2).toArray();
        BeltResult belt = belt(yes(), cohort(y, many));
        assertThat(belt.pValue()).isBetween(1e-320, 1e-100);
        assertThat(belt.coefficients().get(1)).isBetween(-0.1, 0.1);
    }

    @Test
    void movesProbabilitiesOfZeroAndOne() {
        double[] p = IntStream.range(0, 200).mapToDouble(i -> i % 10 / 9.0).toArray();
        int[] y = IntStream.range(0, 200).map(i -> i * 7 % 13 < 6 ? 1 : 0).toArray();
        assertThat(belt(yes(), cohort(y, p)).warnings()).anyMatch(w -> w.contains("of 0 or 1"));
    }

    @Test
    void refusesWhatIsNoPrediction() {
        Refusals.refused(
                yes(),
                cohort(new int[] {0, 1}, 0.5, 1.5),
                ErrorCode.PRECONDITION,
                "must be probabilities");
        Refusals.refused(
                yes(), groups(new double[] {0.4, 0.4}, 5, 6), ErrorCode.PRECONDITION, "the same");
        Refusals.refused(
                yes(),
                groups(new double[] {0.4, 0.6}, 20, 20),
                ErrorCode.PRECONDITION,
                "need more");
        Refusals.refused(
                yes(),
                groups(new double[] {0.2, 0.4, 0.6, 0.8, 0.9, 0.1}, 0, 0, 20, 20, 20, 0),
                ErrorCode.NOT_CONVERGED,
                "separates");
        Cohort empty =
                Cohort.rows(2)
                        .factor("y", List.of("no", "yes"), "yes", null)
                        .number("p", Double.NaN, 1)
                        .build();
        Refusals.refused(yes(), empty, ErrorCode.INSUFFICIENT_DATA, "no row");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                RISK.with("conf_levels", "95 %"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "0.8, 0.95");
        Refusals.refused(
                RISK.with("max_deg", new Parameter.Int(5)),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "2 to 4");
        Refusals.refused(
                ASK.y("relapse").x("risk"),
                PATIENTS,
                ErrorCode.INVALID_PARAMETER,
                "positive_class");
        Refusals.refused(
                ASK.y("relapse").x("sex").with("positive_class", "yes"),
                PATIENTS,
                ErrorCode.WRONG_TYPE,
                "sex");
    }
}
