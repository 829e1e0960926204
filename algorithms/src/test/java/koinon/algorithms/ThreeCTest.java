package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;
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

class ThreeCTest {
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final Ask ASK =
            Ask.of("three_c").y("diagnosis").x("score", "age", "volume", "load");
    private static final Ask SMALL = Ask.of("three_c").y("d").x("a", "b");

    private static ThreeCResult result(Ask ask, Cohort cohort) {
        return (ThreeCResult) ask.pooled(cohort).result();
    }

    private static Ask with(Ask ask, int k, double rate) {
        return ask.with("k", new Parameter.Int(k)).with("rate", new Parameter.Real(rate));
    }

    /** a tells u and v apart, b does not; s moves everything a by so much. */
    private static Cohort two(double s) {
        return Cohort.rows(8)
                .number("a", s + 1, s + 2, s + 1, s + 2, s + 9, s + 10, s + 9, s + 2)
                .number("b", 1, 2, 2, 1, 1, 2, 2, 1)
                .factor("d", List.of("u", "v", "w"), "u", "u", "u", "u", "v", "v", "v", "v")
                .build();
    }

    /**
     * Means of a: 1.5 and 7.5, of all 4.5: explained 8 · 9 = 72, left 1 + (2.25 + 6.25 + 2.25 +
     * 30.25) = 42, F = 72 / (42 / 6) = 72 / 7. b has equal means: F = 0. Clusters: the rows at 1
     * and 2, and those at 9 and 10: u 4 + 0, v 1 + 3. Purity 7/8. Pairs: cells 6 + 0 + 0 + 3 = 9,
     * clusters 10 + 3, diagnoses 6 + 6, expected 13 · 12 / 28 = 39/7: (9 − 39/7) / (12.5 − 39/7) =
     * 24 / 48.5.
     */
    @Test
    void givesWhatPaperGives() {
        ThreeCResult result = result(with(SMALL, 2, 0.05), two(0));

        near("F", result.relations().getFirst().f(), 72.0 / 7, 1e-14);
        near("F", result.relations().getLast().f(), 0, 1e-14);
        assertThat(result.relations()).extracting(r -> r.kept()).containsExactly(true, false);
        assertThat(result.clusters().variables()).containsExactly("a");
        assertThat(result.table().columns()).containsExactly("u", "v");
        near("purity", result.agreement().purity(), 7.0 / 8, 1e-15);
        near("ARI", result.agreement().adjustedRand(), 24 / 48.5, 1e-14);
        assertThat(result.presentation().tables()).hasSize(5);
    }

    @Test
    void agreesWithR() {
        for (JsonNode golden : Golden.cases("three_c")) {
            Ask ask =
                    with(
                            Ask.of("three_c")
                                    .y(golden.get("y").get(0).asText())
                                    .x(Golden.texts(golden.get("x")))
                                    .with("tol", new Parameter.Real(0))
                                    .with("maxiter", new Parameter.Int(100)),
                            golden.get("k").asInt(),
                            golden.get("rate").asDouble());
            ThreeCResult result = result(ask, SYNTHETIC);
            assertThat(result.table().n()).isEqualTo(golden.get("n").asLong());
            double[] f = Golden.numbers(golden.get("f"));
            double[] p = Golden.numbers(golden.get("p"));
            double[] adjusted = Golden.numbers(golden.get("adjusted"));
            for (int v = 0; v < f.length; v++) {
                near("F", result.relations().get(v).f(), f[v], 1e-9);
                near("p", result.relations().get(v).p(), p[v], 1e-8);
                near("adjusted", result.relations().get(v).adjusted(), adjusted[v], 1e-8);
            }
            assertThat(result.clusters().converged()).isTrue();
            assertThat(result.clusters().variables())
                    .containsExactly(Golden.texts(golden.get("kept")));
            assertThat(result.clusters().clusters().stream().mapToDouble(c -> c.size().orNaN()))
                    .containsExactly(
                            Golden.list(golden.get("sizes")).stream()
                                    .mapToDouble(JsonNode::asDouble)
                                    .boxed()
                                    .toArray(Double[]::new));
            near("W", result.clusters().within(), Golden.one(golden.get("within")), 1e-9);
            near("B", result.clusters().between(), Golden.one(golden.get("between")), 1e-9);
            near("X²", result.table().tests().chiSquared(), Golden.one(golden.get("chisq")), 1e-9);
            near("V", result.table().tests().cramersV(), Golden.one(golden.get("v")), 1e-9);
            near("purity", result.agreement().purity(), Golden.one(golden.get("purity")), 1e-12);
            near("ARI", result.agreement().adjustedRand(), Golden.one(golden.get("rand")), 1e-9);
            for (JsonNode code : golden.get("columns")) {
                assertThat(result.table().columns()).contains(code.asText());
            }
        }
    }

    @Trials(20)
    void isThatOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(ASK, SYNTHETIC, random);
    }

    @Trials(5)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        assertThat(ASK.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ASK.pooled(SYNTHETIC));
    }

    @Test
    void takesThreeRoundsMoreThanIterations() {
        List<String> titles = ASK.pooled(SYNTHETIC).titles();

        ThreeCResult result = result(ASK, SYNTHETIC);
        assertThat(titles).hasSize(result.clusters().iterations() + 3);
        assertThat(titles.getFirst()).isEqualTo("moments by diagnosis");
        assertThat(titles.getLast()).isEqualTo("clusters by diagnosis");
    }

    @Test
    void doesNotDependOnUnits() {
        ThreeCResult result = result(with(SMALL, 2, 0.05), two(1e8));

        near("F", result.relations().getFirst().f(), 72.0 / 7, 1e-12);
        near("ARI", result.agreement().adjustedRand(), 24 / 48.5, 1e-14);
    }

    @Test
    void leavesAConstantOut() {
        ThreeCResult result = result(ASK.x("score", "constant", "volume"), SYNTHETIC);

        assertThat(result.relations().get(1).p()).isInstanceOf(Statistic.Undefined.class);
        assertThat(result.relations().get(1).kept()).isFalse();
    }

    @Test
    void hidesSmallCountsAndWhatWouldTellThem() {
        ThreeCResult result =
                (ThreeCResult)
                        ASK.strict(20)
                                .of(SYNTHETIC, SYNTHETIC.byDataset(), MemoryData.Cut.WHOLE)
                                .result();

        assertThat(result.table().counts().toString()).contains("Suppressed");
        assertThat(result.table().tests().chiSquared()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(result.agreement().purity()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(result.agreement().adjustedRand()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(result.warnings()).anyMatch(w -> w.contains("below 20"));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        ErrorCode code = ErrorCode.PRECONDITION;
        Refusals.refused(SMALL.x("b"), two(0), code, "no variable is related", "'d'");
        Refusals.refused(SMALL, two(0).only(0, 1, 2), code, "fewer than two levels");
        Refusals.refused(with(SMALL, 9, 0.05), two(0), code, "at least as many");
    }
}
