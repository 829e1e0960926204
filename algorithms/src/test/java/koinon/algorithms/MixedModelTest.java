package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.MixedModel.Fit;
import koinon.algorithms.MixedModel.Group;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.Visits;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class MixedModelTest {
    private static final Ask ASK = Ask.of("mixed_model");
    private static final List<String> ABC = List.of("a", "b", "c");
    private static final String[] PAIRS = "a a b b c c".split(" ");

    private static Fit fit(Ask ask, Cohort cohort) {
        return (Fit) ask.pooled(cohort).result();
    }

    private static Ask by(String group) {
        return ASK.y("y").with("group", group);
    }

    private static Cohort pairs(double... y) {
        return Cohort.rows(6).factor("g", ABC, PAIRS).number("y", y).build();
    }

    /*
     * Three pairs with means 2, 5, 11: mean squares 42 between and 2 within, so σ² = 2 and τ² =
     * (42 − 2) / 2 = 20, λ = 10. The mean is 6 with variance 42 / 6 and, as in the analysis of
     * variance, 2 degrees of freedom. Intercept of a: λ · (4 − 12) / (1 + 2 λ) = −80 / 21.
     */
    @Test
    void givesWhatPaperGives() {
        Fit fit = fit(by("g"), pairs(1, 3, 4, 6, 10, 12));
        near("σ²", fit.sigmaSquared(), 2, 1e-12);
        near("τ²", fit.tauSquared(), 20, 1e-12);
        near("ICC", fit.icc(), 20 / 22.0, 1e-12);
        Coefficient mean = fit.effects().getFirst().coefficient();
        near("mean", mean.estimate(), 6, 1e-12);
        near("se", mean.standardError(), Math.sqrt(7), 1e-12);
        near("df", fit.effects().getFirst().df(), 2, 1e-6);
        near("a", fit.groups().getFirst().intercept(), -80 / 21.0, 1e-12);
        near("se of a", fit.groups().getFirst().standardError(), Math.sqrt(20 / 21.0), 1e-12);
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).startsWith("Only 3 groups");
    }

    /** The means are nearer to each other than chance has them. */
    @Test
    void findsNoVarianceBetweenGroups() {
        Fit fit = fit(by("g"), pairs(1, 3, 1.5, 2.5, 0, 4));
        assertThat(fit.tauSquared()).isZero();
        assertThat(fit.chiSquared()).isZero();
        assertThat(fit.pValue()).isEqualTo(1);
        near("σ²", fit.sigmaSquared(), 10.5 / 5, 1e-12);
        near("df", fit.effects().getFirst().df(), 5, 0);
        assertThat(fit.warnings().getFirst()).startsWith("No variance between groups");
        near("a", fit.groups().getFirst().intercept(), 0, 0);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("mixed_model");
        assertThat(cases).hasSize(6);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")))
                            .with("group", golden.get("group").asText())
                            .with("method", golden.get("method").asText());
            compare(fit(ask, Visits.WHOLE), golden);
        }
    }

    private static void compare(Fit fit, JsonNode golden) {
        String name = fit.dependent() + " on " + golden.get("x") + " by " + fit.group() + ": ";
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        assertThat(fit.effects().stream().map(e -> e.coefficient().term()))
                .containsExactly(Golden.texts(golden.get("terms")));
        for (int j = 0; j < fit.effects().size(); j++) {
            Coefficient c = fit.effects().get(j).coefficient();
            String term = name + c.term() + " ";
            near(term, c.estimate(), Golden.numbers(golden.get("estimate"))[j], 1e-9);
            near(term + "se", c.standardError(), Golden.numbers(golden.get("se"))[j], 1e-9);
            // Second derivatives are differences in R.
            Statistic df = fit.effects().get(j).df();
            near(term + "df", df, Golden.numbers(golden.get("df"))[j], 1e-5);
            near(term + "t", c.statistic(), Golden.numbers(golden.get("t"))[j], 1e-9);
            near(term + "p", c.pValue(), Golden.numbers(golden.get("p"))[j], 1e-4);
        }
        near(name + "σ²", fit.sigmaSquared(), at(golden, "sigma2"), 1e-9);
        near(name + "τ²", fit.tauSquared(), at(golden, "tau2"), 1e-9);
        near(name + "deviance", fit.deviance(), at(golden, "deviance"), 1e-9);
        near(name + "AIC", fit.aic(), at(golden, "aic"), 1e-9);
        near(name + "BIC", fit.bic(), at(golden, "bic"), 1e-9);
        near(name + "χ²", fit.chiSquared(), at(golden, "chi2"), 1e-8);
        String[] groups = Golden.texts(golden.get("groups"));
        assertThat(fit.groups()).hasSize(groups.length);
        for (int i = 0; i < groups.length; i++) {
            Group group = named(fit, groups[i]);
            near("n", group.n(), golden.get("sizes").get(i).asDouble(), 0);
            double[] intercepts = Golden.numbers(golden.get("intercepts"));
            near(name + groups[i], group.intercept(), intercepts[i], 1e-8);
            double[] errors = Golden.numbers(golden.get("intercept_se"));
            near(name + groups[i], group.standardError(), errors[i], 1e-9);
        }
    }

    private static Group named(Fit fit, String name) {
        return fit.groups().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    }

    private static double at(JsonNode golden, String name) {
        return Golden.one(golden.get(name));
    }

    @Trials(30)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        String group = random.nextBoolean() ? "dataset" : "clinic";
        Ask ask = ASK.y("score").x("age", "arm").with("group", group);
        Splits.sameAsPooled(ask, Visits.WHOLE, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("sex");
        assertThat(ask.pooled(Visits.WHOLE.shuffled(random))).isEqualTo(ask.pooled(Visits.WHOLE));
    }

    @Test
    void takesOneRoundOrTwo() {
        Federated.Run run =
                ASK.y("score").x("age").of(Visits.WHOLE, Visits.WHOLE.byDataset(), Cut.WHOLE);
        assertThat(run.titles()).containsExactly("moments by dataset");
        assertThat(ASK.y("score").x("sex").with("group", "clinic").pooled(Visits.WHOLE).titles())
                .containsExactly("levels in use", "moments by clinic");
    }

    /** An origin and a unit change nothing but the intercept, and the unit of the rest. */
    @Trials(10)
    void doesNotLoseDigitsFarFromZero(RandomGenerator random) {
        int n = 200;
        String[] groups =
                IntStream.range(0, n)
                        .mapToObj(_ -> ABC.get(random.nextInt(3)))
                        .toArray(String[]::new);
        double[] x = random.ints(n, -1, 2).asDoubleStream().toArray();
        double[] y = new double[n];
        Arrays.setAll(y, i -> x[i] + 2 * ABC.indexOf(groups[i]) + random.nextInt(-3, 4));
        Fit home = fit(by("g").x("x"), cohort(groups, x, y));
        Arrays.setAll(x, i -> x[i] + 1e8);
        Arrays.setAll(y, i -> y[i] + 1e8);
        Fit away = fit(by("g").x("x"), cohort(groups, x, y));
        near("σ²", away.sigmaSquared(), home.sigmaSquared(), 1e-10);
        near("τ²", away.tauSquared(), home.tauSquared(), 1e-9);
        Coefficient expected = home.effects().get(1).coefficient();
        Coefficient slope = away.effects().get(1).coefficient();
        near("slope", slope.estimate(), expected.estimate().orNaN(), 1e-9);
        near("se", slope.standardError(), expected.standardError().orNaN(), 1e-9);
    }

    private static Cohort cohort(String[] groups, double[] x, double[] y) {
        return Cohort.rows(x.length).factor("g", ABC, groups).number("x", x).number("y", y).build();
    }

    @Test
    void aliasesWhatEarlierColumnsDetermine() {
        Cohort cohort =
                Cohort.rows(6)
                        .factor("g", ABC, PAIRS)
                        .number("x", 1, 2, 3, 5, 4, 6)
                        .number("twice", 2, 4, 6, 10, 8, 12)
                        .number("y", 1, 3, 4, 6, 10, 11)
                        .build();
        Fit fit = fit(by("g").x("x", "twice"), cohort);
        assertThat(fit.effects().get(2).df()).isEqualTo(new Statistic.Undefined("aliased"));
        assertThat(fit.warnings().getFirst()).contains("twice");
        near(
                "x",
                fit.effects().get(1).coefficient().estimate(),
                fit(by("g").x("x"), cohort).effects().get(1).coefficient().estimate().orNaN(),
                1e-12);
    }

    @Test
    void takesAFormula() {
        Ask plain = ASK.y("score").with("group", "clinic");
        assertThat(fit(plain.with("formula", "sex + age"), Visits.WHOLE))
                .isEqualTo(fit(plain.x("sex", "age"), Visits.WHOLE));
        assertThat(fit(plain.with("formula", "sex * age"), Visits.WHOLE).effects()).hasSize(4);
    }

    /** Under a threshold a small group is not shown, and small datasets are not released. */
    @Test
    void hidesSmallGroups() {
        List<Cohort> sites = Visits.WHOLE.byDataset();
        Ask clinics = ASK.y("score").x("age").with("group", "clinic").strict(20);
        Fit fit = (Fit) clinics.of(Visits.WHOLE, sites, Cut.WHOLE).result();
        assertThat(named(fit, "h").intercept())
                .isEqualTo(new Statistic.Suppressed("fewer than 20"));
        assertThat(named(fit, "a").intercept()).isInstanceOf(Statistic.Known.class);
        Ask datasets = ASK.y("score").x("age");
        assertThat(datasets.strict(20).of(Visits.WHOLE, sites, Cut.WHOLE).result())
                .isEqualTo(datasets.pooled(Visits.WHOLE).result());
        assertThatThrownBy(() -> datasets.strict(120).of(Visits.WHOLE, sites, Cut.WHOLE))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("not every site releases");
    }

    @Test
    void refusesWhatItCannotFit() {
        ErrorCode code = ErrorCode.PRECONDITION;
        Refusals.refused(by("g").x("g"), pairs(1, 2, 3, 4, 5, 6), code, "'g' cannot be covariate");
        Refusals.refused(by("g"), pairs(1, 1, 2, 2, 5, 5), code, "all is between them");
        Refusals.refused(by("g"), pairs(3, 3, 3, 3, 3, 3), code, "exactly");
        Refusals.refused(by("dataset"), pairs(1, 2, 3, 4, 5, 6), code, "one group of 'dataset'");
        Refusals.refused(
                by("g"),
                Cohort.rows(3).factor("g", ABC, "a", "b", "c").number("y", 1, 2, 4).build(),
                code,
                "more rows than groups");
        Refusals.refused(
                by("y"), pairs(1, 2, 3, 4, 5, 6), ErrorCode.WRONG_TYPE, "must be categorical");
        Refusals.refused(
                by("no"), pairs(1, 2, 3, 4, 5, 6), ErrorCode.UNKNOWN_VARIABLE, "no such variable");
        Cohort nothing = Cohort.rows(1).factor("g", ABC, (String) null).number("y", 1).build();
        Refusals.refused(by("g"), nothing, ErrorCode.INSUFFICIENT_DATA, "no row");
    }
}
