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

class KMeansTest {
    private static final Ask ASK = Ask.of("kmeans");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static Ask of(int k, String... y) {
        return ASK.y(y)
                .with("k", new Parameter.Int(k))
                .with("maxiter", new Parameter.Int(100))
                .with("tol", new Parameter.Real(0));
    }

    private static Clusters clusters(Ask ask, Cohort cohort) {
        return (Clusters) ask.pooled(cohort).result();
    }

    /*
     * x from 0 to 9, u = 0.696…, 0.286…: the start is 6.3 and 2.6. Rows nearest to 6.3: 8 and 9,
     * mean 8.5; to 2.6: 0, 1 and 3, mean 4/3; nothing changes then (the middle is 4.9).
     * Within: ½ and 4/9·… = (16 + 1 + 25)/9 = 14/3.
     */
    @Test
    void findsWhatPaperFinds() {
        Cohort cohort = Cohort.rows(5).number("x", 0, 1, 3, 8, 9).build();
        Clusters fit = clusters(of(2, "x"), cohort);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.iterations()).isEqualTo(2);
        assertThat(fit.clusters().getFirst().size()).isEqualTo(new Statistic.Known(2));
        near("first", fit.clusters().getFirst().centre().getFirst(), 8.5, 0);
        near("second", fit.clusters().getLast().centre().getFirst(), 4.0 / 3, 1e-15);
        near("within", fit.clusters().getFirst().within(), 0.5, 1e-15);
        near("within", fit.clusters().getLast().within(), 14.0 / 3, 1e-15);
        near("total", fit.total(), 66.8, 1e-15);
        near("between", fit.between(), 66.8 - 0.5 - 14.0 / 3, 1e-14);
    }

    @Test
    void drawsTheNumbersOfNumpy() {
        MersenneTwister numbers = new MersenneTwister(123);
        assertThat(numbers.uniform()).isEqualTo(0.6964691855978616);
        assertThat(numbers.uniform()).isEqualTo(0.28613933495037946);
        double last = 0;
        for (int i = 2; i < 2000; i++) {
            last = numbers.uniform();
        }
        assertThat(last).isEqualTo(0.09786290307061352);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("kmeans");
        assertThat(cases).hasSize(4);
        for (JsonNode golden : cases) {
            String[] y = Golden.texts(golden.get("y"));
            Clusters fit = clusters(of(golden.get("k").asInt(), y), SYNTHETIC);
            assertThat(fit.n()).isEqualTo(golden.get("n").asLong());
            // 1e8 with three decimals is rounded to a grid of 1.5e-5; it spreads by 1.
            double relative = Arrays.asList(y).contains("faroutcome") ? 1e-5 : 1e-9;
            near("within", fit.within(), Golden.one(golden.get("within")), relative);
            double total = Golden.one(golden.get("total"));
            near("total", fit.total(), total, relative);
            // A difference: R leaves 1e-10 of rounding where it is 0.
            assertThat(fit.between().orNaN())
                    .isCloseTo(Golden.one(golden.get("between")), within(relative * total));
            for (int c = 0; c < fit.clusters().size(); c++) {
                Clusters.Cluster cluster = fit.clusters().get(c);
                near("size", cluster.size(), golden.get("sizes").get(c).asDouble(), 0);
                double[] centre = Golden.numbers(golden.get("centres").get(c));
                for (int v = 0; v < y.length; v++) {
                    near("centre " + c, cluster.centre().get(v), centre[v], 1e-9);
                }
            }
        }
    }

    @Trials(40)
    void isThatOfThePooledRows(RandomGenerator random) {
        Splits.sameAsPooled(of(4, "volume", "age", "far"), SYNTHETIC, random);
    }

    /** Under a threshold sums need three sites: all splits of three and more agree. */
    @Trials(20)
    void isThatOfThePooledRowsFromPublicRangesToo(RandomGenerator random) {
        Ask ask = of(3, "volume", "score").strict(10);
        MemoryData.Cut cut = new MemoryData.Cut(random.nextInt(1, 300), 2);
        assertThat(ask.of(SYNTHETIC, SYNTHETIC.split(random, 5), cut))
                .isEqualTo(ask.of(SYNTHETIC, SYNTHETIC.byDataset(), cut));
    }

    @Trials(20)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = of(3, "volume", "score");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesOneRoundForTheRangeAndOnePerIteration() {
        assertThat(of(2, "load").with("maxiter", new Parameter.Int(2)).pooled(SYNTHETIC).titles())
                .containsExactly("range", "iteration 1", "iteration 2");
    }

    @Test
    void saysWhenItHasNotConverged() {
        Clusters fit =
                clusters(of(4, "volume", "score").with("maxiter", new Parameter.Int(1)), SYNTHETIC);
        assertThat(fit.iterations()).isEqualTo(1);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().getFirst()).contains("Not converged", "raise maxiter");
    }

    /** Both rows of the start's second half are nearest to one centre. */
    @Test
    void hasNoCentreForAnEmptyCluster() {
        Cohort cohort = Cohort.rows(4).number("x", 5, 5, 5, 5).build();
        Clusters fit = clusters(of(3, "x"), cohort);
        near("centre", fit.clusters().getFirst().centre().getFirst(), 5, 0);
        near("within", fit.within(), 0, 0);
        assertThat(fit.clusters().getLast().size()).isEqualTo(new Statistic.Known(0));
        assertThat(fit.clusters().getLast().centre().getFirst())
                .isInstanceOf(Statistic.Undefined.class);
        assertThat(fit.warnings()).containsExactly("A cluster is empty: fewer clusters may do.");
    }

    /** Three rows far from the others make a cluster that nobody may see. */
    @Test
    void suppressesASmallCluster() {
        double[] x = new double[60];
        Arrays.setAll(x, i -> i < 57 ? i % 10 : 1000 + i);
        String[] sites = new String[60];
        Arrays.setAll(sites, i -> List.of("a", "b", "c").get(i % 3));
        Cohort cohort =
                Cohort.rows(60)
                        .number("x", x)
                        .factor("dataset", List.of("a", "b", "c"), sites)
                        .build();
        Ask ask = of(4, "x").strict(5);
        Clusters fit = (Clusters) ask.of(cohort, cohort.byDataset(), MemoryData.Cut.WHOLE).result();
        assertThat(fit.clusters())
                .anySatisfy(c ->
                        assertThat(c.centre()).allMatch(Statistic.Suppressed.class::isInstance))
                .allMatch(c -> !(c.size() instanceof Statistic.Known(double n)) || n >= 5);
        assertThat(fit.within()).isInstanceOf(Statistic.Suppressed.class);
        assertThat(fit.between()).isInstanceOf(Statistic.Suppressed.class);
    }

    @Test
    void separatesWhatIsNearFarFromZero() {
        double[] x = new double[40];
        Arrays.setAll(x, i -> 1e8 + (i % 2 == 0 ? 1 : -1));
        Clusters fit = clusters(of(2, "x"), Cohort.rows(40).number("x", x).build());
        near("first", fit.clusters().getFirst().centre().getFirst(), 1e8 + 1, 0);
        near("second", fit.clusters().getLast().centre().getFirst(), 1e8 - 1, 0);
        near("within", fit.within(), 0, 0);
    }

    @Test
    void refusesTooFewRows() {
        Cohort two = Cohort.rows(2).number("x", 1, 2).number("y", 1, Double.NaN).build();
        Refusals.refused(of(3, "x"), two, ErrorCode.PRECONDITION, "3 clusters");
        Cohort none = Cohort.rows(2).number("x", Double.NaN, 2).number("y", 1, Double.NaN).build();
        Refusals.refused(of(1, "x", "y"), none, ErrorCode.INSUFFICIENT_DATA, "x, y");
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "gender");
        Refusals.refused(ASK, SYNTHETIC, ErrorCode.WRONG_CARDINALITY, "as y");
        Refusals.refused(ASK.y("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(of(0, "age"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "'k'");
    }
}
