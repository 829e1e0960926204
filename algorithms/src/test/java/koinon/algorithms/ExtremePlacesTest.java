package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

/** Where formulas that are right on paper stop being right in doubles. */
class ExtremePlacesTest {
    private static final List<String> NO_YES = List.of("no", "yes");
    private static final Ask LINEAR = Ask.of("linear_regression").y("y").x("x");

    private static LinearRegression.Fit linear(Ask ask, Cohort cohort) {
        return (LinearRegression.Fit) ask.pooled(cohort).result();
    }

    private static double[] shifted(double[] values, double by) {
        return Arrays.stream(values).map(v -> v + by).toArray();
    }

    private static Cohort xy(double[] x, double[] y) {
        return Cohort.rows(x.length).number("x", x).number("y", y).build();
    }

    /** y = x ± ¼ in turn; R: summary(lm(y ~ x)). */
    @Test
    void keepsTheDigitsOfATailOf1eMinus300() {
        double[] x = IntStream.range(0, 140).asDoubleStream().toArray();
        double[] y = Arrays.stream(x).map(v -> v + (v % 2 == 0 ? 0.25 : -0.25)).toArray();
        LinearRegression.Fit fit = linear(LINEAR, xy(x, y));
        Coefficient slope = fit.coefficients().get(1);
        near("t", slope.statistic(), 1899.0039550055633, 1e-12);
        near("p", slope.pValue(), 1.109589277646327e-306, 1e-9);
        near("p of F", fit.fPValue(), 1.109589277646327e-306, 1e-9);
    }

    @Trials(30)
    void doesNotLoseTheSlopeFarFromZero(RandomGenerator random) {
        double[] x = random.ints(300, -1, 2).asDoubleStream().toArray();
        double[] y = random.ints(300, -3, 4).asDoubleStream().toArray();
        LinearRegression.Fit home = linear(LINEAR, xy(x, y));
        LinearRegression.Fit away = linear(LINEAR, xy(shifted(x, 1e8), shifted(y, 1e8)));
        Coefficient expected = home.coefficients().get(1);
        Coefficient slope = away.coefficients().get(1);
        near("slope", slope.estimate(), expected.estimate().orNaN(), 1e-11);
        near("se", slope.standardError(), expected.standardError().orNaN(), 1e-11);
        near("p", slope.pValue(), expected.pValue().orNaN(), 1e-9);
        near("R²", away.rSquared(), home.rSquared().orNaN(), 1e-9);
        assertThat(away.warnings()).isEmpty();
    }

    @Test
    void callsAnExactFitExactWhereverItLies() {
        double[] x = IntStream.range(0, 40).asDoubleStream().toArray();
        for (double far : new double[] {0, 1e8}) {
            double[] y = Arrays.stream(x).map(v -> 3 * v - 7 + far).toArray();
            LinearRegression.Fit fit = linear(LINEAR, xy(shifted(x, far), y));
            near("slope", fit.coefficients().get(1).estimate(), 3, 1e-12);
            near("R²", fit.rSquared(), 1, 1e-12);
            assertThat(fit.warnings()).hasSize(1);
            assertThat(fit.warnings().getFirst()).startsWith("An essentially exact fit");
        }
    }

    @Test
    void hasNoRSquaredOfAConstantOutcome() {
        Ask ask = Ask.of("linear_regression").y("constant").x("age", "load");
        LinearRegression.Fit fit = linear(ask, SyntheticCohort.WHOLE);
        near("intercept", fit.coefficients().getFirst().estimate(), 0.1, 1e-12);
        assertThat(fit.rSquared()).isEqualTo(new Statistic.Undefined("the outcome is constant"));
        assertThat(fit.f()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.residualStandardError()).isEqualTo(new Statistic.Known(0));
        assertThat(fit.coefficients().get(1).pValue()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.warnings()).containsExactly("The outcome is constant in these rows.");
    }

    @Trials(50)
    void seesThatAnOutcomeIsConstantWhateverItsBits(RandomGenerator random) {
        double[] y = new double[random.nextInt(10, 2000)];
        Arrays.fill(y, random.nextDouble());
        double[] x = random.doubles(y.length).toArray();
        LinearRegression.Fit fit = linear(LINEAR, xy(x, y));
        assertThat(fit.rSquared()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.coefficients().get(1).pValue()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void testsNothingWithAsManyRowsAsCoefficients() {
        LinearRegression.Fit fit = linear(LINEAR, xy(new double[] {1, 2}, new double[] {5, 3}));
        near("slope", fit.coefficients().get(1).estimate(), -2, 1e-15);
        assertThat(fit.coefficients().get(1).standardError())
                .isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.residualStandardError()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.fPValue()).isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.dfResidual()).isZero();
        assertThat(fit.warnings()).hasSize(1);
    }

