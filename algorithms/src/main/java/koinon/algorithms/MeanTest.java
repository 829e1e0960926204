package koinon.algorithms;

import java.util.List;
import koinon.model.result.Statistic;
import koinon.stats.distributions.StudentT;

/**
 * A t-test of one outcome.
 *
 * @param n analysed rows
 * @param estimate the mean, or the difference of means
 * @param lower end of the interval of the estimate; -Infinity where the test is one-sided
 */
public record MeanTest(
        String outcome,
        long n,
        List<Group> groups,
        Statistic estimate,
        Statistic standardError,
        Statistic t,
        Statistic df,
        Statistic p,
        Statistic lower,
        Statistic upper,
        List<EffectSize> effects) {
    public MeanTest {
        groups = List.copyOf(groups);
        effects = List.copyOf(effects);
    }

    /** A sample as one reports it. */
    public record Group(String label, long n, Statistic mean, Statistic deviation) {
        static Group of(String label, Sample sample) {
            return new Group(
                    label,
                    sample.n(),
                    Statistic.of(sample.mean().doubleValue()),
                    Statistic.of(sample.deviation(), "a single value has no deviation"));
        }
    }

    /** Which side counts as evidence, and how much: the parameters of a test. */
    record Setting(String alternative, double alpha) {
        static final List<String> ALTERNATIVES = List.of("two-sided", "less", "greater");

        static Setting of(Question question) {
            return new Setting(question.text("alt_hypothesis"), question.real("alpha"));
        }

        double pValue(StudentT law, double t) {
            return switch (alternative) {
                case "less" -> law.cumulative(t);
                case "greater" -> law.survival(t);
                default -> law.twoSided(t);
            };
        }

        double lower(Ratio ratio, StudentT law) {
            return alternative.equals("less")
                    ? Double.NEGATIVE_INFINITY
                    : ratio.estimate - law.upperQuantile(tail()) * ratio.standardError;
        }

        double upper(Ratio ratio, StudentT law) {
            return alternative.equals("greater")
                    ? Double.POSITIVE_INFINITY
                    : ratio.estimate + law.upperQuantile(tail()) * ratio.standardError;
        }

        private double tail() {
            return alternative.equals("two-sided") ? alpha / 2 : alpha;
        }
    }

    /**
     * An estimate over its standard error.
     *
     * @param distance of the estimate from the value under test
     */
    record Ratio(double estimate, double distance, double standardError, double df) {
        double t() {
            return distance / standardError;
        }
    }

    static MeanTest of(
            String outcome, List<Group> groups, Ratio ratio, Setting setting, Effects effects) {
        StudentT law = new StudentT(ratio.df);
        return new MeanTest(
                outcome,
                effects.rows(),
                groups,
                Statistic.of(ratio.estimate),
                Statistic.of(ratio.standardError),
                Statistic.of(ratio.t()),
                Statistic.of(ratio.df),
                Statistic.of(setting.pValue(law, ratio.t())),
                Statistic.of(setting.lower(ratio, law)),
                Statistic.of(setting.upper(ratio, law)),
                effects.sizes());
    }

    /** Rows of the test and its effect sizes. */
    record Effects(long rows, List<EffectSize> sizes) {}

    /** Every value the same: there is a difference, but nothing to hold it against. */
    static MeanTest constant(String outcome, List<Group> groups, double estimate, Effects effects) {
        Statistic none = new Statistic.Undefined("the standard error is 0");
        return new MeanTest(
                outcome,
                effects.rows(),
                groups,
                Statistic.of(estimate),
                Statistic.of(0),
                none,
                none,
                none,
                none,
                none,
                effects.sizes());
    }

    boolean tested() {
        return t instanceof Statistic.Known;
    }
}
