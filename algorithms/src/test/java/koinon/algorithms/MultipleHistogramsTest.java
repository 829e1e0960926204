package koinon.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import koinon.algorithms.MultipleHistograms.Histograms;
import koinon.algorithms.MultipleHistograms.Panel;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class MultipleHistogramsTest {
    private static final Ask ASK = Ask.of("multiple_histograms");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Histograms histograms(Ask ask, Cohort cohort) {
        return (Histograms) ask.pooled(cohort).result();
    }

    private static double[] counts(Panel panel) {
        return panel.counts().stream().mapToDouble(Statistic::orNaN).toArray();
    }

    private static Ask bins(int bins) {
        return ASK.y("x").with("bins", new Parameter.Int(bins));
    }

    /* 0 … 4 in 4 bins of width 1: a value on an edge opens its bin, but the greatest closes the last. */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort = Cohort.rows(7).number("x", 0, 0.5, 1, 2, 3, 3.5, 4).build();
        Panel all = histograms(bins(4), cohort).panels().getFirst();
        assertThat(all.edges()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(counts(all)).containsExactly(2, 1, 1, 3);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("multiple_histograms");
        assertThat(cases).hasSize(5);
        for (JsonNode golden : cases) {
            Ask ask =
                    ASK.y(golden.get("y").asText())
                            .x(Golden.texts(golden.get("x")))
                            .with("bins", new Parameter.Int(golden.get("bins").asInt()));
            compare(histograms(ask, SYNTHETIC), golden);
        }
    }

    private static void compare(Histograms histograms, JsonNode golden) {
        double[] edges =
                histograms.panels().getFirst().edges().stream().mapToDouble(e -> e).toArray();
        // Bit for bit: clients compare edges exactly.
        assertThat(edges).containsExactly(Golden.numbers(golden.get("edges")));
        for (JsonNode panel : golden.get("panels")) {
            Panel actual =
                    panel(histograms, panel.get("group").asText(), panel.get("level").asText());
            double[] expected =
                    Golden.list(panel.get("counts")).stream()
                            .mapToDouble(JsonNode::asDouble)
                            .toArray();
            if (edges.length > 0) {
                assertThat(counts(actual)).as(panel.toString()).containsExactly(expected);
            } else {
                compareLevels(actual, Golden.texts(golden.get("categories")), expected);
            }
        }
    }

    private static void compareLevels(Panel actual, String[] levels, double[] expected) {
        for (int i = 0; i < levels.length; i++) {
            int place = actual.categories().indexOf(levels[i]);
            assertThat(actual.counts().get(place)).isEqualTo(new Statistic.Known(expected[i]));
        }
        assertThat(Arrays.stream(counts(actual)).sum()).isEqualTo(Arrays.stream(expected).sum());
    }

    private static Panel panel(Histograms histograms, String group, String level) {
        return histograms.panels().stream()
                .filter(p -> Objects.requireNonNullElse(p.groupingVariable(), "").equals(group))
                .filter(p -> Objects.requireNonNullElse(p.groupingLevel(), "").equals(level))
                .findFirst()
                .orElseThrow();
    }

    @Trials(40)
    void isTheHistogramOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ASK.y("volume").x("gender", "diagnosis"), SYNTHETIC, random);
        Splits.sameAsPooled(ASK.y("diagnosis").x("dataset"), SYNTHETIC, random);
    }

    @Trials(20)
    void isTheHistogramOfThePooledRowsUnderAThreshold(RandomGenerator random) {
        Ask ask = ASK.y("load").x("gender").strict(10);
        List<Cohort> three = SYNTHETIC.split(random, 3);
        List<Cohort> five = SYNTHETIC.split(random, 5);
        assertThat(ask.of(SYNTHETIC, three, Cut.WHOLE))
                .isEqualTo(ask.of(SYNTHETIC, five, Cut.WHOLE));
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("load").x("grade");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesTwoRoundsForNumbersAndOneForLevels() {
        assertThat(ASK.y("age").pooled(SYNTHETIC).titles()).containsExactly("range", "counts");
        assertThat(ASK.y("gender").pooled(SYNTHETIC).titles()).containsExactly("counts");
    }

    @Trials(100)
    void countsEveryRowOnce(RandomGenerator random) {
        int n = random.nextInt(1, 60);
        double scale = Math.pow(2, random.nextInt(-30, 30));
        double[] x = random.ints(n, -5, 5).mapToDouble(i -> i * scale).toArray();
        x[0] = -0.0;
        int bins = random.nextInt(1, 101);
        Panel all =
                histograms(bins(bins), Cohort.rows(n).number("x", x).build()).panels().getFirst();
        assertThat(all.edges()).hasSize(bins + 1);
        assertThat(Arrays.stream(counts(all)).sum()).isEqualTo(n);
    }

    @Test
    void countsNegativeZeroAsZero() {
        Cohort cohort = Cohort.rows(3).number("x", -0.0, 0.0, 2).build();
        assertThat(counts(histograms(bins(2), cohort).panels().getFirst())).containsExactly(2, 1);
    }

    @Test
    void countsAllRowsWhenEdgesCoincide() {
        Cohort cohort = Cohort.rows(3).number("x", 1, 1, Math.nextUp(1.0)).build();
        double[] counts = counts(histograms(bins(20), cohort).panels().getFirst());
        assertThat(Arrays.stream(counts).sum()).isEqualTo(3);
    }

    @Test
    void widensAConstantToOne() {
        Panel all = histograms(ASK.y("constant"), SYNTHETIC).panels().getFirst();
        assertThat(all.edges().getFirst()).isEqualTo(0.1);
        assertThat(all.edges().getLast()).isEqualTo(1.1);
        assertThat(counts(all)[0]).isEqualTo(600);
    }

    @Test
    void showsNoCountBelowTheThreshold() {
        Histograms histograms =
                (Histograms)
                        ASK.y("load")
                                .x("diagnosis")
                                .strict(10)
                                .of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE)
                                .result();
        assertThat(histograms.warnings()).hasSize(1);
        for (Panel panel : histograms.panels()) {
            for (Statistic count : panel.counts()) {
                assertThat(count)
                        .satisfiesAnyOf(
                                c -> assertThat(c).isInstanceOf(Statistic.Suppressed.class),
                                c -> assertThat(c.orNaN()).isGreaterThanOrEqualTo(10));
            }
        }
    }

    @Test
    void refusesNoRows() {
        Cohort apart =
                Cohort.rows(2)
                        .number("x", 1, Double.NaN)
                        .factor("g", List.of("a"), null, "a")
                        .build();
        Refusals.refused(ASK.y("x").x("g"), apart, ErrorCode.INSUFFICIENT_DATA, "'x'");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(ASK.y("age").x("load"), SYNTHETIC, ErrorCode.WRONG_TYPE, "load");
        Refusals.refused(
                ASK.y("age").with("bins", new Parameter.Int(0)),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "bins");
        Refusals.refused(
                ASK.y("age", "load"), SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y, not 2");
    }
}
