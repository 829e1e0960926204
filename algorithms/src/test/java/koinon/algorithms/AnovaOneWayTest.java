package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.AnovaTable.Anova;
import koinon.algorithms.AnovaTable.Comparison;
import koinon.algorithms.AnovaTable.Group;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class AnovaOneWayTest {
    private static final Ask ASK = Ask.of("anova_oneway");
    private static final List<String> ABC = List.of("a", "b", "c");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static AnovaTable table(Ask ask, Cohort cohort) {
        return (AnovaTable) ask.pooled(cohort).result();
    }

    private static Anova anova(Ask ask, Cohort cohort) {
        return table(ask, cohort).analyses().getFirst();
    }

    private static Cohort cohort(double... y) {
        String[] g =
                IntStream.range(0, y.length).mapToObj(i -> ABC.get(i / 3)).toArray(String[]::new);
        return Cohort.rows(y.length).number("y", y).factor("g", ABC, g).build();
    }

    /** Means 2, 3, 7 about 4; within 2 each: SSB = 3 (4 + 1 + 9) = 42, MSE = 6 / 6, F = 21. */
    @Test
    void givesWhatPaperGives() {
        Anova anova = anova(ASK.y("y").x("g"), cohort(1, 2, 3, 2, 3, 4, 6, 7, 8));
        near("explained", anova.ssExplained(), 42, 1e-15);
        near("residual", anova.ssResidual(), 6, 1e-15);
        near("F", anova.f(), 21, 1e-15);
        near("η²", anova.etaSquared(), 42.0 / 48, 1e-15);
        near("ω²", anova.omegaSquared(), 40.0 / 49, 1e-15);
        Comparison first = anova.comparisons().getFirst();
        assertThat(first.a() + first.b()).isEqualTo("ab");
        near("difference", first.difference(), -1, 0);
        near("se", first.standardError(), Math.sqrt(2.0 / 3), 1e-15);
        Group last = anova.groups().get(2);
        near("sd", last.deviation(), 1, 1e-15);
        near("max", last.max(), 8, 0);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("anova_oneway");
        assertThat(cases).hasSize(5);
        for (JsonNode golden : cases) {
            Anova anova =
                    anova(
                            ASK.y(Golden.texts(golden.get("y"))).x(Golden.texts(golden.get("x"))),
                            SYNTHETIC);
            double[] r = Golden.numbers(golden.get("table"));
            assertThat(anova.n()).isEqualTo(golden.get("n").asLong());
            near("df", anova.dfExplained(), r[0], 0);
            near("df", anova.dfResidual(), r[1], 0);
            near("explained", anova.ssExplained(), r[2], 1e-9);
            near("residual", anova.ssResidual(), r[3], 1e-9);
            near("F", anova.f(), r[4], 1e-9);
            near("p", anova.p(), r[5], 1e-9);
            near("η²", anova.etaSquared(), r[6], 1e-9);
            // A difference: R and we agree in its absolute digits.
            assertThat(Math.abs(anova.omegaSquared().orNaN() - r[7])).isLessThan(1e-12);
            compareGroups(anova, golden);
            compareComparisons(anova, golden);
        }
    }

    private static void compareGroups(Anova anova, JsonNode golden) {
        List<String> levels = List.of(Golden.texts(golden.get("levels")));
        assertThat(anova.groups()).hasSameSizeAs(levels);
        for (Group group : anova.groups()) {
            int i = levels.indexOf(group.level());
            near("mean", group.mean(), Golden.numbers(golden.get("means"))[i], 1e-9);
            near("sd", group.deviation(), Golden.numbers(golden.get("sds"))[i], 1e-9);
            near("min", group.min(), Golden.numbers(golden.get("mins"))[i], 0);
            near("max", group.max(), Golden.numbers(golden.get("maxs"))[i], 0);
        }
    }

    /** R's ptukey stops at 1e-8 or so, and qtukey at 1e-4: ours are compared in {@code stats}. */
    private static void compareComparisons(Anova anova, JsonNode golden) {
        List<String> a = List.of(Golden.texts(golden.get("a")));
        List<String> b = List.of(Golden.texts(golden.get("b")));
        assertThat(anova.comparisons()).hasSameSizeAs(a);
        for (Comparison c : anova.comparisons()) {
            int i = pair(a, b, c.a(), c.b());
            boolean turned = i < 0;
            int at = turned ? pair(a, b, c.b(), c.a()) : i;
            int sign = turned ? -1 : 1;
            double[] differences = Golden.numbers(golden.get("differences"));
            near("difference", c.difference(), sign * differences[at], 1e-9);
            near("se", c.standardError(), Golden.numbers(golden.get("ses"))[at], 1e-9);
            double p = Golden.numbers(golden.get("p"))[at];
            assertThat(Math.abs(c.p().orNaN() - p)).as("p").isLessThan(1e-7);
            double end = Golden.numbers(golden.get(turned ? "upper" : "lower"))[at];
            assertThat(Math.abs(c.lower().orNaN() - sign * end))
                    .as("lower")
                    .isLessThan(1e-4 * c.standardError().orNaN());
        }
    }

    private static int pair(List<String> a, List<String> b, String first, String second) {
        return IntStream.range(0, a.size())
                .filter(i -> a.get(i).equals(first) && b.get(i).equals(second))
                .findFirst()
                .orElse(-1);
    }

    @Trials(40)
    void isTheAnalysisOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ASK.y("volume", "faroutcome").x("diagnosis"), SYNTHETIC, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("score").x("grade");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRound() {
        assertThat(ASK.y("score", "age").x("grade").pooled(SYNTHETIC).titles()).hasSize(1);
    }

    @Test
    void hasAnInfiniteFWithoutVarianceWithin() {
        AnovaTable table = table(ASK.y("y").x("g"), cohort(1, 1, 1, 2, 2, 2));
        Anova anova = table.analyses().getFirst();
        assertThat(anova.f()).isEqualTo(new Statistic.Known(Double.POSITIVE_INFINITY));
        assertThat(anova.p()).isEqualTo(new Statistic.Known(0));
        assertThat(anova.comparisons().getFirst().p()).isInstanceOf(Statistic.Undefined.class);
        assertThat(table.warnings()).hasSize(1);
    }

    @Test
    void testsNoConstantAndNoSingleRows() {
        Anova constant = anova(ASK.y("y").x("g"), cohort(3, 3, 3, 3, 3, 3));
        assertThat(constant.f()).isInstanceOf(Statistic.Undefined.class);
        assertThat(constant.etaSquared()).isInstanceOf(Statistic.Undefined.class);
        Cohort two = Cohort.rows(2).number("y", 1, 3).factor("g", ABC, "a", "c").build();
        Anova single = anova(ASK.y("y").x("g"), two);
        assertThat(single.p()).isInstanceOf(Statistic.Undefined.class);
        assertThat(single.groups()).hasSize(2);
        assertThat(table(ASK.y("y").x("g"), two).presentation().tables()).hasSize(3);
    }

    @Trials(20)
    void doesNotLoseItsDigitsFarFromZero(RandomGenerator random) {
        double[] y = random.ints(9, -3, 4).asDoubleStream().toArray();
        Anova home = anova(ASK.y("y").x("g"), cohort(y));
        double[] far = Arrays.stream(y).map(v -> v + 1e8).toArray();
        Anova away = anova(ASK.y("y").x("g"), cohort(far));
        near("residual", away.ssResidual(), home.ssResidual(), 1e-12);
        near("explained", away.ssExplained(), home.ssExplained(), 1e-11);
    }

    /** Three groups at 0, 1 and 2 ± 1e-3, 200 each; R: pf(F, 2, 597, lower.tail = FALSE) is 0. */
    @Test
    void keepsItsTails() {
        double[] y =
                IntStream.range(0, 60)
                        .mapToDouble(i -> 30 * (i / 20) + (i % 2 == 0 ? 1 : -1))
                        .toArray();
        String[] g = IntStream.range(0, 60).mapToObj(i -> ABC.get(i / 20)).toArray(String[]::new);
        Anova anova =
                anova(
                        ASK.y("y").x("g"),
                        Cohort.rows(60).number("y", y).factor("g", ABC, g).build());
        assertThat(anova.p().orNaN()).isBetween(1e-100, 1e-70);
        assertThat(anova.comparisons().getFirst().p().orNaN()).isBetween(1e-100, 1e-50);
    }

    @Test
    void leavesOutGroupsTooSmallToBeShown() {
        Ask ask = ASK.y("volume").x("diagnosis").strict(20);
        AnovaTable table =
                (AnovaTable)
                        ask.of(SYNTHETIC, SYNTHETIC.byDataset(), MemoryData.Cut.WHOLE).result();
        assertThat(table.warnings()).hasSize(1);
        assertThat(table.warnings().getFirst()).contains("fewer than 20", "PSP", "FTD");
        Anova anova = table.analyses().getFirst();
        assertThat(anova.groups().stream().map(Group::level)).containsExactly("MCI", "CN", "AD");
        assertThat(anova.groups().getFirst().max()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(anova.n()).isEqualTo(anova.groups().stream().mapToLong(Group::n).sum());
    }

    @Test
    void refusesFewerThanTwoGroups() {
        Refusals.refused(ASK.y("score").x("single"), SYNTHETIC, ErrorCode.PRECONDITION, "'single'");
        Cohort one = cohort(1, 2, 3);
        Refusals.refused(ASK.y("y").x("dataset"), one, ErrorCode.PRECONDITION, "one level");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("age").x("volume"), SYNTHETIC, ErrorCode.WRONG_TYPE, "volume");
        Refusals.refused(ASK.y("empty").x("gender"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(ASK.y("age"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as x");
    }
}
