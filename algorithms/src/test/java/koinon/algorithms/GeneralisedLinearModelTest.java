package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.GeneralisedLinearModel.Fit;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.Visits;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class GeneralisedLinearModelTest {
    private static final Ask POISSON = Ask.of("glm").with("family", "poisson");
    private static final Ask GAMMA = Ask.of("glm").with("family", "gamma");

    private static Fit fit(Ask ask, Cohort cohort) {
        return (Fit) ask.pooled(cohort).result();
    }

    private static Cohort xy(double[] x, double[] y) {
        return Cohort.rows(x.length).number("x", x).number("y", y).build();
    }

    /*
     * A Poisson model of two groups is saturated by its means 2 and 6: intercept log 2, slope
     * log 3. The information of a log mean is the sum of its group, 4 and 12, so the variances are
     * 1/4 and 1/4 + 1/12 = 1/3. Deviance: 2 (1 log(1/2) + 3 log(3/2) + 4 log(4/6) + 8 log(8/6)).
     */
    @Test
    void givesWhatPaperGivesOfCounts() {
        Fit fit =
                fit(
                        POISSON.y("y").x("x"),
                        xy(new double[] {0, 0, 1, 1}, new double[] {1, 3, 4, 8}));
        Coefficient slope = fit.coefficients().get(1);
        near("intercept", fit.coefficients().getFirst().estimate(), Math.log(2), 1e-12);
        near("slope", slope.estimate(), Math.log(3), 1e-12);
        near("se", fit.coefficients().getFirst().standardError(), 0.5, 1e-9);
        near("se of slope", slope.standardError(), Math.sqrt(1 / 3.0), 1e-9);
        double deviance =
                2
                        * (Math.log(0.5)
                                + 3 * Math.log(1.5)
                                + 4 * Math.log(4 / 6.0)
                                + 8 * Math.log(8 / 6.0));
        near("deviance", fit.deviance(), deviance, 1e-11);
        near("Pearson", fit.pearson(), 1 / 2.0 + 1 / 2.0 + 4 / 6.0 + 4 / 6.0, 1e-9);
        double factorials = Math.log(6) + Math.log(24) + Math.log(40320);
        double ll = 4 * Math.log(2) + 12 * Math.log(6) - 16 - factorials;
        near("log-likelihood", fit.logLikelihood(), ll, 1e-11);
        near("AIC", fit.aic(), 4 - 2 * ll, 1e-11);
        assertThat(fit.dfResidual()).isEqualTo(2);
    }

    /*
     * Gamma means 2 and 5 of two groups; y/μ is 1/2, 3/2, 4/5, 6/5, so Pearson's square is
     * 2 (1/4 + 1/25) = 0.58 and the dispersion 0.29. With a logarithmic link XᵀX = (4 2; 2 2) has
     * the inverse diagonal 1/2, 1; with the inverse one the weights are 4 and 25.
     */
    @Test
    void givesWhatPaperGivesOfPositiveNumbers() {
        Cohort cohort = xy(new double[] {0, 0, 1, 1}, new double[] {1, 3, 4, 6});
        Fit log = fit(GAMMA.y("y").x("x"), cohort);
        near("dispersion", log.dispersion(), 0.29, 1e-9);
        near("slope", log.coefficients().get(1).estimate(), Math.log(2.5), 1e-12);
        near("se", log.coefficients().getFirst().standardError(), Math.sqrt(0.145), 1e-9);
        near("se of slope", log.coefficients().get(1).standardError(), Math.sqrt(0.29), 1e-9);
        Fit inverse = fit(GAMMA.y("y").x("x").with("link", "inverse"), cohort);
        near("intercept", inverse.coefficients().getFirst().estimate(), 0.5, 1e-12);
        near("slope", inverse.coefficients().get(1).estimate(), -0.3, 1e-12);
        double variance = 0.29 * (1 / 8.0 + 1 / 50.0);
        near("se", inverse.coefficients().get(1).standardError(), Math.sqrt(variance), 1e-9);
        near("deviance", inverse.deviance(), log.deviance(), 1e-11);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("glm");
        assertThat(cases).hasSize(7);
        for (JsonNode golden : cases) {
            Ask ask =
                    Ask.of("glm")
                            .y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")))
                            .with("family", golden.get("family").asText())
                            .with("link", golden.get("link").asText())
                            .with("offset", golden.get("offset").asText());
            compare(fit(ask, Visits.WHOLE), golden);
        }
    }

    private static void compare(Fit fit, JsonNode golden) {
        String name = golden.get("family") + " of " + fit.dependent() + " on " + golden.get("x");
        assertThat(fit.terms()).as(name).containsExactly(Golden.texts(golden.get("terms")));
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        for (int j = 0; j < fit.terms().size(); j++) {
            Coefficient c = fit.coefficients().get(j);
            String term = name + ": " + c.term() + " ";
            near(term, c.estimate(), Golden.numbers(golden.get("estimate"))[j], 1e-9);
            near(term + "se", c.standardError(), Golden.numbers(golden.get("se"))[j], 1e-9);
            near(term + "t", c.statistic(), Golden.numbers(golden.get("t"))[j], 1e-9);
            near(term + "p", c.pValue(), Golden.numbers(golden.get("p"))[j], 1e-8);
            near(term + "lower", c.lower(), Golden.numbers(golden.get("lower"))[j], 1e-9);
            near(term + "upper", c.upper(), Golden.numbers(golden.get("upper"))[j], 1e-9);
        }
        near(name + " deviance", fit.deviance(), Golden.one(golden.get("deviance")), 1e-9);
        near(name + " null", fit.nullDeviance(), Golden.one(golden.get("null_deviance")), 1e-9);
        near(name + " Pearson", fit.pearson(), Golden.one(golden.get("pearson")), 1e-9);
        near(name + " dispersion", fit.dispersion(), Golden.one(golden.get("dispersion")), 1e-9);
        near(name + " df", fit.dfResidual(), Golden.one(golden.get("df")), 0);
        near(name + " AIC", fit.aic(), Golden.one(golden.get("aic")), 1e-9);
    }

    @Trials(25)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        Ask counts = POISSON.y("falls").x("age", "sex", "clinic").with("offset", "years");
        Ask costs = GAMMA.y("cost").x("arm", "age").with("link", "inverse");
        Ask logs = GAMMA.y("micro").x("arm", "age");
        Ask ask = List.of(counts, costs, logs).get(random.nextInt(3));
        Splits.sameAsPooled(ask, Visits.WHOLE, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = POISSON.y("visits").x("dataset", "age").with("offset", "years");
        assertThat(ask.pooled(Visits.WHOLE.shuffled(random))).isEqualTo(ask.pooled(Visits.WHOLE));
    }

    @Test
    void takesLevelsOneAndTheIterations() {
        Federated.Run run =
                POISSON.y("falls")
                        .x("clinic")
                        .of(Visits.WHOLE, Visits.WHOLE.byDataset(), Cut.WHOLE);
        assertThat(run.titles()).startsWith("levels in use", "outcome", "iteration 1");
        assertThat(run.rounds()).isEqualTo(((Fit) run.result()).iterations() + 2);
        assertThat(run.rounds()).isLessThanOrEqualTo(9);
    }

    /** Σ x (y − μ) = 0 for heavy tails, too, where steps are halved. */
    @Trials(60)
    void solvesTheScoreEquations(RandomGenerator random) {
        int n = random.nextInt(20, 100);
        int power = 1 + 2 * random.nextInt(2);
        double[] x = new double[n];
        Arrays.setAll(x, i -> Math.pow(random.nextGaussian(), power));
        double[] y = new double[n];
        Arrays.setAll(
                y,
                i -> {
                    double rate = Math.exp(Math.max(-2, Math.min(3, x[i])));
                    return 1 + Math.floor(-Math.log(random.nextDouble()) * rate);
                });
        Fit fit = fit(POISSON.y("y").x("x"), xy(x, y));
        double a = fit.coefficients().getFirst().estimate().orNaN();
        double b = fit.coefficients().get(1).estimate().orNaN();
        double total = Arrays.stream(y).sum();
        double off = 0;
        double tilt = 0;
        for (int i = 0; i < n; i++) {
            off += y[i] - Math.exp(a + b * x[i]);
            tilt += x[i] * (y[i] - Math.exp(a + b * x[i]));
        }
        assertThat(Math.abs(off)).isLessThan(1e-9 * total);
        assertThat(Math.abs(tilt)).isLessThan(1e-8 * total);
    }

    /** The unit of an outcome, far from 1, moves the intercept and nothing else. */
    @Trials(10)
    void takesAnyUnit(RandomGenerator random) {
        double[] x = random.doubles(80, -1, 1).toArray();
        double[] y = new double[80];
        Arrays.setAll(y, i -> (0.2 + random.nextDouble()) * Math.exp(x[i]));
        Fit home = fit(GAMMA.y("y").x("x"), xy(x, y));
        int log2 = random.nextInt(-300, 300);
        double[] scaled = Arrays.stream(y).map(v -> Math.scalb(v, log2)).toArray();
        Fit away = fit(GAMMA.y("y").x("x"), xy(x, scaled));
        assertThat(away.coefficients().get(1)).isEqualTo(home.coefficients().get(1));
        near(
                "intercept",
                away.coefficients().getFirst().estimate(),
                home.coefficients().getFirst().estimate().orNaN() + log2 * Math.log(2),
                1e-12);
    }

    /** A saturated model of two groups. */
    @Test
    void keepsTheDigitsOfATail() {
        double[] x = IntStream.range(0, 30).mapToDouble(i -> i % 2).toArray();
        double[] y = IntStream.range(0, 30).mapToDouble(i -> i % 2 == 0 ? 100 : 300).toArray();
        Fit fit = fit(POISSON.y("y").x("x"), xy(x, y));
        Coefficient slope = fit.coefficients().get(1);
        near("slope", slope.estimate(), Math.log(3), 1e-12);
        // Variance 1 / 1500 + 1 / 4500; R: 2 * pnorm(log(3) * sqrt(1125), lower.tail = FALSE).
        near("z", slope.statistic(), Math.log(3) * Math.sqrt(1125), 1e-12);
        near("p", slope.pValue(), 3.08218481092551E-297, 1e-9);
        assertThat(fit.deviance()).isLessThan(1e-9);
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void aliasesWhatEarlierColumnsDetermine() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] twice = Arrays.stream(x).map(v -> 2 * v + 1).toArray();
        Cohort cohort =
                Cohort.rows(8)
                        .number("x", x)
                        .number("twice", twice)
                        .number("one", 1, 1, 1, 1, 1, 1, 1, 1)
                        .number("y", 1, 0, 3, 2, 5, 4, 7, 9)
                        .build();
        for (Ask ask : List.of(POISSON, GAMMA)) {
            Cohort some = ask.equals(POISSON) ? cohort : cohort.only(0, 2, 3, 4, 5, 6, 7);
            Fit fit = fit(ask.y("y").x("x", "twice", "one"), some);
            assertThat(fit.coefficients().get(2).estimate())
                    .isInstanceOf(Statistic.Undefined.class);
            assertThat(fit.coefficients().get(3).estimate())
                    .isInstanceOf(Statistic.Undefined.class);
            assertThat(fit.warnings().getFirst()).contains("twice, one");
            near(
                    "x",
                    fit.coefficients().get(1).estimate(),
                    fit(ask.y("y").x("x"), some).coefficients().get(1).estimate().orNaN(),
                    1e-12);
        }
    }

    @Test
    void takesAFormula() {
        Ask plain = POISSON.y("falls").with("offset", "years");
        assertThat(fit(plain.with("formula", "sex + age"), Visits.WHOLE))
                .isEqualTo(fit(plain.x("sex", "age"), Visits.WHOLE));
        Fit crossed = fit(plain.with("formula", "sex * age"), Visits.WHOLE);
        assertThat(crossed.terms()).hasSize(4);
        assertThat(crossed.deviance())
                .isLessThan(fit(plain.x("sex", "age"), Visits.WHOLE).deviance());
    }

    @Test
    void warnsOfOverdispersion() {
        Fit fit = fit(POISSON.y("visits").x("age").with("offset", "years"), Visits.WHOLE);
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).contains("standard errors are too small");
    }

    @Test
    void namesALevelWithoutEvents() {
        String[] groups = "a a a a b b b b".split(" ");
        Cohort cohort =
                Cohort.rows(8)
                        .factor("x", List.of("a", "b"), groups)
                        .number("y", 1, 2, 0, 4, 0, 0, 0, 0)
                        .build();
        Refusals.refused(
                POISSON.y("y").x("x"), cohort, ErrorCode.PRECONDITION, "grow without end", "x[b]");
    }

    @Test
    void refusesOutcomesThatTheFamilyDoesNotTake() {
        double[] x = {1, 2, 3, 4};
        ErrorCode code = ErrorCode.PRECONDITION;
        Ask counts = POISSON.y("y").x("x");
        Refusals.refused(counts, xy(x, new double[] {1, 2, 0.5, 3}), code, "whole numbers");
        Refusals.refused(counts, xy(x, new double[] {1, 2, -1, 3}), code, "whole numbers");
        Refusals.refused(counts, xy(x, new double[] {0, 0, 0, 0}), code, "every outcome 'y' is 0");
        Refusals.refused(
                GAMMA.y("y").x("x"), xy(x, new double[] {1, 2, 0, 3}), code, "numbers above 0");
        Refusals.refused(
                counts.with("offset", "z"),
                Cohort.rows(4).number("x", x).number("y", x).number("z", 1, 0, 1, 1).build(),
                code,
                "exposure 'z'");
        Refusals.refused(
                counts,
                xy(new double[] {1, 2}, new double[] {3, 4}),
                code,
                "2 coefficients needs more than 2 rows");
        Refusals.refused(
                counts,
                xy(new double[] {1, Double.NaN}, new double[] {Double.NaN, 4}),
                ErrorCode.INSUFFICIENT_DATA,
                "no row");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Ask ask = POISSON.y("falls").x("age");
        ErrorCode parameter = ErrorCode.INVALID_PARAMETER;
        Refusals.refused(Ask.of("glm").y("falls").x("age"), Visits.WHOLE, parameter, "family");
        Refusals.refused(ask.with("link", "inverse"), Visits.WHOLE, parameter, "gamma only");
        Refusals.refused(
                GAMMA.y("cost").x("age").with("offset", "years"),
                Visits.WHOLE,
                parameter,
                "poisson only");
        Refusals.refused(
                ask.with("offset", "nothing"), Visits.WHOLE, ErrorCode.UNKNOWN_VARIABLE, "offset");
        Refusals.refused(
                ask.with("offset", "clinic"), Visits.WHOLE, ErrorCode.WRONG_TYPE, "'clinic'");
        Refusals.refused(
                POISSON.y("age").x("age"), Visits.WHOLE, ErrorCode.PRECONDITION, "'age' cannot");
    }

    /** The rounding of hundreds of small deviances must not be taken for a step too far. */
    @Trials
    void convergesSoonWhereTheModelFitsClosely(RandomGenerator random) {
        int n = random.nextInt(50, 600);
        double[] x = random.doubles(n, 2.5, 3.5).toArray();
        double[] y = new double[n];
        Arrays.setAll(y, i -> 0.4 + 0.9 * x[i] + 0.3 * (random.nextDouble() - 0.5));
        Ask ask = GAMMA.y("y").x("x");
        assertThat(ask.pooled(xy(x, y)).rounds()).isLessThan(9);
    }
}
