package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    private static final Ask ASK = Ask.of("pca");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Components components(Ask ask, Cohort cohort) {
        return (Components) ask.pooled(cohort).result();
    }

    /*
     * r = 0.8 as in the test of Pearson's correlation. The matrix (1 r; r 1) has eigenvalues 1 ± r
     * and eigenvectors (1, ±1) / √2; loadings (1, ±1) √(1 ± r) / √2. Variance of 1 to 5: 2.5.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(5).number("x", 1, 2, 3, 4, 5).number("y", 2, 1, 4, 3, 5).build();
        Components fit = components(ASK.y("x", "y"), cohort);
        assertThat(fit.n()).isEqualTo(5);
        assertThat(fit.means()).containsExactly(3.0, 3.0);
        near("sd", fit.standardDeviations().getFirst(), Math.sqrt(2.5), 1e-15);
        near("first", fit.eigenvalues().getFirst(), 1.8, 1e-15);
        near("second", fit.eigenvalues().getLast(), 0.2, 1e-15);
        near("share", fit.explained().getFirst(), 0.9, 1e-15);
        near("cumulative", fit.cumulative().getLast(), 1, 1e-15);
        double root = Math.sqrt(0.5);
        near("weight", fit.vectors().getFirst().getLast(), root, 1e-15);
        near("tied sign", fit.vectors().getLast().getFirst(), root, 1e-15);
        near("tied sign", fit.vectors().getLast().getLast(), -root, 1e-15);
        near("loading", fit.loadings().getFirst().getFirst(), Math.sqrt(0.9), 1e-15);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases =
                Golden.cases("pca").stream()
                        .filter(c -> c.get("log").isEmpty() && c.get("exp").isEmpty())
                        .toList();
        assertThat(cases).hasSize(4);
        for (JsonNode golden : cases) {
            List<String> y = List.of(Golden.texts(golden.get("y")));
            // 1e8 with three decimals is rounded to a grid of 1.5e-5; it spreads by 1.
            double relative = y.contains("faroutcome") ? 1e-6 : 1e-9;
            compare(components(ASK.y(y.toArray(new String[0])), SYNTHETIC), golden, relative);
        }
    }

    static void compare(Components fit, JsonNode golden, double relative) {
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        nearAll("means", fit.means(), golden.get("means"), relative);
        nearAll("sds", fit.standardDeviations(), golden.get("sds"), relative);
        nearAll("eigenvalues", fit.eigenvalues(), golden.get("eigenvalues"), relative);
        for (int k = 0; k < fit.vectors().size(); k++) {
            double[] expected = Golden.numbers(golden.get("vectors").get(k));
            for (int j = 0; j < expected.length; j++) {
                // Elements of a vector of length 1: an absolute error, a small one may cancel.
                assertThat(fit.vectors().get(k).get(j)).isCloseTo(expected[j], within(relative));
            }
        }
    }

    private static void nearAll(
            String what, List<Double> actual, JsonNode golden, double relative) {
        double[] expected = Golden.numbers(golden);
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            Golden.near(what + " " + i, actual.get(i), expected[i], relative);
        }
    }

    @Trials(40)
    void areThoseOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ASK.y("volume", "age", "score", "load", "far"), SYNTHETIC, random);
    }

    @Trials(20)
    void doNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("volume", "age", "load");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takeOneRound() {
        assertThat(ASK.y("volume", "age").pooled(SYNTHETIC).titles()).containsExactly("moments");
    }

    /** 40 variables of 12 rows: 11 eigenvalues, the others 0. */
    @Trials(10)
    void findDependentVariables(RandomGenerator random) {
        Cohort.Builder cohort = Cohort.rows(12);
        String[] names = IntStream.range(0, 40).mapToObj(j -> "x" + j).toArray(String[]::new);
        for (String name : names) {
            cohort.number(name, random.doubles(12).toArray());
        }
        Components fit = components(ASK.y(names), cohort.build());
        assertThat(fit.eigenvalues().stream().mapToDouble(v -> v).sum())
                .isCloseTo(40, within(1e-12));
        assertThat(fit.eigenvalues().subList(11, 40)).allMatch(v -> v >= 0 && v < 1e-20);
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).contains("last 29 eigenvalues");
        for (int a = 0; a < 40; a++) {
            double[] v = fit.vectors().get(a).stream().mapToDouble(x -> x).toArray();
            double[] w = fit.vectors().get((a + 1) % 40).stream().mapToDouble(x -> x).toArray();
            double dot = IntStream.range(0, 40).mapToDouble(j -> v[j] * w[j]).sum();
            assertThat(dot).isCloseTo(0, within(1e-13));
            assertThat(Arrays.stream(v).map(x -> x * x).sum()).isCloseTo(1, within(1e-13));
        }
    }

    @Test
    void sayWhenAVariableStandsTwice() {
        Components fit = components(ASK.y("age", "months"), SYNTHETIC);
        near("first", fit.eigenvalues().getFirst(), 2, 1e-15);
        assertThat(fit.eigenvalues().getLast()).isLessThan(1e-20);
        assertThat(fit.warnings()).hasSize(1);
    }

    @Test
    void refuseConstantsAndTooFewRows() {
        Refusals.refused(
                ASK.y("age", "constant"), SYNTHETIC, ErrorCode.PRECONDITION, "constant", "leave");
        Cohort one = Cohort.rows(1).number("x", 1).number("y", 2).build();
        Refusals.refused(ASK.y("y", "x"), one, ErrorCode.PRECONDITION, "at least 2 complete");
        Cohort none = Cohort.rows(1).number("x", 1).number("y", Double.NaN).build();
        Refusals.refused(ASK.y("x", "y"), none, ErrorCode.NO_BOUND, "'y'");
    }

    @Test
    void refuseWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
        Refusals.refused(ASK, SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y");
        Refusals.refused(ASK.y("age").x("load"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as x");
        Refusals.refused(ASK.y("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
    }
}
