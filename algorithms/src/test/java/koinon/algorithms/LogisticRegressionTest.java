package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.LogisticRegression.Fit;
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
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    private static final Ask ASK = Ask.of("logistic_regression");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final List<String> NO_YES = List.of("no", "yes");

    private static Fit fit(Ask ask, Cohort cohort) {
        return (Fit) ask.pooled(cohort).result();
    }

    /** Outcome "yes" where an event is 1, with one covariate x. */
    private static Cohort cohort(int[] events, double... x) {
        String[] outcomes = Arrays.stream(events).mapToObj(NO_YES::get).toArray(String[]::new);
        return Cohort.rows(x.length).factor("y", NO_YES, outcomes).number("x", x).build();
    }

    private static Ask yes() {
        return ASK.y("y").x("x").with("positive_class", "yes");
    }

    /*
     * x = 0: 1 of 4 is an event, x = 1: 3 of 4. The model is saturated, so it gives the odds of
     * the table: intercept log(1 / 3), slope log(3) − log(1 / 3) = 2 log 3; the variance of a log
     * odds is 1 / 1 + 1 / 3 = 4 / 3, that of their difference 8 / 3.
     * Log-likelihood 2 log(1 / 4) + 6 log(3 / 4), without x 8 log(1 / 2).
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort = cohort(new int[] {1, 0, 0, 0, 1, 1, 1, 0}, 0, 0, 0, 0, 1, 1, 1, 1);
        Fit fit = fit(yes(), cohort);
        Coefficient intercept = fit.coefficients().getFirst();
        Coefficient slope = fit.coefficients().get(1);
        double ll = 2 * Math.log(0.25) + 6 * Math.log(0.75);
        double none = 8 * Math.log(0.5);
        near("intercept", intercept.estimate(), -Math.log(3), 1e-11);
        near("slope", slope.estimate(), 2 * Math.log(3), 1e-11);
        near("se of intercept", intercept.standardError(), Math.sqrt(4.0 / 3), 1e-9);
        near("se of slope", slope.standardError(), Math.sqrt(8.0 / 3), 1e-9);
        near("log-likelihood", fit.logLikelihood(), ll, 1e-12);
        near("null log-likelihood", fit.nullLogLikelihood(), none, 1e-12);
        near("AIC", fit.aic(), 4 - 2 * ll, 1e-12);
        near("BIC", fit.bic(), 2 * Math.log(8) - 2 * ll, 1e-12);
        near("McFadden", fit.mcFadden(), 1 - ll / none, 1e-11);
        near("Cox–Snell", fit.coxSnell(), 1 - Math.exp(2 * (none - ll) / 8), 1e-11);
        assertThat(fit.positives()).isEqualTo(4);
        assertThat(fit.dfResidual()).isEqualTo(6);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("logistic_regression");
        assertThat(cases).hasSize(7);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")))
                            .with("positive_class", golden.get("positive").asText());
            compare(fit(ask, SYNTHETIC), golden);
        }
    }

    private static void compare(Fit fit, JsonNode golden) {
        String name = fit.dependent() + " on " + golden.get("x");
        assertThat(fit.terms()).as(name).containsExactly(Golden.texts(golden.get("terms")));
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        assertThat(fit.positives()).isEqualTo(golden.get("positives").asLong());
        for (int j = 0; j < fit.terms().size(); j++) {
            Coefficient c = fit.coefficients().get(j);
            String term = name + ": " + c.term() + " ";
            near(term, c.estimate(), Golden.numbers(golden.get("estimate"))[j], 1e-9);
            near(term + "se", c.standardError(), Golden.numbers(golden.get("se"))[j], 1e-9);
            near(term + "z", c.statistic(), Golden.numbers(golden.get("z"))[j], 1e-9);
            near(term + "p", c.pValue(), Golden.numbers(golden.get("p"))[j], 1e-8);
            near(term + "lower", c.lower(), Golden.numbers(golden.get("lower"))[j], 1e-9);
            near(term + "upper", c.upper(), Golden.numbers(golden.get("upper"))[j], 1e-9);
        }
        near(name, fit.logLikelihood(), at(golden, "log_likelihood"), 1e-9);
        near(name, fit.nullLogLikelihood(), at(golden, "null_log_likelihood"), 1e-9);
        near(name, fit.aic(), at(golden, "aic"), 1e-9);
        near(name, fit.bic(), at(golden, "bic"), 1e-9);
        near(name, fit.mcFadden(), at(golden, "mcfadden"), 1e-9);
        near(name, fit.coxSnell(), at(golden, "coxsnell"), 1e-9);
        near(name, fit.dfResidual(), at(golden, "df_residual"), 0);
    }

    private static double at(JsonNode golden, String name) {
        return Golden.one(golden.get(name));
    }

    @Trials(40)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        Ask ask =
                ASK.y("diagnosis")
                        .x("volume", "gender", "months", "age")
                        .with("positive_class", "AD");
        Splits.sameAsPooled(ask, SYNTHETIC, random);
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("gender").x("load", "dataset").with("positive_class", "M");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRoundMoreThanIterations() {
        Ask ask = ASK.y("diagnosis").x("age", "volume").with("positive_class", "AD");
        Federated.Run run = ask.pooled(SYNTHETIC);
        assertThat(run.rounds()).isEqualTo(((Fit) run.result()).iterations() + 1);
        assertThat(run.rounds()).isLessThanOrEqualTo(8);
        assertThat(run.titles()).startsWith("levels in use", "iteration 1");
    }

    @Test
    void findsALevelThatOneSiteAloneHas() {
        Ask ask = ASK.y("diagnosis").x("age").with("positive_class", "PSP");
        Federated.Run run = ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE);
        assertThat(run).isEqualTo(ask.pooled(SYNTHETIC));
    }

    /** A probability that hugs one end makes a full Newton step overshoot. */
    @Trials(50)
    void convergesFromTheInterceptAlone(RandomGenerator random) {
        int n = 400;
        double[] x = random.doubles(n, -3, 3).map(v -> v * v * v).toArray();
        int[] events =
                IntStream.range(0, n)
                        .map(i ->
                                random.nextDouble() < 1 / (1 + Math.exp(-(0.3 * x[i] - 3))) ? 1 : 0)
                        .toArray();
        Federated.Run run = yes().pooled(cohort(events, x));
        Fit fit = (Fit) run.result();
        assertThat(run.rounds()).isBetween(fit.iterations() + 1, fit.iterations() + 2);
    }

    /** Heavy tails make Newton's method overshoot, so that steps are halved in some trials. */
    @Trials(200)
    void solvesTheScoreEquationsOrRefuses(RandomGenerator random) {
        int n = random.nextInt(20, 80);
        int power = 1 + 2 * random.nextInt(4);
        double[][] x = new double[random.nextInt(2, 6)][n];
        double[] eta = new double[n];
        for (int j = 0; j < x.length; j++) {
            double sign = j % 2 == 0 ? 1 : -1;
            Arrays.setAll(x[j], i -> Math.pow(random.nextGaussian(), power));
            double[] column = x[j];
            Arrays.setAll(eta, i -> eta[i] + sign * Math.max(-3, Math.min(3, column[i])));
        }
        int[] events =
                Arrays.stream(eta)
                        .mapToInt(e -> random.nextDouble() < 1 / (1 + Math.exp(-e - 2)) ? 1 : 0)
                        .toArray();
        try {
            checkScore(x, events, fitted(x, events));
        } catch (KoinonException refusal) {
            assertThat(refusal.code()).isIn(ErrorCode.PRECONDITION, ErrorCode.NOT_CONVERGED);
        }
    }

    private static double[] fitted(double[][] x, int[] events) {
        String[] outcomes = Arrays.stream(events).mapToObj(NO_YES::get).toArray(String[]::new);
        Cohort.Builder cohort = Cohort.rows(events.length).factor("y", NO_YES, outcomes);
        String[] names = IntStream.range(0, x.length).mapToObj(j -> "x" + j).toArray(String[]::new);
        for (int j = 0; j < x.length; j++) {
            cohort.number(names[j], x[j]);
        }
        Ask ask = ASK.y("y").x(names).with("positive_class", "yes");
        return fit(ask, cohort.build()).coefficients().stream()
                .mapToDouble(c -> c.estimate().orNaN())
                .toArray();
    }

    /** Σ (y − p) = 0 and Σ x (y − p) = 0 for every covariate. */
    private static void checkScore(double[][] x, int[] events, double[] beta) {
        double[] score = new double[beta.length];
        double[] size = new double[beta.length];
        for (int i = 0; i < events.length; i++) {
            double eta = beta[0];
            for (int j = 0; j < x.length; j++) {
                eta += beta[j + 1] * x[j][i];
            }
            double residual = events[i] - 1 / (1 + Math.exp(-eta));
            for (int j = 0; j < beta.length; j++) {
                double cell = j == 0 ? 1 : x[j - 1][i];
                score[j] += cell * residual;
                size[j] += Math.abs(cell);
            }
        }
        for (int j = 0; j < beta.length; j++) {
            assertThat(Math.abs(score[j])).isLessThan(1e-8 * size[j]);
        }
    }

    @Test
    void namesCompleteSeparation() {
        Refusals.refused(
                yes(),
                cohort(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 1, 2, 3, 4, 5, 6, 7, 8),
                ErrorCode.PRECONDITION,
                "complete separation",
                "no finite estimate exists: x");
    }

    @Test
    void namesQuasiCompleteSeparation() {
        // Nobody of group b has the outcome; in a and c it comes and goes.
        String[] groups = "a a a a a a b b b b b c c c c c c".split(" ");
        String[] outcomes =
                Arrays.stream("1 0 1 0 1 0 0 0 0 0 0 1 0 1 0 1 1".split(" "))
                        .map(e -> NO_YES.get(Integer.parseInt(e)))
                        .toArray(String[]::new);
        Cohort cohort =
                Cohort.rows(17)
                        .factor("y", NO_YES, outcomes)
                        .factor("x", List.of("a", "b", "c"), groups)
                        .build();
        Refusals.refused(
                yes(),
                cohort,
                ErrorCode.PRECONDITION,
                "quasi-complete separation",
                "no finite estimate exists: x[b]");
    }

    @Trials(60)
    void neverGivesAnEstimateUnderSeparation(RandomGenerator random) {
        int n = random.nextInt(20, 200);
        double scale = Math.pow(10, random.nextInt(-3, 6));
        double[] x = random.doubles(n, -scale, scale).toArray();
        double cut = Arrays.stream(x).sorted().toArray()[n / 2];
        int[] events = Arrays.stream(x).mapToInt(v -> v >= cut ? 1 : 0).toArray();
        Refusals.refused(yes(), cohort(events, x), ErrorCode.PRECONDITION, "separation", ": x");
    }

    @Test
    void refusesOneClassOnly() {
        Cohort cohort = cohort(new int[] {1, 1, 1, 1}, 1, 2, 3, 4);
        Refusals.refused(
                yes(), cohort, ErrorCode.PRECONDITION, "every analysed row has level 'yes' of 'y'");
        Refusals.refused(
                ASK.y("y").x("x").with("positive_class", "no"),
                cohort,
                ErrorCode.PRECONDITION,
                "no analysed row has level 'no' of 'y'");
    }

    @Test
    void refusesMoreCoefficientsThanRowsOfAClass() {
        Refusals.refused(
                yes(),
                cohort(new int[] {1, 0, 0, 1}, 3, 1, 4, 1),
                ErrorCode.PRECONDITION,
                "2 coefficients",
                "level 'yes'");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(
                ASK.y("gender").x("age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "positive_class");
        Refusals.refused(
                ASK.y("gender").x("age").with("positive_class", "X"),
                SYNTHETIC,
                ErrorCode.UNKNOWN_LEVEL,
                "X");
        Refusals.refused(
                ASK.y("age").x("load").with("positive_class", "1"),
                SYNTHETIC,
                ErrorCode.WRONG_TYPE,
                "age");
        Refusals.refused(
                ASK.y("gender").x("age", "gender").with("positive_class", "M"),
                SYNTHETIC,
                ErrorCode.PRECONDITION,
                "'gender' cannot be outcome and covariate at once");
        Refusals.refused(
                ASK.y("gender").x("empty").with("positive_class", "M"),
                SYNTHETIC,
                ErrorCode.NO_BOUND,
                "'empty'");
    }

    @Test
    void refusesNoRows() {
        Cohort nothing = Cohort.rows(1).factor("y", NO_YES, (String) null).number("x", 1).build();
        Refusals.refused(yes(), nothing, ErrorCode.INSUFFICIENT_DATA, "level of 'y'");
    }
}
