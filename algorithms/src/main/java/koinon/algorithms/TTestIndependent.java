package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.EffectSize.Pivot;
import koinon.algorithms.MeanTest.Effects;
import koinon.algorithms.MeanTest.Group;
import koinon.algorithms.MeanTest.Ratio;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * Do two groups of rows differ in the mean of a variable? One test per variable, over the rows
 * complete in all of them.
 *
 * <pre>
 *   Welch:   t = (ȳ_A − ȳ_B) / √(v_A + v_B), v = s² / n,
 *            df = (v_A + v_B)² / (v_A² / (n_A − 1) + v_B² / (n_B − 1))
 *   Student: t = (ȳ_A − ȳ_B) / (s_p √(1 / n_A + 1 / n_B)), df = n_A + n_B − 2
 *   d = (ȳ_A − ȳ_B) / s_p, interval by the noncentral t of Student's test      g = J d
 * </pre>
 *
 * <p>What leaves a site: per variable and group n, Σy and Σy². Rounds: 1. Guarantee: bit for bit
 * the same for every split of the rows; equal to R's {@code t.test}. Refused: a group of fewer than
 * two rows, or too few to be shown; A the same as B; no variable that varies. Not checked: that
 * means are nearly normal. Source: Welch, Biometrika 34 (1947) 28–35.
 */
public final class TTestIndependent implements Algorithm {
    private static final String WELCH = "welch";

    @Override
    public Specification specification() {
        return new Specification(
                "ttest_independent",
                "T-test, independent samples",
                "Whether the means of a variable differ between two groups.",
                VariableSpec.numerical("Variables", "The variables whose means are tested", 1, 100),
                VariableSpec.categorical(
                        "Groups", "The variable that tells the groups apart", 1, 1),
                List.of(
                        MeanTests.alternativeParameter(),
                        MeanTests.alphaParameter(),
                        group("groupA", "Group A"),
                        group("groupB", "Group B"),
                        ParameterSpec.optional(
                                "variance",
                                "Variances",
                                "welch: each group has its own; student: one for both",
                                new ParameterSpec.Domain.Choice(List.of(WELCH, "student")),
                                new Parameter.Text(WELCH))),
                "Number of values, their sum and their sum of squares, per variable and group.",
                Specification.Release.POOLED);
    }

    private static ParameterSpec group(String name, String label) {
        return ParameterSpec.mandatory(
                name, label, "Code of a level", new ParameterSpec.Domain.LevelOfX());
    }

    @Override
    public Step start(Question question) {
        Variable factor = question.x().getFirst();
        String a = question.text("groupA");
        String b = question.text("groupB");
        if (a.equals(b)) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "groupA and groupB are both '" + a + "'; two different levels are needed");
        }
        GroupSums sums = GroupSums.by(question, factor, factor.levelIndex(a), factor.levelIndex(b));
        return new Step.Round(
                "moments",
                sums.schema(),
                sums::local,
                pooled -> new Step.Done(tests(question, sums, pooled)));
    }

    private static MeanTests tests(Question question, GroupSums sums, Pooled pooled) {
        List<MeanTest> tests = new ArrayList<>();
        List<String> outcomes = question.request().y();
        for (int y = 0; y < outcomes.size(); y++) {
            Pair pair =
                    new Pair(sums.sample(pooled.sums(), y, 0), sums.sample(pooled.sums(), y, 1));
            pair.check(question);
            tests.add(pair.test(question, outcomes.get(y)));
        }
        boolean welch = question.text("variance").equals(WELCH);
        return MeanTests.of(
                MeanTests.Kind.INDEPENDENT,
                welch
                        ? "Welch's t-test of two independent samples"
                        : "Student's t-test of two independent samples",
                question,
                tests);
    }

    private record Pair(Sample a, Sample b) {
        void check(Question question) {
            check(question, "groupA", a.n());
            check(question, "groupB", b.n());
        }

        private static void check(Question question, String parameter, long n) {
            String name = question.request().x().getFirst() + " = " + question.text(parameter);
            if (question.disclosure().hides(n)) {
                throw new KoinonException(
                        ErrorCode.INSUFFICIENT_DATA,
                        "fewer than " + question.disclosure().threshold() + " rows have " + name);
            }
            if (n < 2) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "a t-test needs at least 2 rows in each group; " + n + " have " + name);
            }
        }

        private double dfPooled() {
            return a.n() + b.n() - 2.0;
        }

        private double pooledDeviation() {
            return Math.sqrt(a.centred().plus(b.centred()).doubleValue() / dfPooled());
        }

        private double shift() {
            return Math.sqrt(1.0 / a.n() + 1.0 / b.n());
        }

        private Ratio welch(double difference) {
            double va = a.variance() / a.n();
            double vb = b.variance() / b.n();
            // As shares of their sum, so that nothing over- or underflows.
            double share = va / (va + vb);
            double df = 1 / (share * share / (a.n() - 1) + (1 - share) * (1 - share) / (b.n() - 1));
            return new Ratio(difference, difference, Math.sqrt(va + vb), df);
        }

        MeanTest test(Question question, String outcome) {
            String factor = question.request().x().getFirst();
            List<Group> groups =
                    List.of(
                            Group.of(factor + " = " + question.text("groupA"), a),
                            Group.of(factor + " = " + question.text("groupB"), b));
            double difference = a.meanLess(b).doubleValue();
            long n = a.n() + b.n();
            if (a.constant() && b.constant()) {
                return MeanTest.constant(outcome, groups, difference, new Effects(n, List.of()));
            }
            MeanTest.Setting setting = MeanTest.Setting.of(question);
            double se = pooledDeviation() * shift();
            Ratio student = new Ratio(difference, difference, se, dfPooled());
            Ratio ratio = question.text("variance").equals(WELCH) ? welch(difference) : student;
            EffectSize d =
                    EffectSize.ofT(
                            "Cohen's d",
                            new Pivot(student.t(), dfPooled()),
                            shift(),
                            setting.alpha());
            List<EffectSize> sizes = List.of(d, d.corrected("Hedges' g", dfPooled()));
            return MeanTest.of(outcome, groups, ratio, setting, new Effects(n, sizes));
        }
    }
}
