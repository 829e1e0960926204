package koinon.algorithms;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Parameter;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * Survival of one or several groups by the product-limit method, with tests of equal survival.
 *
 * <pre>
 *   time → nearest multiple of the step;   per group and time: d events, c censored
 *   curve, intervals, median, restricted mean: {@link SurvivalCurve};   tests: {@link LogRank}
 * </pre>
 *
 * <p>What leaves a site: counts of events and of censored rows per group and grid time. Rounds: 1.
 * Guarantee: the answer of R's {@code survfit} and {@code survdiff} on the pooled rows with their
 * times on the grid, bit for bit the same for every split. Under a threshold a curve is drawn from
 * merged steps ({@link LifeTable}) and what depends on it is too; the tests use every time. Units:
 * those of the time. Source: Kaplan and Meier, JASA 53 (1958) 457–481. Not checked: that censoring
 * tells nothing about survival.
 */
public final class KaplanMeier implements Algorithm {
    /** Cells of groups times grid times; a bound on the size of a message. */
    private static final int MOST_CELLS = 1 << 18;

    @Override
    public Specification specification() {
        return new Specification(
                "kaplan_meier",
                "Kaplan–Meier survival",
                "How long it takes until an event comes, by group, when not everybody is followed"
                        + " until then.",
                SurvivalTimes.outcome(),
                VariableSpec.categorical("Groups", "The groups to compare, optional", 0, 1),
                List.of(
                        SurvivalTimes.eventLevel(),
                        SurvivalTimes.timeStep(),
                        ParameterSpec.optional(
                                "conf_type",
                                "Type of interval",
                                "Scale on which the interval of survival is symmetric",
                                new ParameterSpec.Domain.Choice(List.of("log", "log-log", "plain")),
                                new Parameter.Text("log")),
                        ParameterSpec.optional(
                                "confidence",
                                "Confidence",
                                "Level of the intervals",
                                new ParameterSpec.Domain.Reals(0.5, 0.9999),
                                new Parameter.Real(0.95)),
                        ParameterSpec.optional(
                                "rho",
                                "Rho",
                                "Exponent of the second test's weights S(t)^rho; 1 is Peto and"
                                        + " Peto's test",
                                new ParameterSpec.Domain.Reals(0, 5),
                                new Parameter.Real(1)),
                        ParameterSpec.optional(
                                "restricted_to",
                                "Restricted mean to",
                                "Time up to which the mean is taken; 0 for the last time of all"
                                        + " groups",
                                new ParameterSpec.Domain.Reals(0, 1e12),
                                new Parameter.Real(0)),
                        ParameterSpec.optional(
                                "at_risk_times",
                                "Times of the table",
                                "Times at which the rows at risk are listed, with commas between"
                                        + " them; empty for six that are evenly spaced",
                                new ParameterSpec.Domain.Texts(200),
                                new Parameter.Text(""))),
                "Events and censored rows per group and grid time.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        SurvivalTimes times = SurvivalTimes.of(question);
        List<Double> shown = numbers(question.text("at_risk_times"));
        SurvivalRound round = new SurvivalRound(question, times);
        if ((long) round.groups() * times.steps() > MOST_CELLS) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    round.groups()
                            + " groups at "
                            + times.steps()
                            + " times are too many; at most "
                            + MOST_CELLS
                            + " counts fit: use a larger time_step or a variable with fewer"
                            + " levels");
        }
        return new Step.Round(
                "events and censored rows",
                round.schema(),
                round::local,
                pooled -> new Step.Done(round.survival(pooled.sums(), shown)));
    }

    private static List<Double> numbers(String text) {
        try {
            return text.isBlank()
                    ? List.of()
                    : Arrays.stream(text.split(","))
                            .map(part -> Double.valueOf(part.strip()))
                            .filter(Double::isFinite)
                            .toList();
        } catch (NumberFormatException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER,
                    "at_risk_times must be numbers with commas between them, such as 0, 365, 730");
        }
    }

    /**
     * One group.
     *
     * @param restrictedMean mean time without the event up to the result's {@code until}
     */
    public record Group(
            SurvivalCurve curve,
            Statistic n,
            Statistic events,
            Statistic median,
            Statistic medianLower,
            Statistic medianUpper,
            Statistic restrictedMean,
            Statistic restrictedMeanError) {
        static Group of(SurvivalCurve curve, Statistic n, Statistic events, double until) {
            SurvivalCurve.Mean mean = curve.restrictedMean(until);
            return new Group(
                    curve,
                    n,
                    events,
                    curve.median(),
                    curve.medianLower(),
                    curve.medianUpper(),
                    mean.value(),
                    mean.standardError());
        }

        static Group hidden(SurvivalCurve curve, Statistic n, Statistic events, Statistic why) {
            return new Group(curve, n, events, why, why, why, why, why);
        }
    }

    /** Rows at risk just before chosen times; shape of counts: groups, then times. */
    public record AtRisk(List<String> groups, List<Double> times, List<List<Statistic>> counts) {
        public AtRisk {
            groups = List.copyOf(groups);
            times = List.copyOf(times);
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    /** One test of equal survival; observed and expected events are weighted by S(t)^rho. */
    public record Test(
            String name,
            double rho,
            List<Statistic> observed,
            List<Statistic> expected,
            Statistic chiSquared,
            long df,
            Statistic pValue) {
        public Test {
            observed = List.copyOf(observed);
            expected = List.copyOf(expected);
        }

        Test hiding(Statistic why) {
            List<Statistic> none = Collections.nCopies(observed.size(), why);
            return new Test(name, rho, none, none, chiSquared, df, pValue);
        }
    }

    /**
     * The result.
     *
     * @param step of the time grid
     * @param tests none for one group
     * @param confidence level of the intervals
     * @param until time to which the means are restricted
     */
    public record Survival(
            String time,
            String event,
            double step,
            List<Group> groups,
            AtRisk atRisk,
            List<Test> tests,
            double confidence,
            double until,
            List<String> warnings)
            implements Result {
        public Survival {
            groups = List.copyOf(groups);
            tests = List.copyOf(tests);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Kaplan–Meier with Greenwood's variance, times rounded to multiples of " + step;
        }

        @Override
        public Presentation presentation() {
            return new SurvivalPresentation(this).presentation();
        }
    }
}
