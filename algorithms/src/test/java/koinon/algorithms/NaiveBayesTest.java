package koinon.algorithms;

import static koinon.algorithms.local.Golden.near;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import koinon.algorithms.NaiveBayes.Fitted;
import koinon.algorithms.local.Ask;
import koinon.algorithms.local.Cohort;
import koinon.algorithms.local.Golden;
import koinon.algorithms.local.MemoryData.Cut;
import koinon.algorithms.local.Refusals;
import koinon.algorithms.local.SplitOf;
import koinon.algorithms.local.Splits;
import koinon.algorithms.local.SyntheticCohort;
import koinon.model.ErrorCode;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class NaiveBayesTest {
    private static final Ask ASK = Ask.of("naive_bayes");
    private static final Cohort SYNTHETIC = SyntheticCohort.WHOLE;
    private static final List<String> AB = List.of("a", "b");

    private static Fitted fitted(Ask ask, Cohort cohort) {
        return (Fitted) ask.pooled(cohort).result();
    }

    /*
     * Class a holds 1, 3 (mean 2, variance 1), class b 7, 9, 11 (mean 9, variance 8/3). All five:
     * mean 6.2, squares 261, variance 52.2 − 38.44 = 13.76; 1.376e-8 is added. Levels: a has u, u; b has u, v,
     * v. No row lies near the other class, so that all are predicted as they are.
     */
    @Test
    void givesWhatPaperGives() {
        Cohort cohort =
                Cohort.rows(5)
                        .factor("y", AB, "a", "a", "b", "b", "b")
                        .number("x", 1, 3, 7, 9, 11)
                        .factor("f", List.of("v", "u"), "u", "u", "u", "v", "v")
                        .build();
        Fitted fit = fitted(ASK.y("y").x("x", "f"), cohort);
        assertThat(fit.classes()).containsExactly("a", "b");
        near("mean", fit.gaussians().getFirst().means().get(1), 9, 1e-15);
        near("variance", fit.gaussians().getFirst().variances().getFirst(), 1 + 1.376e-8, 1e-15);
        near("variance", fit.gaussians().getFirst().variances().get(1), 8.0 / 3 + 1.376e-8, 1e-15);
        assertThat(fit.categoricals().getFirst().levels()).containsExactly("u", "v");
        assertThat(fit.categoricals().getFirst().counts())
                .isEqualTo(
                        List.of(
                                List.of(Statistic.of(2), Statistic.of(0)),
                                List.of(Statistic.of(1), Statistic.of(2))));
        assertThat(fit.predictions()).containsExactly(Statistic.of(2), Statistic.of(3));
        near("accuracy", fit.training().metrics().accuracy(), 1, 0);
    }

    @Test
    void agreesWithR() {
        List<JsonNode> cases = Golden.cases("naive_bayes");
        assertThat(cases).hasSize(6);
        for (JsonNode golden : cases) {
            Ask ask = ASK.y(golden.get("y").asText()).x(Golden.texts(golden.get("x")));
            Ask asked = golden.has("split") ? SplitOf.golden(ask, golden.get("split")) : ask;
            Fitted fit = fitted(asked, SYNTHETIC);
            compareModel(fit, golden);
            if (golden.has("split")) {
                compareValidations(fit.validations(), golden);
            }
        }
    }

    private static void compareModel(Fitted fit, JsonNode golden) {
        assertThat(fit.classes()).containsExactly(Golden.texts(golden.get("classes")));
        for (int c = 0; c < fit.classes().size(); c++) {
            String name = fit.dependent() + " " + fit.classes().get(c) + " ";
            near(name, fit.rows().get(c), golden.get("rows").get(c).asDouble(), 0);
            near(name, fit.predictions().get(c), golden.get("predictions").get(c).asDouble(), 0);
            for (NaiveBayes.Gaussian g : fit.gaussians()) {
                String of = name + g.variable();
                JsonNode means = golden.get("means").get(g.variable());
                JsonNode variances = golden.get("variances").get(g.variable());
                near(of, g.means().get(c), Golden.numbers(means)[c], 1e-12);
                near(of, g.variances().get(c), Golden.numbers(variances)[c], 1e-9);
            }
            for (NaiveBayes.Categorical f : fit.categoricals()) {
                JsonNode counts = golden.get("counts").get(f.variable()).get(c);
                for (int l = 0; l < f.levels().size(); l++) {
                    near(name, f.counts().get(c).get(l), counts.get(l).asDouble(), 0);
                }
            }
        }
    }

    private static void compareValidations(List<Tested> validations, JsonNode golden) {
        assertThat(validations.stream().map(Tested::name))
                .containsExactly(Golden.texts(golden.get("names")));
        for (int v = 0; v < validations.size(); v++) {
            Tested one = validations.get(v);
            near(one.name(), one.metrics().n(), golden.get("test").get(v).asDouble(), 0);
            double accuracy = Golden.numbers(golden.get("accuracy"))[v];
            near(one.name(), one.metrics().accuracy(), accuracy, 1e-15);
            double[] auc = Golden.numbers(golden.get("auc").get(v));
            List<String> classes = Arrays.asList(Golden.texts(golden.get("classes")));
            double[] mine =
                    one.curves().stream()
                            .filter(r -> classes.contains(r.level()))
                            .mapToDouble(r -> r.auc().orNaN())
                            .toArray();
            for (int c = 0; c < auc.length; c++) {
                if (!Double.isNaN(auc[c])) {
                    near("AUC", mine[c], auc[c], 1e-12);
                }
            }
        }
    }

    @Trials(20)
    void isTheModelOfThePooledRows(RandomGenerator random) {
        String split = List.of("none", "kfold", "holdout", "dataset").get(random.nextInt(4));
        Ask ask = ASK.y("diagnosis").x("volume", "gender", "far", "grade").with("split", split);
        Splits.sameAsPooled(ask, SYNTHETIC, random);
    }

    @Trials(5)
    void doesNotSeeTheOrderOfRows(RandomGenerator random) {
        Ask ask = ASK.y("gender").x("load", "dataset");
        assertThat(ask.pooled(SYNTHETIC.shuffled(random))).isEqualTo(ask.pooled(SYNTHETIC));
    }

    @Test
    void takesTwoRounds() {
        Ask ask = SplitOf.folds(ASK.y("gender").x("age", "grade").with("split", "kfold"), 20);
        assertThat(ask.pooled(SYNTHETIC).titles()).containsExactly("sums by class", "predictions");
        assertThat(
                        Ask.of("naive_bayes_gaussian_cv")
                                .y("gender")
                                .x("age")
                                .pooled(SYNTHETIC)
                                .rounds())
                .isEqualTo(2);
    }

    @Test
    void theValidatedAlgorithmsAreTheSameModel() {
        Fitted both =
                fitted(ASK.y("diagnosis").x("age", "score").with("split", "kfold"), SYNTHETIC);
        ValidatedClassifier cv =
                (ValidatedClassifier)
                        Ask.of("naive_bayes_gaussian_cv")
                                .y("diagnosis")
                                .x("age", "score")
                                .pooled(SYNTHETIC)
                                .result();
        assertThat(cv.validations()).isEqualTo(both.validations());
        ValidatedClassifier levels =
                (ValidatedClassifier)
                        Ask.of("naive_bayes_categorical_cv")
                                .y("diagnosis")
                                .x("grade", "gender")
                                .of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE)
                                .result();
        assertThat(levels.validations()).hasSize(5);
        assertThat(levels.total().n()).isInstanceOf(Statistic.Known.class);
    }

    @Test
    void doesNotUnderflowWithManyCovariates() {
        int n = 60;
        String[] classes =
                IntStream.range(0, n).mapToObj(i -> i % 2 == 0 ? "a" : "b").toArray(String[]::new);
        Cohort.Builder cohort = Cohort.rows(n).factor("y", AB, classes);
        String[] names = IntStream.range(0, 150).mapToObj(j -> "x" + j).toArray(String[]::new);
        for (int j = 0; j < names.length; j++) {
            int seed = j;
            double[] x =
                    IntStream.range(0, n)
                            .mapToDouble(i -> (i * 31 + seed * 17) % 23 + (i % 2) * 30)
                            .toArray();
            cohort.number(names[j], x);
        }
        Fitted fit = fitted(ASK.y("y").x(names), cohort.build());
        near("accuracy", fit.training().metrics().accuracy(), 1, 0);
        near("b", fit.predictions().get(1), 30, 0);
    }

    @Test
    void knowsOneClassOnly() {
        Cohort cohort = Cohort.rows(3).factor("y", AB, "b", "b", "b").number("x", 1, 2, 4).build();
        Fitted fit = fitted(ASK.y("y").x("x"), cohort);
        assertThat(fit.classes()).containsExactly("b");
        assertThat(fit.predictions()).containsExactly(Statistic.of(3));
        assertThat(fit.training().auc()).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void keepsVariancesFarFromZero() {
        Cohort cohort =
                Cohort.rows(6)
                        .factor("y", AB, "a", "a", "a", "b", "b", "b")
                        .number("x", 1e8 - 1, 1e8, 1e8 + 1, 1e8 + 5, 1e8 + 6, 1e8 + 7)
                        .build();
        Fitted fit = fitted(ASK.y("y").x("x"), cohort);
        near("variance", fit.gaussians().getFirst().variances().getFirst(), 2.0 / 3, 1e-7);
        near("accuracy", fit.training().metrics().accuracy(), 1, 0);
    }

    @Test
    void hidesSmallClassesAndCells() {
        Ask ask = ASK.y("diagnosis").x("age", "grade").strict(20);
        Fitted fit = (Fitted) ask.of(SYNTHETIC, SYNTHETIC.byDataset(), Cut.WHOLE).result();
        int psp = fit.classes().indexOf("PSP");
        assertThat(fit.rows().get(psp)).isInstanceOf(Statistic.Suppressed.class);
        assertThat(fit.gaussians().getFirst().means().get(psp))
                .isInstanceOf(Statistic.Suppressed.class);
        assertThat(fit.categoricals().getFirst().counts())
                .allSatisfy(row ->
                        assertThat(row)
                                .noneMatch(s -> s instanceof Statistic.Known(double n) && n < 20));
    }

    @Test
    void refusesWhatTheRequestGetsWrong() {
        Refusals.refused(ASK.y("gender").x("gender"), SYNTHETIC, ErrorCode.PRECONDITION, "at once");
        Refusals.refused(
                ASK.y("gender").x("constant"), SYNTHETIC, ErrorCode.PRECONDITION, "constant");
        Refusals.refused(ASK.y("gender").x("empty"), SYNTHETIC, ErrorCode.NO_BOUND, "'empty'");
        Refusals.refused(ASK.y("age").x("gender"), SYNTHETIC, ErrorCode.WRONG_TYPE, "age");
        Refusals.refused(
                ASK.y("gender").x("grade").with("alpha", new Parameter.Real(0)),
                SYNTHETIC,
                ErrorCode.INVALID_PARAMETER,
                "alpha");
        Cohort few = Cohort.rows(2).factor("y", AB, "a", "b").number("x", 1, 2).build();
        Refusals.refused(
                ASK.y("y").x("x").with("split", "kfold"), few, ErrorCode.PRECONDITION, "5 parts");
        Cohort none = Cohort.rows(1).factor("y", AB, (String) null).number("x", 1).build();
        Refusals.refused(ASK.y("y").x("x"), none, ErrorCode.INSUFFICIENT_DATA, "0 rows");
    }
}
