package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.PenalisedRegression.Fit;
import koinon.algorithms.PenalisedRegression.Penalty;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class PenalisedRegressionTest {
    private static final Ask ASK = Ask.of("penalised_regression");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Fit fit(Ask ask, Cohort cohort) {
        return (Fit) ask.pooled(cohort).result();
    }

    private static Ask with(Ask ask, double alpha, int folds) {
        return ask.with("alpha", new Parameter.Real(alpha)).with("folds", new Parameter.Int(folds));
    }

    /*
     * x is −1 or 1, half each, so it is its own standardised column; the least squares slope is 2
     * and leaves a mean square of 1. The lasso's slope is 2 − λ, the greatest λ is 2, and the mean
     * square is 1 + λ². Every fold holds the same four rows, so that all errors are equal.
     */
    @Test
    void givesWhatPaperGives() {
        double[] x = IntStream.range(0, 12).mapToDouble(i -> i < 6 ? -1 : 1).toArray();
        double[] y = IntStream.range(0, 12).mapToDouble(i -> 2.0 * Math.floorDiv(i, 3)).toArray();
        Cohort cohort = Cohort.rows(12).number("x", x).number("y", y).build();
        Ask ask = with(ASK.y("y").x("x"), 1, 3).with("lambdas", new Parameter.Int(3));
        Fit fit = fit(ask, cohort);
        double[] lambdas = {2, 2e-2, 2e-4};
        for (int i = 0; i < 3; i++) {
            Penalty penalty = fit.path().get(i);
            near("λ", penalty.lambda(), lambdas[i], 1e-14);
            near("a", penalty.coefficients().getFirst(), 3, 1e-14);
            near("β", penalty.coefficients().get(1), i == 0 ? 0 : 2 - lambdas[i], 1e-13);
            near("error", penalty.error(), 1 + lambdas[i] * lambdas[i], 1e-13);
            assertThat(penalty.standardError()).isLessThan(1e-15);
        }
        assertThat(fit.best()).isEqualTo(2);
        assertThat(fit.path().getFirst().nonZero()).isZero();
        near("R²", fit.path().get(2).explained(), 0.8, 1e-7);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("penalised_regression");
        assertThat(cases).hasSize(5);
        for (JsonNode golden : cases) {
            Ask ask = ASK.y(golden.get("y").asText()).x(Golden.texts(golden.get("x")));
            Ask mixed = with(ask, golden.get("alpha").asDouble(), golden.get("folds").asInt());
            compare(fit(mixed, SYNTHETIC), golden);
        }
    }

    private static void compare(Fit fit, JsonNode golden) {
        assertThat(fit.terms()).containsExactly(Golden.texts(golden.get("terms")));
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        String name = fit.dependent() + " on " + golden.get("x") + " at ";
        double[] lambda = Golden.numbers(golden.get("lambda"));
        for (int i = 0; i < lambda.length; i++) {
            Penalty penalty = fit.path().get(golden.get("at").get(i).asInt());
            String step = name + golden.get("at").get(i);
            near(step + " λ", penalty.lambda(), lambda[i], 1e-10);
            assertThat(penalty.nonZero()).isEqualTo(golden.get("nonzero").get(i).asInt());
            double[] coefficients = Golden.numbers(golden.get("coefficients").get(i));
            for (int j = 0; j < coefficients.length; j++) {
                String term = step + " " + fit.terms().get(j);
                near(term, penalty.coefficients().get(j), coefficients[j], 1e-9);
            }
            // glmnet adds its share up over all its steps, some thousands.
            double explained = Golden.numbers(golden.get("explained"))[i];
            assertThat(Math.abs(penalty.explained() - explained)).isLessThan(1e-10);
            near(step + " error", penalty.error(), Golden.numbers(golden.get("error"))[i], 1e-9);
            near(step + " se", penalty.standardError(), Golden.numbers(golden.get("se"))[i], 1e-9);
        }
        near("λ.min", fit.path().get(fit.best()).lambda(), Golden.one(golden.get("best")), 1e-10);
        near(
                "λ.1se",
                fit.path().get(fit.simplest()).lambda(),
                Golden.one(golden.get("simplest")),
                1e-10);
    }

    /** The conditions of the minimum, from the rows themselves, at every λ of the path. */
    @Trials(30)
    void meetsTheConditionsOfTheMinimum(RandomGenerator random) {
        int n = random.nextInt(30, 120);
        double[][] x = new double[random.nextInt(1, 40)][];
        Cohort.Builder cohort = Cohort.rows(n);
        double[] y = random.doubles(n, -1, 1).toArray();
        for (int j = 0; j < x.length; j++) {
            // Later columns look like earlier ones.
            double[] before = j == 0 ? y : x[random.nextInt(j)];
            x[j] = Arrays.stream(before).map(v -> v + random.nextGaussian()).toArray();
            cohort.number("x" + j, x[j]);
        }
        String[] names = IntStream.range(0, x.length).mapToObj(j -> "x" + j).toArray(String[]::new);
        double alpha = random.nextInt(5) / 4.0;
        Fit fit = fit(with(ASK.y("y").x(names), alpha, 3), cohort.number("y", y).build());
        assertThat(fit.warnings()).isEmpty();
        for (Penalty penalty : fit.path()) {
            checkMinimum(x, y, alpha, penalty);
        }
    }

    private static void checkMinimum(double[][] x, double[] y, double alpha, Penalty penalty) {
        double sy = deviation(y);
        double lambda = penalty.lambda() / sy;
        double[] residual = y.clone();
        for (int i = 0; i < y.length; i++) {
            residual[i] -= penalty.coefficients().getFirst();
            for (int j = 0; j < x.length; j++) {
                residual[i] -= penalty.coefficients().get(j + 1) * x[j][i];
            }
        }
        for (int j = 0; j < x.length; j++) {
            double sx = deviation(x[j]);
            double mean = Arrays.stream(x[j]).average().orElseThrow();
            double gradient = 0;
            for (int i = 0; i < y.length; i++) {
                gradient += (x[j][i] - mean) / sx * residual[i] / sy / y.length;
            }
            double b = penalty.coefficients().get(j + 1) * sx / sy;
            double slope = gradient - lambda * (1 - alpha) * b;
            if (b == 0) {
                assertThat(Math.abs(slope)).isLessThanOrEqualTo(lambda * alpha + 1e-11);
            } else {
                assertThat(Math.abs(slope - lambda * alpha * Math.signum(b))).isLessThan(1e-11);
            }
        }
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / values.length);
    }

    @Trials(20)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("volume", "gender", "grade", "age");
        Splits.sameAsPooled(with(ask, random.nextInt(3) / 2.0, 4), SYNTHETIC, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("load", "dataset", "age");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void drawsCoefficientsAndErrorAlongThePath() {
        Fit fit = fit(ASK.y("score").x("age", "gender"), SYNTHETIC);
        Plot.Curves coefficients = (Plot.Curves) fit.presentation().plots().getFirst();
        assertThat(coefficients.curves()).hasSize(2);
        assertThat(coefficients.curves().getFirst().x()).isSorted().hasSize(100);
        Plot.Curves error = (Plot.Curves) fit.presentation().plots().getLast();
        near(
                "the error at the least penalty",
                error.curves().getFirst().y().getFirst(),
                fit.path().getLast().error(),
                0);
    }

    @Test
    void takesAFormula() {
        Ask plain = ASK.y("score");
        assertThat(fit(plain.with("formula", "gender + age"), SYNTHETIC))
                .isEqualTo(fit(plain.x("gender", "age"), SYNTHETIC));
        assertThat(fit(plain.with("formula", "gender * age"), SYNTHETIC).terms()).hasSize(4);
    }

    @Test
    void takesOneRoundOrTwo() {
        assertThat(ASK.y("score").x("age").pooled(SYNTHETIC).titles())
                .containsExactly("moments of 10 folds");
        Federated.Run run =
                ASK.y("score")
                        .x("diagnosis", "age")
                        .of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE);
        assertThat(run.titles()).containsExactly("levels in use", "moments of 10 folds");
    }

    /** With λ near 0 the lasso is least squares, also 1e8 from 0. */
    @Trials(20)
    void doesNotLoseTheSlopeFarFromZero(RandomGenerator random) {
        double[] x = random.ints(300, -1, 2).asDoubleStream().toArray();
        double[] y = random.ints(300, -3, 4).asDoubleStream().toArray();
        Fit home = fit(ASK.y("y").x("x"), Cohort.rows(300).number("x", x).number("y", y).build());
        Arrays.setAll(x, i -> x[i] + 1e8);
        Arrays.setAll(y, i -> y[i] + 1e8);
        Fit away = fit(ASK.y("y").x("x"), Cohort.rows(300).number("x", x).number("y", y).build());
        for (int i = 0; i < 100; i++) {
            Penalty expected = home.path().get(i);
            Penalty penalty = away.path().get(i);
            near("β", penalty.coefficients().get(1), expected.coefficients().get(1), 1e-11);
            near("error", penalty.error(), expected.error(), 1e-9);
        }
    }

    @Test
    void leavesConstantAndRepeatedCovariatesOut() {
        Fit fit = fit(ASK.y("volume").x("age", "constant", "months"), SYNTHETIC);
        assertThat(fit.warnings()).containsExactly("Constant in these rows, hence 0: constant");
        assertThat(fit.path()).allSatisfy(p -> assertThat(p.coefficients().get(2)).isZero());
        Fit alone = fit(ASK.y("volume").x("age"), SYNTHETIC);
        near("R²", fit.path().getLast().explained(), alone.path().getLast().explained(), 1e-9);
    }

    @Trials(3)
    void takesMoreCovariatesThanRows(RandomGenerator random) {
        int n = 30;
        Cohort.Builder cohort = Cohort.rows(n).number("y", random.doubles(n).toArray());
        String[] names = IntStream.range(0, 60).mapToObj(j -> "x" + j).toArray(String[]::new);
        for (String name : names) {
            cohort.number(name, random.doubles(n).toArray());
        }
        Fit fit = fit(ASK.y("y").x(names).with("folds", new Parameter.Int(3)), cohort.build());
        near("ratio", fit.path().getLast().lambda(), 0.01 * fit.path().getFirst().lambda(), 1e-12);
        assertThat(fit.path().getLast().nonZero()).isBetween(10, 30);
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void followsAnExactFitToItsEnd() {
        Fit fit = fit(ASK.y("exact").x("age", "load"), SYNTHETIC);
        near("R²", fit.path().getLast().explained(), 1, 1e-7);
        assertThat(fit.best()).isEqualTo(99);
    }

    @Test
    void refusesWhatItCannotFit() {
        Refusals.refused(
                ASK.y("constant").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "is constant");
        Refusals.refused(
                ASK.y("age").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "outcome and covariate");
        Refusals.refused(ASK.y("age").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(ASK.y("gender").x("age"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
        Refusals.refused(
                with(ASK.y("score").x("age"), 2, 10),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "alpha");
        Cohort few = Cohort.rows(5).number("x", 1, 2, 3, 4, 5).number("y", 2, 1, 4, 3, 5).build();
        Refusals.refused(ASK.y("y").x("x"), few, ErrorCode.PRECONDITION, "fold", "fewer folds");
        Cohort nothing =
                Cohort.rows(2).number("x", 1, Double.NaN).number("y", Double.NaN, 2).build();
        Refusals.refused(ASK.y("y").x("x"), nothing, ErrorCode.INSUFFICIENT_DATA, "no row");
    }

    @Test
    void showsNoFoldBelowTheThreshold() {
        Ask ask = ASK.y("score").x("age").strict(100);
        assertThatThrownBy(() -> ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("a fold has fewer than 100 rows");
        assertThatThrownBy(() -> ask.pooled(SYNTHETIC))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("fewer than three sites");
    }
}
