package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import koinon.algorithms.DescriptiveStatistics.Nominal;
import koinon.algorithms.DescriptiveStatistics.Numeric;
import koinon.algorithms.DescriptiveStatistics.Row;
import koinon.algorithms.DescriptiveStatistics.Summary;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class DescriptiveStatisticsTest {
    private static final Ask ASK = Ask.of("descriptive_stats");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Summary summary(Ask ask, Cohort cohort) {
        return (Summary) ask.pooled(cohort).result();
    }

    private static Row row(List<Row> rows, String dataset, String variable) {
        return rows.stream()
                .filter(r -> r.dataset().equals(dataset) && r.variable().equals(variable))
                .findFirst()
                .orElseThrow();
    }

    private static Numeric numeric(List<Row> rows, String dataset, String variable) {
        return Objects.requireNonNull(row(rows, dataset, variable).numeric());
    }

    private static Nominal nominal(List<Row> rows, String dataset, String variable) {
        return Objects.requireNonNull(row(rows, dataset, variable).nominal());
    }

    /*
     * 1 2 3 4 and one missing: mean 2.5, variance (2.25 + 0.25 + 0.25 + 2.25) / 3 = 5 / 3.
     * First quartile at position 3 · 0.25 = 0.75 between 1 and 2: 1.75; median 2.5, third 3.25.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(5)
                        .number("x", 3, 1, Double.NaN, 4, 2)
                        .factor("g", List.of("b", "a", "c"), "a", "a", "b", null, null)
                        .build();
        Summary summary = summary(ASK.y("x").x("g"), cohort);
        Numeric x = numeric(summary.variableBased(), "one", "x");
        near("mean", x.mean(), 2.5, 0);
        near("sd", x.std(), Math.sqrt(5.0 / 3), 1e-15);
        near("q1", x.q1(), 1.75, 0);
        near("median", x.median(), 2.5, 0);
        near("q3", x.q3(), 3.25, 0);
        assertThat(x.missing()).isEqualTo(new Statistic.Known(1));
        assertThat(x.total()).isEqualTo(new Statistic.Known(5));
        Nominal g = nominal(summary.variableBased(), "one", "g");
        assertThat(g.levels())
                .containsOnlyKeys("a", "b")
                .containsEntry("a", new Statistic.Known(2));
        // Complete in both: x = 3 and 1.
        assertThat(numeric(summary.modelBased(), "one", "x").mean())
                .isEqualTo(new Statistic.Known(2));
    }

    @Test
    void agreesWithR() {
        JsonNode golden = Golden.cases("descriptive_stats").getFirst();
        Summary summary = summary(ASK.y(Golden.texts(golden.get("variables"))), SYNTHETIC);
        List<JsonNode> rows = Golden.list(golden.get("rows"));
        assertThat(rows).hasSize(64);
        for (JsonNode expected : rows) {
            boolean single = expected.get("basis").asText().equals("v");
            Row row =
                    row(
                            single ? summary.variableBased() : summary.modelBased(),
                            expected.get("dataset").asText(),
                            expected.get("variable").asText());
            if (row.numeric() != null) {
                compare(row.numeric(), row, expected);
            } else {
                compare(Objects.requireNonNull(row.nominal()), row, expected);
            }
        }
    }

    private static void compare(Numeric numeric, Row row, JsonNode expected) {
        String name = row.toString();
        near(name, numeric.count(), expected.get("count").asDouble(), 0);
        near(name, numeric.missing(), expected.get("missing").asDouble(), 0);
        near(name, numeric.total(), expected.get("total").asDouble(), 0);
        near(name, numeric.mean(), Golden.one(expected.get("mean")), 1e-9);
        near(name, numeric.std(), Golden.one(expected.get("sd")), 1e-9);
        double[] quantiles = Golden.numbers(expected.get("quantiles"));
        near(name, numeric.min(), quantiles[0], 0);
        near(name, numeric.max(), quantiles[4], 0);
        if (!row.dataset().equals(DescriptiveStatistics.ALL)) {
            near(name, numeric.q1(), quantiles[1], 1e-14);
            near(name, numeric.median(), quantiles[2], 1e-14);
            near(name, numeric.q3(), quantiles[3], 1e-14);
        }
    }

    private static void compare(Nominal nominal, Row row, JsonNode expected) {
        String name = row.toString();
        near(name, nominal.count(), expected.get("count").asDouble(), 0);
        near(name, nominal.missing(), expected.get("missing").asDouble(), 0);
        String[] levels = Golden.texts(expected.get("levels"));
        assertThat(nominal.levels()).as(name).containsOnlyKeys(levels);
        for (int i = 0; i < levels.length; i++) {
            Statistic count = Objects.requireNonNull(nominal.levels().get(levels[i]));
            near(name, count, expected.get("counts").get(i).asDouble(), 0);
        }
    }

    /** A dataset lives at one site, so sites are made of whole datasets. */
    @Trials(40)
    void isTheDescriptionOfThePooledRows(RandomGenerator random) {
        Ask ask = ASK.y("volume", "load", "gender").x("far", "diagnosis");
        List<Cohort> sites =
                SYNTHETIC.byDataset().stream().map(site -> site.shuffled(random)).toList();
        Cut cut = new Cut(random.nextInt(1, 300), random.nextInt(1, 4));
        Federated.Run whole = ask.pooled(SYNTHETIC);
        assertThat(ask.of(SYNTHETIC, sites, cut)).isEqualTo(whole);
        assertThat(ask.of(SYNTHETIC, sites.reversed(), cut)).isEqualTo(whole);
    }

    @Test
    void takesOneRound() {
        assertThat(ASK.y("age", "gender").pooled(SYNTHETIC).titles()).containsExactly("summaries");
    }

    @Test
    void saysThatAVariableIsWhollyMissing() {
        Summary summary = summary(ASK.y("empty", "age"), SYNTHETIC);
        assertThat(numeric(summary.variableBased(), "east", "empty").missing())
                .isEqualTo(new Statistic.Known(250));
        for (String dataset : List.of("east", DescriptiveStatistics.ALL)) {
            Numeric empty = numeric(summary.variableBased(), dataset, "empty");
            assertThat(empty.count()).isEqualTo(new Statistic.Known(0));
            assertThat(empty.missing()).isEqualTo(empty.total());
            assertThat(empty.mean()).isInstanceOf(Statistic.Undefined.class);
            assertThat(numeric(summary.modelBased(), dataset, "age").count())
                    .isEqualTo(new Statistic.Known(0));
        }
    }

    @Test
    void isNotShakenByAnOriginFarAway() {
        Summary summary = summary(ASK.y("far", "constant"), SYNTHETIC);
        Numeric far = numeric(summary.variableBased(), DescriptiveStatistics.ALL, "far");
        assertThat(far.mean().orNaN() - 1e8).isBetween(-0.2, 0.2);
        assertThat(far.std().orNaN()).isBetween(0.7, 0.9);
        for (String dataset : List.of("east", DescriptiveStatistics.ALL)) {
            assertThat(numeric(summary.variableBased(), dataset, "constant").std())
                    .isEqualTo(new Statistic.Known(0));
        }
    }

    @Trials(50)
    void hasNoSpreadOfAConstantWhateverItsBits(RandomGenerator random) {
        double[] values = new double[random.nextInt(2, 3000)];
        Arrays.fill(values, random.nextDouble());
        Cohort cohort = Cohort.rows(values.length).number("x", values).build();
        Summary summary = summary(ASK.y("x"), cohort);
        for (String dataset : List.of("one", DescriptiveStatistics.ALL)) {
            Numeric x = numeric(summary.variableBased(), dataset, "x");
            assertThat(x.std()).isEqualTo(new Statistic.Known(0));
            near("mean", x.mean(), values[0], 1e-12);
        }
    }

    /** Integers of 43 bits, more than 2^20 of them: their sum has more than 63 bits. */
    @Test
    void addsMoreThanALongHolds() {
        double[] values = new double[1_100_000];
        Arrays.fill(values, 1.999);
        Cohort cohort = Cohort.rows(values.length).number("x", values).build();
        Summary summary = summary(ASK.y("x"), cohort);
        near("mean", numeric(summary.variableBased(), "one", "x").mean(), 1.999, 1e-12);
    }

    @Test
    void hasNoSpreadOfOneRow() {
        Summary summary = summary(ASK.y("x"), Cohort.rows(1).number("x", 7).build());
        Numeric x = numeric(summary.variableBased(), "one", "x");
        assertThat(x.mean()).isEqualTo(new Statistic.Known(7));
        assertThat(x.std()).isInstanceOf(Statistic.Undefined.class);
        assertThat(x.median()).isEqualTo(new Statistic.Known(7));
    }

    @Test
    void suppressesWhatIsAboutTooFew() {
        Ask ask = ASK.y("volume", "diagnosis").strict(10);
        Summary summary = (Summary) ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE).result();
        Numeric volume = numeric(summary.variableBased(), "south", "volume");
        assertThat(volume.mean()).isInstanceOf(Statistic.Known.class);
        assertThat(volume.median()).isInstanceOf(Statistic.Known.class);
        assertThat(volume.min()).isInstanceOf(Statistic.Suppressed.class);
        Nominal diagnosis = nominal(summary.variableBased(), "east", "diagnosis");
        assertThat(diagnosis.levels().get("PSP")).isInstanceOf(Statistic.Suppressed.class);
        Numeric all = numeric(summary.variableBased(), DescriptiveStatistics.ALL, "volume");
        assertThat(all.max()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(all.mean()).isInstanceOf(Statistic.Known.class);
    }

    @Test
    void doesNotTellNoRowsFromFewUnderAThreshold() {
        Cohort cohort =
                Cohort.rows(20).number("few", fill(20, 3)).number("none", fill(20, 0)).build();
        Ask ask = ASK.y("few", "none").strict(10);
        Summary summary =
                (Summary) ask.of(cohort, List.of(cohort, cohort, cohort), Cut.WHOLE).result();
        assertThat(numeric(summary.variableBased(), "one", "few"))
                .isEqualTo(numeric(summary.variableBased(), "one", "none"));
    }

    private static double[] fill(int size, int known) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = i < known ? i : Double.NaN;
        }
        return values;
    }

    @Test
    void keepsSumsOfTwoSitesApart() {
        List<Cohort> two = SYNTHETIC.byDataset().subList(0, 2);
        Summary summary = (Summary) ASK.y("age").strict(10).of(SYNTHETIC, two, Cut.WHOLE).result();
        assertThat(numeric(summary.variableBased(), DescriptiveStatistics.ALL, "age").count())
                .isInstanceOf(Statistic.Suppressed.class);
        assertThat(numeric(summary.variableBased(), "east", "age").mean())
                .isInstanceOf(Statistic.Known.class);
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("dataset"), SYNTHETIC, ErrorCode.PRECONDITION, "by dataset already");
        Refusals.refused(ASK, SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y");
        Refusals.refused(ASK.y("nobody"), SYNTHETIC, ErrorCode.UNKNOWN_VARIABLE, "nobody");
    }
}
