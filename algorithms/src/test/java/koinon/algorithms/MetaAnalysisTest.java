package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.MetaSummary.Effect;
import koinon.algorithms.MetaSummary.Study;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Federated;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class MetaAnalysisTest {
    private static final Ask ASK = Ask.of("meta_analysis");
    private static final Ask SEXES =
            ASK.y("volume").x("gender").with("groupA", "M").with("groupB", "F");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;

    private static MetaSummary summary(Ask ask, List<Cohort> sites) {
        return (MetaSummary) ask.of(SYNTHETIC, sites, MemoryData.Cut.WHOLE).result();
    }

    private static Study study(String site, double estimate, double se) {
        return new Study(site, Statistic.of(10), Statistic.of(estimate), Statistic.of(se));
    }

    /**
     * y = 0 and 4, v = 1 and 1: fixed 2 ± 1/√2, Q = 8, τ² = (8 − 1) / (2 − 1) = 7 by DerSimonian
     * and Laird and by REML (Σ (y − μ)² = 8 = 1 + τ²), random se √(8 / 2) = 2, I² = 7/8.
     */
    @Test
    void givesWhatPaperGives() {
        List<Study> studies = List.of(study("b", 4, 1), study("a", 0, 1));
        for (String method : MetaModel.METHODS) {
            Ask ask = SEXES.with("method", method).with("interval", "normal");
            MetaSummary summary = MetaModel.of(ask.about(SYNTHETIC), studies, List.of("c"));
            near("fixed", summary.fixed().estimate(), 2, 1e-15);
            near("fixed se", summary.fixed().standardError(), Math.sqrt(0.5), 1e-15);
            near("Q", summary.heterogeneity().q(), 8, 1e-15);
            near("τ²", summary.heterogeneity().tauSquared().estimate(), 7, 1e-12);
            near("I²", summary.heterogeneity().iSquared(), 7.0 / 8, 1e-13);
            near("random se", summary.random().standardError(), 2, 1e-13);
            assertThat(summary.prediction().lower()).isInstanceOf(Statistic.Undefined.class);
            assertThat(summary.warnings().getFirst()).endsWith(": c");
        }
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("meta_analysis");
        assertThat(cases).hasSize(6);
        for (JsonNode golden : cases) {
            Ask ask = asked(golden);
            boolean trials = golden.get("sites").size() > 3;
            MetaSummary summary =
                    trials
                            ? MetaModel.of(ask.about(SYNTHETIC), trials(golden), List.of())
                            : summary(ask, SYNTHETIC.byDataset());
            for (Study study : summary.studies()) {
                int i = Integer.parseInt(study.site().substring(5)) - (trials ? 1 : 0);
                near("y", study.estimate(), Golden.numbers(golden.get("estimates"))[i], 1e-9);
                near("se", study.standardError(), Golden.numbers(golden.get("ses"))[i], 1e-9);
                near("n", study.rows(), Golden.numbers(golden.get("rows"))[i], 0);
                double weight = summary.randomWeights().get(summary.studies().indexOf(study));
                near("weight", weight, Golden.numbers(golden.get("weights"))[i], 1e-8);
            }
            compare(summary, golden);
        }
    }

    private static Ask asked(JsonNode golden) {
        Ask ask = ASK.y(Golden.texts(golden.get("y"))).x(Golden.texts(golden.get("x")));
        for (var entry : golden.get("parameters").properties()) {
            JsonNode value = entry.getValue();
            ask =
                    value.isNumber()
                            ? ask.with(entry.getKey(), new Parameter.Real(value.asDouble()))
                            : ask.with(entry.getKey(), value.asText());
        }
        return ask;
    }

    private static List<Study> trials(JsonNode golden) {
        double[] y = Golden.numbers(golden.get("estimates"));
        double[] se = Golden.numbers(golden.get("ses"));
        double[] rows = Golden.numbers(golden.get("rows"));
        return IntStream.range(0, y.length)
                .mapToObj(i ->
                        new Study(
                                "site " + (i + 1),
                                Statistic.of(rows[i]),
                                Statistic.of(y[i]),
                                Statistic.of(se[i])))
                .toList();
    }

    /** metafor's searches for τ² and its limits end a little before ours. */
    private static void compare(MetaSummary summary, JsonNode golden) {
        compare(summary.fixed(), Golden.numbers(golden.get("fixed")), 1e-9);
        compare(summary.random(), Golden.numbers(golden.get("random")), 1e-7);
        double[] q = Golden.numbers(golden.get("q"));
        near("Q", summary.heterogeneity().q(), q[0], 1e-9);
        near("p", summary.heterogeneity().p(), q[1], 1e-9);
        double[] tau = Golden.numbers(golden.get("tau"));
        EffectSize found = summary.heterogeneity().tauSquared();
        near("τ²", found.estimate(), tau[0], 1e-6);
        near("lower", found.lower(), tau[1], 1e-6);
        near("upper", found.upper(), tau[2], 1e-6);
        near("I²", summary.heterogeneity().iSquared(), Golden.one(golden.get("i2")), 1e-6);
        double[] prediction = Golden.numbers(golden.get("prediction"));
        near("lower", summary.prediction().lower(), prediction[0], 1e-7);
        near("upper", summary.prediction().upper(), prediction[1], 1e-7);
    }

    private static void compare(Effect effect, double[] r, double relative) {
        near(effect.name(), effect.estimate(), r[0], relative);
        near(effect.name() + " se", effect.standardError(), r[1], relative);
        near(effect.name() + " z", effect.statistic(), r[2], relative);
        near(effect.name() + " p", effect.p(), r[3], 10 * relative);
        near(effect.name() + " lower", effect.lower(), r[4], 10 * relative);
        near(effect.name() + " upper", effect.upper(), r[5], 10 * relative);
    }

    /** A site's estimate is that of its rows, however they lie; the order of sites is nothing. */
    @Trials(30)
    void doesNotSeeTheOrderOfRowsAndSites(RandomGenerator random) {
        List<Cohort> sites = SYNTHETIC.byDataset();
        MetaSummary first = summary(SEXES, sites);
        List<Cohort> others =
                new ArrayList<>(sites.stream().map(site -> site.shuffled(random)).toList());
        Collections.shuffle(others, random);
        MemoryData.Cut cut = new MemoryData.Cut(random.nextInt(1, 300), random.nextInt(1, 4));
        MetaSummary second = (MetaSummary) SEXES.of(SYNTHETIC, others, cut).result();
        assertThat(second.random()).isEqualTo(first.random());
        assertThat(second.heterogeneity()).isEqualTo(first.heterogeneity());
        assertThat(second.prediction()).isEqualTo(first.prediction());
        assertThat(second.studies().stream().map(Study::estimate).toList())
                .hasSameElementsAs(first.studies().stream().map(Study::estimate).toList());
    }

    @Test
    void takesOneRoundAndLeavesOutSitesThatCannotSay() {
        List<Cohort> sites = new ArrayList<>(SYNTHETIC.byDataset());
        sites.add(SYNTHETIC.only());
        sites.add(SYNTHETIC.only(0));
        for (Ask ask : List.of(SEXES, slope("score", "age"))) {
            Federated.Run run = ask.of(SYNTHETIC, sites, MemoryData.Cut.WHOLE);
            assertThat(run.titles()).containsExactly("estimates");
            MetaSummary summary = (MetaSummary) run.result();
            assertThat(summary.studies()).hasSize(3);
            assertThat(summary.warnings().getFirst()).contains("site 3, site 4");
            assertThat(summary.presentation().tables()).hasSize(3);
        }
    }

    private static Ask slope(String y, String... x) {
        return ASK.y(y).x(x).with("effect", "regression_coefficient");
    }

    @Test
    void leavesOutSitesBelowTheThreshold() {
        List<Cohort> sites = new ArrayList<>(SYNTHETIC.byDataset());
        sites.add(SYNTHETIC.only(0, 1, 2, 3, 4, 5, 6, 7));
        MetaSummary summary = summary(SEXES.strict(10), sites);
        assertThat(summary.studies()).hasSize(3);
        assertThat(summary.warnings()).hasSize(1);
    }

    @Test
    void knowsNoErrorWhereNothingVaries() {
        List<Study> same = List.of(study("a", 1, 0.5), study("b", 1, 0.5), study("c", 1, 0.5));
        MetaSummary summary = MetaModel.of(SEXES.about(SYNTHETIC), same, List.of());
        near("estimate", summary.random().estimate(), 1, 0);
        assertThat(summary.random().p()).isInstanceOf(Statistic.Undefined.class);
        near("τ²", summary.heterogeneity().tauSquared().estimate(), 0, 0);
        near("p", summary.heterogeneity().p(), 1, 0);
    }

    @Test
    void refusesFewerThanTwoSites() {
        assertThatThrownBy(() -> summary(SEXES, SYNTHETIC.byDataset().subList(0, 1)))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION))
                .hasMessageContaining("needs two");
        // An outcome that its covariate determines has no standard error anywhere.
        assertThatThrownBy(() -> summary(slope("constant", "age"), SYNTHETIC.byDataset()))
                .isInstanceOf(KoinonException.class);
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Ask without = ASK.y("volume").x("gender");
        Refusals.refused(
                without, SYNTHETIC, ErrorCode.PRECONDITION, "two different levels", "M, F");
        Refusals.refused(
                SEXES.with("groupB", "M"), SYNTHETIC, ErrorCode.PRECONDITION, "two different");
        Refusals.refused(
                ASK.y("volume").x("age"), SYNTHETIC, ErrorCode.PRECONDITION, "one categorical");
        Refusals.refused(slope("volume", "gender"), SYNTHETIC, ErrorCode.PRECONDITION, "numerical");
        Refusals.refused(slope("age", "age"), SYNTHETIC, ErrorCode.PRECONDITION, "'age'");
        Refusals.refused(
                SEXES.with("method", "guess"), SYNTHETIC, ErrorCode.INVALID_PARAMETER, "method");
    }
}
