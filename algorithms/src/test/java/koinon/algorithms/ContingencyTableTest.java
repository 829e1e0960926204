package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.CrossTable.Tests;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ContingencyTableTest {
    private static final Ask ASK = Ask.of("contingency_table");
    private static final Ask XY = ASK.y("y").x("x");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static CrossTable table(Ask ask, Cohort cohort) {
        return (CrossTable) ask.pooled(cohort).result();
    }

    /** So many rows per pair of levels r0, r1 … of x and c0, c1 … of y, and one level unused. */
    private static Cohort cohort(long[][] counts) {
        List<String> x = new ArrayList<>();
        List<String> y = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                for (long k = 0; k < counts[i][j]; k++) {
                    x.add("r" + i);
                    y.add("c" + j);
                }
            }
        }
        return Cohort.rows(x.size())
                .factor("x", levels("r"), x.toArray(String[]::new))
                .factor("y", levels("c"), y.toArray(String[]::new))
                .build();
    }

    private static List<String> levels(String letter) {
        return IntStream.range(0, 8).mapToObj(i -> letter + i).toList();
    }

    private static CrossTable strict(long threshold, long[][] counts) {
        Cohort cohort = cohort(counts);
        List<Cohort> sites = List.of(cohort, cohort.only(), cohort.only());
        return (CrossTable) XY.strict(threshold).of(cohort, sites, MemoryData.Cut.WHOLE).result();
    }

    /**
     * 10 20 / 30 20: expected 15 15 / 25 25 off by 5: X² = 25 (2/15 + 2/25) = 16/3; Yates 4.5² …;
     * odds 1/3, risk (1/3) / (3/5) = 5/9.
     */
    @Test
    void givesWhatPaperGives() {
        Tests tests = table(XY, cohort(new long[][] {{10, 20}, {30, 20}})).tests();
        near("X²", tests.chiSquared(), 16.0 / 3, 1e-15);
        near("Yates", tests.yates(), 4.5 * 4.5 * (2.0 / 15 + 2.0 / 25), 1e-15);
        near("odds", tests.oddsRatio().estimate(), 1.0 / 3, 1e-15);
        near("risk", tests.relativeRisk().estimate(), 5.0 / 9, 1e-15);
        near("V", tests.cramersV(), Math.sqrt(16.0 / 3 / 80), 1e-15);
        double half = 1.959963984540054 * Math.sqrt(0.1 + 0.05 + 1.0 / 30 + 0.05);
        near("lower", tests.oddsRatio().lower(), Math.exp(-half) / 3, 1e-12);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("contingency_table");
        assertThat(cases).hasSize(3);
        for (JsonNode golden : cases) {
            long[][] counts =
                    Golden.list(golden.get("counts")).stream()
                            .map(row -> Golden.list(row).stream().mapToLong(JsonNode::asLong))
                            .map(row -> row.toArray())
                            .toArray(long[][]::new);
            Tests tests = table(XY, cohort(counts)).tests();
            if (golden.has("chisq")) {
                double[] chi = numbers(golden, "chisq");
                near("X²", tests.chiSquared(), chi[0], 1e-12);
                near("df", tests.df(), chi[1], 0);
                near("p", tests.p(), chi[2], 1e-10);
                near("V", tests.cramersV(), numbers(golden, "v")[0], 1e-12);
            }
            if (tests.fisherP() instanceof Statistic.Known) {
                near("Fisher", tests.fisherP(), numbers(golden, "fisher")[0], 1e-9);
            }
            if (golden.has("yates")) {
                near("Yates", tests.yates(), numbers(golden, "yates")[0], 1e-12);
                near("p", tests.yatesP(), numbers(golden, "yates")[1], 1e-10);
                compare(tests.conditionalOdds(), numbers(golden, "conditional"));
                compare(tests.oddsRatio(), numbers(golden, "odds"));
                compare(tests.relativeRisk(), numbers(golden, "risk"));
            }
        }
    }

    private static double[] numbers(JsonNode golden, String name) {
        return Golden.list(golden.get(name)).stream()
                .mapToDouble(n -> Double.parseDouble(n.asText().strip()))
                .toArray();
    }

    private static void compare(EffectSize effect, double[] r) {
        near(effect.name(), effect.estimate(), r[0], 1e-9);
        near(effect.name() + " lower", effect.lower(), r[1], 1e-9);
        near(effect.name() + " upper", effect.upper(), r[2], 1e-9);
    }

    @Test
    void countsTheCohort() {
        CrossTable table = table(ASK.y("gender").x("diagnosis"), SYNTHETIC);
        JsonNode golden = Golden.cases("contingency_table").getFirst();
        assertThat(table.n()).isEqualTo(golden.get("n").asLong());
        assertThat(table.rows()).containsExactly("PSP", "MCI", "CN", "AD");
        near("X²", table.tests().chiSquared(), numbers(golden, "chisq")[0], 1e-12);
        assertThat(table.tests().fisherP()).isInstanceOf(Statistic.class);
        assertThat(table.presentation().tables()).hasSize(3);
    }

    @Trials(40)
    void isTheTableOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ASK.y("gender").x("grade"), SYNTHETIC, random);
    }

    @Trials(10)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("gender").x("dataset");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRound() {
        assertThat(XY.pooled(cohort(new long[][] {{2, 1}, {1, 2}})).titles()).hasSize(1);
    }

    @Test
    void keepsTheDigitsOfATail() {
        Tests tests = table(XY, cohort(new long[][] {{500, 0}, {0, 500}})).tests();
        near("X²", tests.chiSquared(), 1000, 1e-14);
        // R: pchisq(1000, 1, lower.tail = FALSE)
        near("p", tests.p(), 1.795832784800726e-219, 1e-9);
        assertThat(Math.log10(tests.fisherP().orNaN())).isBetween(-300.0, -298.0);
        assertThat(tests.oddsRatio().estimate()).isInstanceOf(Statistic.Undefined.class);
        assertThat(tests.conditionalOdds().estimate())
                .isEqualTo(new Statistic.Known(Double.POSITIVE_INFINITY));
    }

    @Test
    void warnsOfFewExpected() {
        CrossTable table = table(XY, cohort(new long[][] {{3, 1}, {1, 3}}));
        assertThat(table.warnings()).hasSize(1);
        assertThat(table.warnings().getFirst()).startsWith("4 of 4 cells");
        near("p", table.tests().fisherP(), 34.0 / 70, 1e-14);
    }

    /** Of 9 and 20 60 70, only 9 is small: 20 hides with it, and with them three of four totals. */
    @Test
    void hidesASecondCellWithALoneSmallOne() {
        CrossTable table = strict(10, new long[][] {{9, 60}, {70, 20}});
        assertThat(table.counts().get(0).get(0)).isInstanceOf(Statistic.Suppressed.class);
        assertThat(table.counts().get(1).get(1)).isInstanceOf(Statistic.Suppressed.class);
        assertThat(table.counts().get(0).get(1)).isEqualTo(new Statistic.Known(60));
        assertThat(table.rowTotals()).allMatch(t -> t instanceof Statistic.Suppressed);
        assertThat(table.tests().fisherP()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(table.tests().oddsRatio().upper()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(table.n()).isEqualTo(159);
    }

    /**
     * What is known of the hidden cells is their sum, which must not be small, and not one alone.
     */
    @Trials(100)
    void leavesNothingToSolveFor(RandomGenerator random) {
        int rows = random.nextInt(2, 5);
        int columns = random.nextInt(2, 5);
        long[][] counts = new long[rows][columns];
        for (long[] row : counts) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextInt(1, 40);
            }
        }
        CrossTable table = strict(5, counts);
        long hidden = 0;
        int cells = 0;
        for (int i = 0; i < rows; i++) {
            boolean any = false;
            for (int j = 0; j < columns; j++) {
                boolean shown = table.counts().get(i).get(j) instanceof Statistic.Known;
                assertThat(shown && counts[i][j] < 5).isFalse();
                hidden += shown ? 0 : counts[i][j];
                cells += shown ? 0 : 1;
                any |= !shown;
            }
            assertThat(table.rowTotals().get(i) instanceof Statistic.Suppressed).isEqualTo(any);
        }
        assertThat(cells == 0 || (cells > 1 && hidden >= 5)).isTrue();
        assertThat(table.tests().p() instanceof Statistic.Known).isEqualTo(cells == 0);
    }

    @Test
    void saysWhenThereAreTooManyTables() {
        long[][] many = new long[6][6];
        for (long[] row : many) {
            Arrays.fill(row, 20);
        }
        Tests tests = table(XY, cohort(many)).tests();
        assertThat(tests.fisherP()).isInstanceOf(Statistic.Undefined.class);
        near("X²", tests.chiSquared(), 0, 0);
        assertThat(tests.yates()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void refusesWhatIsNoTable() {
        Refusals.refused(
                XY, cohort(new long[][] {{3, 4}}), ErrorCode.PRECONDITION, "levels of 'x'");
        Refusals.refused(
                ASK.y("gender").x("gender"), SYNTHETIC, ErrorCode.PRECONDITION, "with itself");
        Refusals.refused(ASK.y("age").x("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "age");
        Refusals.refused(
                ASK.y("gender").x("grade").with("alpha", new Parameter.Real(2)),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "alpha");
    }
}
