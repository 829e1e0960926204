package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.RocCurve.Point;
import koinon.algorithms.RocCurve.Roc;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
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

class RocCurveTest {
    private static final Cohort PATIENTS = SyntheticCohort.SURVIVAL;
    private static final Ask ASK = Ask.of("roc_curve");
    private static final Ask RISK = ASK.y("relapse").x("risk").with("positive_class", "yes");

    private static Roc roc(Ask ask, Cohort cohort) {
        return (Roc) ask.pooled(cohort).result();
    }

    private static Cohort cohort(int[] outcomes, double... scores) {
        String[] y =
                Arrays.stream(outcomes).mapToObj(o -> o == 1 ? "yes" : "no").toArray(String[]::new);
        return Cohort.rows(scores.length)
                .factor("y", List.of("no", "yes"), y)
                .number("x", scores)
                .build();
    }

    private static Ask yes() {
        return ASK.y("y").x("x").with("positive_class", "yes");
    }

    /*
     * Positive 2, 3, 4, negative 1, 2: of 6 pairs 5 are won and one is tied: AUC 5.5 / 6.
     * V10 = 3/4, 1, 1: variance 1/48; V01 = 1, 5/6: variance 1/72; together 1/144 + 1/144.
     * From 3 upwards: sensitivity 2/3, specificity 1.
     */
    @Test
    void givesWhatPaperGives() {
        Roc roc = roc(yes(), cohort(new int[] {1, 1, 1, 0, 0}, 2, 3, 4, 1, 2));
        near("AUC", roc.auc(), 5.5 / 6, 1e-15);
        near("se", roc.standardError(), Math.sqrt(2 / 144.0), 1e-14);
        near("half a tie in 6", roc.ties(), 1 / 12.0, 1e-15);
        assertThat(roc.points()).extracting(Point::threshold).containsExactly(4.0, 3.0, 2.0, 1.0);
        assertThat(roc.youden()).isEqualTo(new Point(3, 2 / 3.0, 1));
        assertThat(roc.points().getLast()).isEqualTo(new Point(1, 1, 0));
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("roc_curve");
        assertThat(cases).hasSize(6);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("outcome").asText())
                            .x(golden.get("score").asText())
                            .with("positive_class", golden.get("positive").asText())
                            .with("direction", golden.get("direction").asText())
                            .with(
                                    "confidence",
                                    new Parameter.Real(Golden.one(golden.get("level"))));
            Roc roc = roc(ask, PATIENTS);
            String name = golden.get("score").asText();
            near(name + " step", roc.step(), Golden.one(golden.get("step")), 0);
            near(name + " AUC", roc.auc(), Golden.one(golden.get("auc")), 1e-12);
            near(name + " se", roc.standardError(), Golden.one(golden.get("se")), 1e-11);
            near(name + " lower", roc.lower(), Golden.one(golden.get("lower")), 1e-11);
            near(name + " upper", roc.upper(), Golden.one(golden.get("upper")), 1e-11);
            near(name + " Youden", roc.youden().youden(), Golden.one(golden.get("youden")), 1e-12);
            assertThat(roc.points()).hasSize(golden.get("points").asInt());
            assertThat(roc.positives()).isEqualTo(golden.get("positives").asLong());
        }
    }

    @Trials(40)
    void isTheCurveOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(RISK, PATIENTS, random);
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        assertThat(RISK.pooled(PATIENTS.shuffled(random))).isEqualTo(RISK.pooled(PATIENTS));
    }

    @Test
    void takesTwoRounds() {
        assertThat(RISK.pooled(PATIENTS).rounds()).isEqualTo(2);
    }

    /** Turned round, a score tells as much. */
    @Trials(30)
    void mirrorsWithTheDirection(RandomGenerator random) {
        int n = random.nextInt(10, 200);
        double[] scores = random.doubles(n, -5, 9).map(Math::rint).toArray();
        int[] outcomes = IntStream.range(0, n).map(i -> i % 3 == 0 ? 1 : 0).toArray();
        Cohort cohort = cohort(outcomes, scores);
        Roc higher = roc(yes(), cohort);
        Roc lower = roc(yes().with("direction", "lower"), cohort);
        assertThat(higher.auc() + lower.auc())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-14));
    }

    @Trials(60)
    void showsNoStepOfFewRowsUnderAThreshold(RandomGenerator random) {
        int threshold = random.nextInt(2, 20);
        int[] some = random.ints(200, 0, PATIENTS.size()).distinct().toArray();
        Cohort cohort = PATIENTS.only(some);
        Roc roc = (Roc) RISK.strict(threshold).of(cohort, cohort.byDataset(), Cut.WHOLE).result();
        double found = 0;
        double alarms = 0;
        for (Point point : roc.points()) {
            double positives = Math.rint(point.sensitivity() * roc.positives());
            double negatives = Math.rint((1 - point.specificity()) * roc.negatives());
            assertThat(positives - found).matches(n -> n == 0 || n >= threshold);
            assertThat(negatives - alarms).matches(n -> n == 0 || n >= threshold);
            found = positives;
            alarms = negatives;
        }
        assertThat(found).isEqualTo((double) roc.positives());
        assertThat(alarms).isEqualTo((double) roc.negatives());
    }

    @Test
    void tellsValuesFarFromTheOriginApart() {
        Roc roc = roc(yes(), cohort(new int[] {1, 1, 0, 0}, 1e8 + 1, 1e8, 1e8, 1e8 - 1));
        near("AUC", roc.auc(), 3.5 / 4, 1e-15);
    }

    @Test
    void saysWhatIsNotDefined() {
        Roc perfect = roc(yes(), cohort(new int[] {1, 1, 0, 0}, 4, 3, 2, 1));
        near("AUC", perfect.auc(), 1, 0);
        assertThat(perfect.standardError()).isInstanceOf(Statistic.Undefined.class);
        Roc constant = roc(yes(), cohort(new int[] {1, 1, 0, 0}, 7, 7, 7, 7));
        near("AUC", constant.auc(), 0.5, 0);
        Roc zero = roc(yes(), cohort(new int[] {1, 0}, 0, 0));
        assertThat(zero.lower()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void refusesWhatCannotBeAnswered() {
        Refusals.refused(
                yes(),
                cohort(new int[] {1, 1}, 1, 2),
                ErrorCode.PRECONDITION,
                "every analysed row");
        Refusals.refused(
                yes(), cohort(new int[] {0, 0}, 1, 2), ErrorCode.PRECONDITION, "no analysed row");
        Cohort nobody = cohort(new int[] {0, 1}, 1, 2);
        Refusals.refused(
                ASK.y("relapse").x("risk").with("positive_class", "maybe"),
                PATIENTS,
                ErrorCode.UNKNOWN_LEVEL,
                "maybe");
        Refusals.refused(
                ASK.y("relapse").x("sex").with("positive_class", "yes"),
                PATIENTS,
                ErrorCode.WRONG_TYPE,
                "sex");
        Refusals.refused(ASK.y("y").x("x"), nobody, ErrorCode.INVALID_PARAMETER, "positive_class");
        Cohort empty =
                Cohort.rows(2)
                        .factor("y", List.of("no", "yes"), "yes", null)
                        .number("x", Double.NaN, 1)
                        .build();
        Refusals.refused(yes(), empty, ErrorCode.INSUFFICIENT_DATA, "no row");
    }
}
