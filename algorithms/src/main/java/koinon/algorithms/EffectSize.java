package koinon.algorithms;

import java.util.List;
import koinon.model.result.Plot;
import koinon.model.result.Statistic;
import koinon.stats.distributions.NoncentralT;
import koinon.stats.distributions.StudentT;

/**
 * A difference in units of a standard deviation, or a share of a variance, with its interval.
 *
 * <pre>
 *   d = t · shift,  its interval: the δ · shift under which t is an upper or lower alpha / 2 value
 *   of the noncentral t with df
 *   g = J d,  J = Γ(df / 2) / (√(df / 2) Γ((df − 1) / 2))
 * </pre>
 *
 * <p>Source: Hedges, Journal of Educational Statistics 6 (1981) 107–128; Cumming and Finch,
 * Educational and Psychological Measurement 61 (2001) 532–574.
 */
public record EffectSize(String name, Statistic estimate, Statistic lower, Statistic upper) {
    static EffectSize undefined(String name, String reason) {
        Statistic none = new Statistic.Undefined(reason);
        return new EffectSize(name, none, none, none);
    }

    /**
     * An effect that is a t statistic in other units.
     *
     * @param shift effect per unit of t
     * @param alpha 1 − the level of the interval, two-sided
     */
    static EffectSize ofT(String name, Pivot pivot, double shift, double alpha) {
        return new EffectSize(
                name,
                Statistic.of(pivot.t * shift),
                Statistic.of(pivot.noncentrality(alpha / 2) * shift),
                Statistic.of(pivot.noncentrality(1 - alpha / 2) * shift));
    }

    /** A t statistic whose law is the noncentral t. */
    record Pivot(double t, double df) {
        double noncentrality(double upperTail) {
            return new NoncentralT(df).noncentrality(t, upperTail);
        }
    }

    /** Hedges' g of a Cohen's d. */
    EffectSize corrected(String another, double df) {
        if (!(df > 1)) {
            return undefined(another, "the correction needs at least 2 degrees of freedom");
        }
        double j = StudentT.biasCorrection(df);
        return new EffectSize(
                another,
                Statistic.of(j * estimate.orNaN()),
                Statistic.of(j * lower.orNaN()),
                Statistic.of(j * upper.orNaN()));
    }

    Plot.Estimate plotted(String label) {
        return new Plot.Estimate(label, estimate, lower, upper);
    }

    static Plot forest(String title, String axis, List<Plot.Estimate> estimates) {
        return new Plot.Forest(title, axis, 0, estimates);
    }
}
