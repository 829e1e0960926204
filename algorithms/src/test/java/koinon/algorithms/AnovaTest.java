package koinon.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.algorithms.Anova.Analysis;
import koinon.algorithms.Anova.Line;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AnovaTest {
    private static final Ask ASK = Ask.of("anova");

    private static Ask type(Ask ask, long type) {
        return ask.with("sstype", new Parameter.Int(type));
    }

    private static Analysis analysis(Ask ask, Cohort cohort) {
        return (Analysis) ask.pooled(cohort).result();
    }

    private static Cohort twoByTwo(double... y) {
        return Cohort.rows(8)
                .number("y", y)
                .factor("a", List.of("p", "q"), "p", "p", "p", "p", "q", "q", "q", "q")
                .factor("b", List.of("r", "s"), "r", "r", "s", "s", "r", "r", "s", "s")
                .build();
    }

    @Test
    void splitsTheSquaresAsOneWouldByHand() {
        // Means of the cells 2, 4, 6, 12 with residuals ±1: total mean 6.
        // a: 4·(3−6)² + 4·(9−6)² = 72; b: 4·(4−6)² + 4·(8−6)² = 32; a:b: 8·1² = 8; rest 8·1 = 8.
        for (int type = 1; type <= 3; type++) {
            Ask ask = type(ASK.y("y").x("a", "b"), type);
            Analysis found = analysis(ask, twoByTwo(1, 3, 3, 5, 5, 7, 11, 13));
            assertThat(found.effects().stream().map(Line::effect)).containsExactly("a", "b", "a:b");
            assertThat(found.effects().stream().map(Line::ss)).containsExactly(72.0, 32.0, 8.0);
            assertThat(found.effects().stream().map(l -> l.f().orNaN()))
                    .containsExactly(36.0, 16.0, 4.0);
            assertThat(found.residuals().ss()).isEqualTo(8);
            assertThat(found.residuals().df()).isEqualTo(4);
            Line a = found.effects().getFirst();
            assertThat(a.etaSquared().orNaN()).isEqualTo(0.6);
            assertThat(a.partialEtaSquared().orNaN()).isEqualTo(0.9);
            assertThat(a.omegaSquared().orNaN()).isEqualTo(70.0 / 122);
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesWithR() {
        return Golden.cases("anova").stream()
                .map(golden -> {
                    String formula = golden.get("formula").asText();
                    Ask plain = ASK.y(golden.get("y").asText()).x(Golden.texts(golden.get("x")));
                    Ask ask =
                            type(
                                    formula.isEmpty() ? plain : plain.with("formula", formula),
                                    golden.get("type").asLong());
                    return DynamicTest.dynamicTest(
                            golden.get("y").asText() + " type " + golden.get("type") + formula,
                            () -> compare(analysis(ask, SyntheticCohort.WHOLE), golden));
                });
    }

    private static void compare(Analysis actual, JsonNode golden) {
        String[] effects = Golden.texts(golden.get("effects"));
        double[] ss = Golden.numbers(golden.get("ss"));
        double[] df = Golden.numbers(golden.get("df"));
        assertThat(actual.n()).isEqualTo(golden.get("n").asLong());
        assertThat(actual.effects()).hasSameSizeAs(effects);
        for (int i = 0; i < effects.length; i++) {
            Line line = actual.effects().get(i);
            assertThat(line.effect()).isEqualTo(effects[i]);
            assertThat(line.df()).isEqualTo(df[i]);
            Golden.near(effects[i], line.ss(), ss[i], 1e-9);
            Golden.near("F", line.f(), Golden.numbers(golden.get("f"))[i], 1e-9);
            Golden.near("p", line.pValue(), Golden.numbers(golden.get("p"))[i], 1e-8);
            Golden.near("η²", line.etaSquared(), Golden.numbers(golden.get("eta"))[i], 1e-9);
            Golden.near(
                    "η² p",
                    line.partialEtaSquared(),
                    Golden.numbers(golden.get("partial"))[i],
                    1e-9);
            Golden.near("ω²", line.omegaSquared(), Golden.numbers(golden.get("omega"))[i], 1e-8);
        }
        Golden.near("residuals", actual.residuals().ss(), ss[effects.length], 1e-9);
        assertThat(actual.residuals().df()).isEqualTo(df[effects.length]);
    }

    @Trials
    void givesTheAnswerOfThePooledRows(RandomGenerator random) {
        Ask ask = type(ASK.y("score").x("gender", "diagnosis", "grade"), random.nextInt(1, 4));
        Splits.sameAsPooled(ask, SyntheticCohort.WHOLE, random);
    }

    @Test
    void takesTwoRounds() {
        assertThat(ASK.y("score").x("gender", "grade").pooled(SyntheticCohort.WHOLE).titles())
                .containsExactly("levels in use", "moments");
    }

    /** Nobody has a = q and b = s: the interaction is determined by the main effects. */
    @Test
    void givesNoDegreesOfFreedomToWhatOtherEffectsDetermine() {
        Cohort cohort =
                Cohort.rows(6)
                        .number("y", 1, 2, 4, 5, 8, 9)
                        .factor("a", List.of("p", "q"), "p", "p", "p", "p", "q", "q")
                        .factor("b", List.of("r", "s"), "r", "r", "s", "s", "r", "r")
                        .build();
        for (int type = 1; type <= 3; type++) {
            Analysis found = analysis(type(ASK.y("y").x("a", "b"), type), cohort);
            Line interaction = found.effects().getLast();
            assertThat(interaction.df()).isZero();
            assertThat(interaction.ss()).isZero();
            assertThat(interaction.f()).isInstanceOf(Statistic.Undefined.class);
            assertThat(found.warnings()).anyMatch(w -> w.contains("a:b"));
            assertThat(found.residuals().df()).isEqualTo(3);
        }
    }

    @Test
    void staysRightFarFromZero() {
        Analysis home = analysis(ASK.y("y").x("a", "b"), twoByTwo(1, 3, 3, 5, 5, 7, 11, 13));
        double far = 1e8;
        Analysis away =
                analysis(
                        ASK.y("y").x("a", "b"),
                        twoByTwo(
                                far + 1, far + 3, far + 3, far + 5, far + 5, far + 7, far + 11,
                                far + 13));
        for (int i = 0; i < 3; i++) {
            Golden.near("SS", away.effects().get(i).ss(), home.effects().get(i).ss(), 1e-9);
        }
    }

    @Test
    void saysWhereTheFactorsExplainEverything() {
        Analysis exact = analysis(ASK.y("y").x("a", "b"), twoByTwo(1, 1, 2, 2, 3, 3, 7, 7));
        Line a = exact.effects().getFirst();
        assertThat(a.f()).isInstanceOf(Statistic.Undefined.class);
        assertThat(a.pValue()).isEqualTo(Statistic.of(0.0));
        assertThat(exact.warnings()).anyMatch(w -> w.contains("exactly"));
        Analysis constant = analysis(ASK.y("y").x("a", "b"), twoByTwo(5, 5, 5, 5, 5, 5, 5, 5));
        assertThat(constant.effects().getFirst().pValue()).isInstanceOf(Statistic.Undefined.class);
        assertThat(constant.effects().getFirst().etaSquared())
                .isInstanceOf(Statistic.Undefined.class);
        Cohort saturated = twoByTwo(1, 3, 3, 5, 5, 7, 11, 13).only(0, 2, 4, 6);
        Analysis full = analysis(ASK.y("y").x("a", "b"), saturated);
        assertThat(full.residuals().df()).isZero();
        assertThat(full.effects().getFirst().f()).isInstanceOf(Statistic.Undefined.class);
        assertThat(full.warnings()).anyMatch(w -> w.contains("no more rows"));
    }

    @Test
    void refusesFactorsWithOneLevelAndNumbers() {
        Cohort half = twoByTwo(1, 3, 3, 5, 5, 7, 11, 13).only(0, 1, 2, 3);
        assertThatThrownBy(() -> analysis(ASK.y("y").x("a", "b"), half))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("only one level");
        assertThatThrownBy(() -> analysis(ASK.y("score").x("age", "grade"), SyntheticCohort.WHOLE))
                .hasMessageContaining("categorical");
        assertThatThrownBy(() -> analysis(ASK.y("score").x("grade"), SyntheticCohort.WHOLE))
                .hasMessageContaining("2 to 8");
        assertThatThrownBy(() -> analysis(type(ASK.y("y").x("a", "b"), 4), half))
                .hasMessageContaining("1 to 3");
    }

    @Test
    void doesNotDependOnTheOrderOfSites() {
        Ask ask = ASK.y("score").x("gender", "diagnosis");
        List<Cohort> sites = SyntheticCohort.WHOLE.byDataset();
        assertThat(ask.of(SyntheticCohort.WHOLE, sites.reversed(), MemoryData.Cut.WHOLE))
                .isEqualTo(ask.of(SyntheticCohort.WHOLE, sites, MemoryData.Cut.WHOLE));
    }
}
