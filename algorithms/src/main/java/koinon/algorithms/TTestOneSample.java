package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.EffectSize.Pivot;
import koinon.algorithms.MeanTest.Effects;
import koinon.algorithms.MeanTest.Group;
import koinon.algorithms.MeanTest.Ratio;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.linear.DoubleDouble;

/**
 * Is the mean of a variable mu? One test per variable, over the rows complete in all of them.
 *
 * <pre>
 *   t = (ȳ − mu) / (s / √n), Student's t with n − 1 df      d = (ȳ − mu) / s      g = J d
 *   interval of the mean: ȳ ± t(1 − alpha / 2) s / √n; one-sided tests have one-sided intervals
 * </pre>
 *
 * <p>What leaves a site: per variable n, Σy and Σy². Rounds: 1. Guarantee: bit for bit the same for
 * every split of the rows; equal to R's {@code t.test}. Refused: fewer than two rows; no variable
 * that varies. Not checked: that means are nearly normal. Source: Student, Biometrika 6 (1908)
 * 1–25.
 */
public final class TTestOneSample implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                "ttest_onesample",
                "T-test, one sample",
                "Whether the mean of a variable differs from a given value.",
                VariableSpec.numerical("Variables", "The variables whose means are tested", 1, 100),
                VariableSpec.none(),
                List.of(
                        MeanTests.alternativeParameter(),
                        MeanTests.alphaParameter(),
                        ParameterSpec.optional(
                                "mu",
                                "Mean under the null hypothesis",
                                "The value that each mean is compared with",
                                new ParameterSpec.Domain.Reals(
                                        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                                new Parameter.Real(0))),
                "Number of values, their sum and their sum of squares, per variable.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        GroupSums sums = GroupSums.whole(question);
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
            tests.add(test(question, outcomes.get(y), sums.sample(pooled.sums(), y, 0)));
        }
        return MeanTests.of(MeanTests.Kind.ONE_SAMPLE, "One-sample t-test", question, tests);
    }

    private static MeanTest test(Question question, String outcome, Sample sample) {
        if (sample.n() < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "a t-test needs at least 2 complete rows");
        }
        MeanTest.Setting setting = MeanTest.Setting.of(question);
        double mean = sample.mean().doubleValue();
        double distance = sample.mean().minus(DoubleDouble.of(question.real("mu"))).doubleValue();
        double df = sample.n() - 1.0;
        List<Group> groups = List.of(Group.of(outcome, sample));
        if (sample.constant()) {
            return MeanTest.constant(outcome, groups, mean, new Effects(sample.n(), List.of()));
        }
        double root = Math.sqrt((double) sample.n());
        Ratio ratio = new Ratio(mean, distance, sample.deviation() / root, df);
        EffectSize d =
                EffectSize.ofT("Cohen's d", new Pivot(ratio.t(), df), 1 / root, setting.alpha());
        return MeanTest.of(
                outcome,
                groups,
                ratio,
                setting,
                new Effects(sample.n(), List.of(d, d.corrected("Hedges' g", df))));
    }
}
