package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.algorithms.LinearRegression.Fit;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {
    private static final Ask ASK = Ask.of("linear_regression");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Fit fit(Ask ask, Cohort cohort) {
        return (Fit) ask.pooled(cohort).result();
    }

    /*
     * x = 1 2 3 4, y = 2 4 5 9: means 2.5 and 5, Sxx = 5, Sxy = 4.5 + 0.5 + 0 + 6 = 11,
     * TSS = 9 + 1 + 0 + 16 = 26. Slope 11 / 5 = 2.2, intercept 5 − 2.2 · 2.5 = −0.5.
     * Explained 2.2 · 11 = 24.2, RSS = 1.8 with 2 df: variance 0.9, se = √(0.9 / 5).
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort = Cohort.rows(4).number("x", 1, 2, 3, 4).number("y", 2, 4, 5, 9).build();
        Fit fit = fit(ASK.y("y").x("x"), cohort);
        assertThat(fit.terms()).containsExactly("Intercept", "x");
        Coefficient slope = fit.coefficients().get(1);
        near("intercept", fit.coefficients().getFirst().estimate(), -0.5, 1e-15);
        near("slope", slope.estimate(), 2.2, 1e-15);
        near("se", slope.standardError(), Math.sqrt(0.18), 1e-15);
        near("t", slope.statistic(), 2.2 / Math.sqrt(0.18), 1e-15);
        near("R²", fit.rSquared(), 24.2 / 26, 1e-15);
        near("adjusted R²", fit.adjustedRSquared(), 1 - 0.9 / (26.0 / 3), 1e-15);
        near("F", fit.f(), 24.2 / 0.9, 1e-14);
        near("sigma", fit.residualStandardError(), Math.sqrt(0.9), 1e-15);
        assertThat(fit.n()).isEqualTo(4);
        assertThat(fit.warnings()).isEmpty();
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("linear_regression");
        assertThat(cases).hasSize(8);
        for (JsonNode golden : cases) {
            Ask ask = ASK.y(golden.get("y").asText()).x(Golden.texts(golden.get("x")));
            // A grid for 1e8 has a step of 1.5e-5, and R starts from 16 digits.
            double relative = golden.get("y").asText().equals("faroutcome") ? 1e-4 : 1e-9;
            compare(fit(ask, SYNTHETIC), golden, relative);
        }
    }

    private static void compare(Fit fit, JsonNode golden, double relative) {
        String name = fit.dependent() + " on " + golden.get("x");
        assertThat(fit.terms()).as(name).containsExactly(Golden.texts(golden.get("terms")));
        assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
        for (int j = 0; j < fit.terms().size(); j++) {
            Coefficient c = fit.coefficients().get(j);
            String term = name + ": " + c.term() + " ";
            near(term, c.estimate(), Golden.numbers(golden.get("estimate"))[j], relative);
            near(term + "se", c.standardError(), Golden.numbers(golden.get("se"))[j], relative);
            near(term + "t", c.statistic(), Golden.numbers(golden.get("t"))[j], relative);
            near(term + "p", c.pValue(), Golden.numbers(golden.get("p"))[j], relative);
            near(term + "lower", c.lower(), Golden.numbers(golden.get("lower"))[j], relative);
            near(term + "upper", c.upper(), Golden.numbers(golden.get("upper"))[j], relative);
        }
        near(name + " sigma", fit.residualStandardError(), at(golden, "sigma"), relative);
        near(name + " R²", fit.rSquared(), at(golden, "r2"), relative);
        near(name + " adjusted", fit.adjustedRSquared(), at(golden, "adjusted"), relative);
        near(name + " F", fit.f(), at(golden, "f"), relative);
        near(name + " p", fit.fPValue(), at(golden, "f_p"), relative);
        assertThat(fit.dfModel()).isEqualTo(at(golden, "df_model"));
        assertThat(fit.dfResidual()).isEqualTo(at(golden, "df_residual"));
    }

    private static double at(JsonNode golden, String name) {
        return Golden.one(golden.get(name));
    }

    @Trials(60)
    void isTheFitOfThePooledRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("volume", "gender", "months", "diagnosis", "age");
        Splits.sameAsPooled(ask, SYNTHETIC, random);
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("faroutcome").x("load", "dataset", "far");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesTwoRoundsWithLevelsAndOneWithout() {
        assertThat(ASK.y("score").x("age").pooled(SYNTHETIC).rounds()).isEqualTo(1);
        Federated.Run run = ASK.y("score").x("age", "gender").pooled(SYNTHETIC);
        assertThat(run.titles()).containsExactly("levels in use", "moments");
    }

    @Test
    void namesAliasedTerms() {
        Fit fit = fit(ASK.y("volume").x("age", "months", "constant"), SYNTHETIC);
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).endsWith("determine them: months, constant");
        assertThat(fit.coefficients().get(2).estimate())
                .isEqualTo(new Statistic.Undefined("aliased"));
        assertThat(fit.dfModel()).isEqualTo(1);
    }

    @Test
    void givesALevelOfOneSiteAloneItsOwnColumn() {
        Ask ask = ASK.y("score").x("diagnosis");
        Federated.Run run = ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE);
        assertThat(run).isEqualTo(ask.pooled(SYNTHETIC));
        assertThat(((Fit) run.result()).terms())
                .containsExactly("Intercept", "diagnosis[CN]", "diagnosis[MCI]", "diagnosis[PSP]");
    }

    @Test
    void refusesTheOutcomeAsCovariate() {
        Refusals.refused(
                ASK.y("age").x("volume", "age"),
                SYNTHETIC,
                ErrorCode.PRECONDITION,
                "'age' cannot be outcome and covariate at once");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("wieght").x("age"), SYNTHETIC, ErrorCode.UNKNOWN_VARIABLE, "wieght");
        Refusals.refused(ASK.y("gender").x("age"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
        Refusals.refused(
                ASK.y("age").x("load", "load"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "twice");
        Refusals.refused(ASK.y("age"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as x, not 0");
        Refusals.refused(
                ASK.y("age", "score").x("load"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y");
        Refusals.refused(
                ASK.y("age").x("load").with("apha", "1"),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "apha");
    }

    @Test
    void refusesAVariableWithoutABound() {
        Refusals.refused(
                ASK.y("empty").x("age"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'", "no values");
        Refusals.refused(ASK.y("age").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
    }

    @Test
    void refusesNoRows() {
        Cohort apart =
                Cohort.rows(2)
                        .number("x", 1, Double.NaN)
                        .number("y", Double.NaN, 1)
                        .factor("g", List.of("a"), "a", "a")
                        .build();
        Refusals.refused(ASK.y("y").x("x"), apart, ErrorCode.INSUFFICIENT_DATA, "no row");
        Refusals.refused(
                ASK.y("y").x("x", "g"), apart, ErrorCode.INSUFFICIENT_DATA, "level of 'g'");
    }

    @Test
    void refusesTwoSitesWithoutMasks() {
        Ask ask = ASK.y("score").x("age").strict(10);
        Refusals.refused(ask, SYNTHETIC, ErrorCode.REFUSED_BY_POLICY, "fewer than three");
    }
}
