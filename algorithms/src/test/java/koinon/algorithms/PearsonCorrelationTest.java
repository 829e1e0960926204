package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.algorithms.PearsonCorrelation.Matrix;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class PearsonCorrelationTest {
    private static final Ask ASK = Ask.of("pearson_correlation");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Matrix matrix(Ask ask, Cohort cohort) {
        return (Matrix) ask.pooled(cohort).result();
    }

    /*
     * x = 1 2 3 4 5, y = 2 1 4 3 5: sums 15, 15, Σx² = Σy² = 55, Σxy = 53.
     * n Σxy − Σx Σy = 265 − 225 = 40, n Σx² − (Σx)² = 275 − 225 = 50: r = 0.8.
     * Interval: artanh 0.8 = log 3, half width 1.959964 / √2.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(5).number("x", 1, 2, 3, 4, 5).number("y", 2, 1, 4, 3, 5).build();
        Matrix matrix = matrix(ASK.y("y").x("x"), cohort);
        double half = 1.959963984540054 / Math.sqrt(2);
        near("r", matrix.r().getFirst().getFirst(), 0.8, 1e-15);
        near("lower", matrix.lower().getFirst().getFirst(), Math.tanh(Math.log(3) - half), 1e-13);
        near("upper", matrix.upper().getFirst().getFirst(), Math.tanh(Math.log(3) + half), 1e-14);
        assertThat(matrix.n()).isEqualTo(5);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("pearson_correlation");
        assertThat(cases).hasSize(4);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(Golden.texts(golden.get("y")))
                            .x(Golden.texts(golden.get("x")))
                            .with("alpha", new Parameter.Real(golden.get("level").asDouble()));
            Matrix matrix = matrix(ask, SYNTHETIC);
            assertThat(matrix.n()).isEqualTo(golden.get("n").asLong());
            compare("r", matrix.r(), golden.get("r"), 1e-9);
            compare("p", matrix.p(), golden.get("p"), 1e-9);
            // A limit near 0 is a difference: R and we agree in its absolute digits.
            compare("lower", matrix.lower(), golden.get("lower"), 1e-8);
            compare("upper", matrix.upper(), golden.get("upper"), 1e-8);
        }
    }

    private static void compare(
            String what, List<List<Statistic>> actual, JsonNode golden, double relative) {
        for (int i = 0; i < actual.size(); i++) {
            double[] row = Golden.numbers(golden.get(i));
            assertThat(actual.get(i)).hasSize(row.length);
            for (int j = 0; j < row.length; j++) {
                near(what + " " + i + "," + j, actual.get(i).get(j), row[j], relative);
            }
        }
    }

    @Trials(60)
    void isTheCorrelationOfThePooledRows(RandomGenerator random) {
        Ask ask = ASK.y("volume", "faroutcome", "constant").x("score", "far", "load");
        Splits.sameAsPooled(ask, SYNTHETIC, random);
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("volume", "age", "load");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRound() {
        assertThat(ASK.y("volume", "age").pooled(SYNTHETIC).titles()).containsExactly("moments");
    }

    @Test
    void isPerfectForExactlyLinearColumns() {
        Matrix matrix = matrix(ASK.y("age").x("months", "exact"), SYNTHETIC);
        assertThat(matrix.r().getFirst()).containsOnly(new Statistic.Known(1));
        assertThat(matrix.p().getFirst()).containsOnly(new Statistic.Known(0));
        assertThat(matrix.lower().getFirst()).containsOnly(new Statistic.Known(1));
    }

    @Trials(50)
    void hasNoCorrelationWithAConstantWhateverItsBits(RandomGenerator random) {
        double[] constant = new double[random.nextInt(3, 2000)];
        Arrays.fill(constant, random.nextDouble());
        Cohort cohort =
                Cohort.rows(constant.length)
                        .number("constant", constant)
                        .number("age", random.doubles(constant.length).toArray())
                        .build();
        Matrix matrix = matrix(ASK.y("constant").x("age"), cohort);
        assertThat(matrix.r().getFirst().getFirst()).isInstanceOf(Statistic.Undefined.class);
        assertThat(matrix.p().getFirst().getFirst()).isInstanceOf(Statistic.Undefined.class);
        assertThat(matrix.warnings()).containsExactly("Constant in these rows: constant");
    }

    @Test
    void hasNoIntervalForThreeRows() {
        Cohort three = Cohort.rows(3).number("x", 1, 2, 3).number("y", 1, 3, 2).build();
        Matrix matrix = matrix(ASK.y("y").x("x"), three);
        near("r", matrix.r().getFirst().getFirst(), 0.5, 1e-15);
        assertThat(matrix.lower().getFirst().getFirst()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void spansEverythingAtLevelOneAndNothingAtLevelZero() {
        Ask ask = ASK.y("age").x("load");
        Matrix all = matrix(ask.with("alpha", new Parameter.Int(1)), SYNTHETIC);
        assertThat(all.lower().getFirst().getFirst()).isEqualTo(new Statistic.Known(-1));
        assertThat(all.upper().getFirst().getFirst()).isEqualTo(new Statistic.Known(1));
        Matrix none = matrix(ask.with("alpha", new Parameter.Int(0)), SYNTHETIC);
        near(
                "width",
                none.upper().getFirst().getFirst(),
                none.r().getFirst().getFirst().orNaN(),
                1e-12);
    }

    @Test
    void refusesTwoRows() {
        Cohort two = Cohort.rows(2).number("x", 1, 2).number("y", 1, 3).build();
        Refusals.refused(ASK.y("y").x("x"), two, ErrorCode.PRECONDITION, "at least 3 complete");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
        Refusals.refused(ASK, SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y");
        Refusals.refused(ASK.y("empty").x("age"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(
                ASK.y("age").with("alpha", new Parameter.Real(1.5)),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "alpha");
    }
}
