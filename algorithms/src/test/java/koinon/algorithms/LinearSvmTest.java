package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
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

class LinearSvmTest {
    private static final Ask ASK = Ask.of("svm_scikit");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final List<String> NO_YES = List.of("no", "yes");

    private static Ask of(String y, double c, String... x) {
        return ASK.y(y).x(x).with("C", new Parameter.Real(c));
    }

    private static SeparatingPlanes planes(Ask ask, Cohort cohort) {
        return (SeparatingPlanes) ask.pooled(cohort).result();
    }

    private static Cohort four(double shift) {
        return Cohort.rows(4)
                .number("x", shift, shift + 1, shift + 3, shift + 4)
                .factor("y", NO_YES, "no", "no", "yes", "yes")
                .build();
    }

    /*
     * no at 0 and 1, yes at 3 and 4: the widest margin lies between 1 and 3, so w = 1, b = −2 and
     * all hinges are 0: P = ½.
     */
    @Test
    void findsTheWidestMargin() {
        SeparatingPlanes fit = planes(of("y", 1, "x"), four(0));
        SeparatingPlanes.Plane plane = fit.planes().getFirst();
        assertThat(plane.positive()).isEqualTo("yes");
        assertThat(plane.weights().getFirst()).isCloseTo(1, within(1e-4));
        assertThat(plane.intercept()).isCloseTo(-2, within(1e-4));
        assertThat(plane.objective()).isCloseTo(0.5, within(1e-8));
        assertThat(plane.gap()).isLessThan(1e-8);
        assertThat(plane.sensitivity()).isEqualTo(new Statistic.Known(1));
        assertThat(plane.specificity()).isEqualTo(new Statistic.Known(1));
    }

    /** The shift goes into the intercept: the plane is the same. */
    @Test
    void findsItFarFromZeroToo() {
        SeparatingPlanes.Plane plane = planes(of("y", 1, "x"), four(1e8)).planes().getFirst();
        assertThat(plane.weights().getFirst()).isCloseTo(1, within(1e-4));
        assertThat(plane.objective()).isCloseTo(0.5, within(1e-8));
    }

    @Test
    void reachesTheObjectiveOfScikitLearn() {
        List<JsonNode> cases = Golden.cases("svm_scikit");
        assertThat(cases).hasSize(8);
        for (JsonNode golden : cases) {
            String[] x = Golden.texts(golden.get("x"));
            Ask ask = of(golden.get("y").asText(), golden.get("c").asDouble(), x);
            SeparatingPlanes fit = planes(ask, SYNTHETIC);
            String positive = golden.get("positive").asText();
            SeparatingPlanes.Plane plane =
                    fit.planes().stream()
                            .filter(p -> p.positive().equals(positive))
                            .findFirst()
                            .orElseThrow();
            assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
            assertThat(plane.gap()).isBetween(0.0, 1e-8);
            double central = Double.parseDouble(golden.get("objective").asText());
            // scikit-learn stops a little above the optimum, never below.
            near(positive, plane.objective(), central, 1e-6);
            assertThat(plane.objective()).isLessThan(central * (1 + 1e-8));
        }
    }

    @Trials(10)
    void isThatOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(of("gender", 0.5, "volume", "age"), SYNTHETIC, random);
    }

    @Trials(5)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = of("diagnosis", 0.5, "age", "volume");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRoundForTheMomentsAndOnePerIteration() {
        Federated.Run run = of("gender", 1, "volume").pooled(SYNTHETIC);
        int iterations = ((SeparatingPlanes) run.result()).iterations();
        assertThat(run.rounds()).isEqualTo(1 + iterations);
        assertThat(run.titles()).startsWith("levels and moments", "iteration 1");
    }

    @Test
    void separatesEveryLevelFromTheRest() {
        SeparatingPlanes fit = planes(of("diagnosis", 0.5, "age"), SYNTHETIC);
        assertThat(fit.planes())
                .extracting(SeparatingPlanes.Plane::positive)
                .containsExactly("AD", "CN", "MCI", "PSP");
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).contains("one plane per level");
    }

    @Trials(20)
    void closesTheGapOnAnyData(RandomGenerator random) {
        int n = random.nextInt(2, 60);
        double scale = Math.pow(10, random.nextInt(-3, 6));
        String[] y = new String[n];
        Arrays.setAll(y, i -> NO_YES.get(i < 2 ? i : random.nextInt(2)));
        double[] a = random.doubles(n).map(v -> v * scale).toArray();
        double[] b = random.ints(n, 0, 3).asDoubleStream().toArray();
        Cohort cohort = Cohort.rows(n).factor("y", NO_YES, y).number("a", a).number("b", b).build();
        SeparatingPlanes fit = planes(of("y", random.nextDouble(0.01, 1), "a", "b"), cohort);
        assertThat(fit.planes().getFirst().gap()).isLessThan(1e-6);
    }

    @Test
    void hidesWhatStandsForTooFewRows() {
        Ask ask = of("gender", 1, "volume").strict(10);
        SeparatingPlanes fit =
                (SeparatingPlanes)
                        ask.of(SYNTHETIC, SYNTHETIC.byDataset(), MemoryData.Cut.WHOLE).result();
        assertThat(fit.planes().getFirst().supportVectors()).isInstanceOf(Statistic.Known.class);
        String[] sites = {"a", "b", "c", "a"};
        Cohort tiny =
                Cohort.rows(4)
                        .number("x", 0, 1, 3, 4)
                        .factor("y", NO_YES, "no", "no", "yes", "yes")
                        .factor("dataset", List.of("a", "b", "c"), sites)
                        .build();
        SeparatingPlanes few =
                (SeparatingPlanes)
                        of("y", 1, "x")
                                .strict(5)
                                .of(tiny, tiny.byDataset(), MemoryData.Cut.WHOLE)
                                .result();
        SeparatingPlanes.Plane plane = few.planes().getFirst();
        assertThat(plane.supportVectors()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(plane.supportMeans()).allMatch(Statistic.Suppressed.class::isInstance);
        assertThat(plane.sensitivity()).isInstanceOf(Statistic.Suppressed.class);
    }

    @Test
    void saysThatGammaHasNoEffect() {
        Ask ask = of("gender", 1, "volume").with("gamma", new Parameter.Real(0.7));
        assertThat(planes(ask, SYNTHETIC).warnings())
                .containsExactly("gamma has no effect: the kernel is linear.");
    }

    @Test
    void givesAConstantCovariateNoWeight() {
        SeparatingPlanes.Plane plane =
                planes(of("gender", 1, "volume", "constant"), SYNTHETIC).planes().getFirst();
        near("weight", plane.weights().getLast(), 0, 0);
        assertThat(plane.gap()).isLessThan(1e-8);
    }

    @Test
    void refusesOneLevelOnly() {
        Refusals.refused(
                of("single", 1, "age"), SYNTHETIC, ErrorCode.PRECONDITION, "'only'", "two levels");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(of("gender", 0, "age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "above 0");
        Refusals.refused(of("gender", 2, "age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "'C'");
        Refusals.refused(of("age", 1, "volume"), SYNTHETIC, ErrorCode.WRONG_TYPE, "age");
        Refusals.refused(of("gender", 1, "grade"), SYNTHETIC, ErrorCode.WRONG_TYPE, "grade");
        Refusals.refused(of("gender", 1, "empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
    }
}