    @Test
    void leavesAFactorOfOneLevelWithoutAColumn() {
        Ask ask = Ask.of("linear_regression").y("score").x("single");
        LinearRegression.Fit fit = linear(ask, SyntheticCohort.WHOLE);
        assertThat(fit.terms()).containsExactly("Intercept");
        assertThat(fit.f()).isInstanceOf(Statistic.Undefined.class);
        near("R²", fit.rSquared(), 0, 0);
    }

    @Trials(1)
    void takesTwoHundredPredictors(RandomGenerator random) {
        int n = 260;
        Cohort.Builder cohort = Cohort.rows(n);
        double[] y = random.doubles(n).toArray();
        String[] names = IntStream.range(0, 200).mapToObj(j -> "x" + j).toArray(String[]::new);
        for (String name : names) {
            double[] x = random.doubles(n, -1, 1).toArray();
            Arrays.setAll(y, i -> y[i] + x[i]);
            cohort.number(name, x);
        }
        LinearRegression.Fit fit =
                linear(Ask.of("linear_regression").y("y").x(names), cohort.number("y", y).build());
        assertThat(fit.dfModel()).isEqualTo(200);
        assertThat(fit.coefficients())
                .allSatisfy(c -> assertThat(c.estimate()).isInstanceOf(Statistic.Known.class));
        near("x7", fit.coefficients().get(8).estimate(), 1, 0.5);
    }

    /**
     * Coefficients are doubles, so that a linear predictor of terms near 1e8 is known to 1e-8 only,
     * and weighted columns lie on a grid of 1.5e-5: looser than elsewhere.
     */
    @Trials(20)
    void convergesOnCovariatesFarFromZero(RandomGenerator random) {
        int n = 500;
        double[] x = random.ints(n, -1, 2).asDoubleStream().toArray();
        String[] y =
                Arrays.stream(x)
                        .mapToObj(v ->
                                NO_YES.get(random.nextDouble() < 1 / (1 + Math.exp(-v)) ? 1 : 0))
                        .toArray(String[]::new);
        Ask ask = Ask.of("logistic_regression").y("y").x("x").with("positive_class", "yes");
        Coefficient home = slope(ask, y, x);
        Coefficient away = slope(ask, y, shifted(x, 1e8));
        near("slope", away.estimate(), home.estimate().orNaN(), 1e-5);
        near("se", away.standardError(), home.standardError().orNaN(), 1e-4);
    }

    private static Coefficient slope(Ask ask, String[] y, double[] x) {
        Cohort cohort = Cohort.rows(x.length).factor("y", NO_YES, y).number("x", x).build();
        return ((LogisticRegression.Fit) ask.pooled(cohort).result()).coefficients().get(1);
    }

    /** One far outlier gets a linear predictor beyond ±30, and the result says so. */
    @Test
    void saysWhenALinearPredictorWasClamped() {
        double[] x = IntStream.range(0, 60).mapToDouble(i -> i % 10).toArray();
        String[] y =
                IntStream.range(0, 60)
                        .mapToObj(i -> NO_YES.get(i % 10 + i / 10 % 4 > 6 ? 1 : 0))
                        .toArray(String[]::new);
        x[59] = 5000;
        y[59] = "yes";
        Cohort cohort = Cohort.rows(60).factor("y", NO_YES, y).number("x", x).build();
        Ask ask = Ask.of("logistic_regression").y("y").x("x").with("positive_class", "yes");
        LogisticRegression.Fit fit = (LogisticRegression.Fit) ask.pooled(cohort).result();
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).contains("clamped to ±30");
    }

    @Test
    void dropsWhatLiesBeyondItsBoundAndCountsTheRest() {
        Cohort bounded = xy(new double[] {1, 2, 3, 4}, new double[] {1, 3, 2, 5});
        Cohort wild = xy(new double[] {1, 2, 3, 4, 1e6}, new double[] {1, 3, 2, 5, 0});
        Question question = LINEAR.about(bounded);
        Federated.Run run =
                Federated.run(
                        new LinearRegression(),
                        question,
                        List.of(new MemoryData(wild, question, MemoryData.Cut.WHOLE)));
        assertThat(run).isEqualTo(LINEAR.pooled(bounded));
    }
}
