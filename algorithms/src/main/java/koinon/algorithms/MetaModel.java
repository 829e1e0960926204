package koinon.algorithms;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import koinon.algorithms.MetaSummary.Study;
import koinon.model.result.Statistic;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.distributions.Normal;
import koinon.stats.distributions.Roots;
import koinon.stats.distributions.StudentT;

/**
 * Summary of k estimates y with variances v.
 *
 * <pre>
 *   w = 1 / (v + τ²)     μ = Σwy / Σw     se² = 1 / Σw; Hartung and Knapp: Σw (y − μ)² / ((k−1) Σw)
 *   Q = Σ (y − μ)² / v at τ² = 0, chi-squared with k − 1 df
 *   DerSimonian and Laird: τ² = max(0, (Q − (k − 1)) / (Σw − Σw² / Σw)),  w = 1 / v
 *   REML: Σw² (y − μ)² = Σw − Σw² / Σw, or 0        I² = τ² / (τ² + s²), s² = (k−1) Σw / ((Σw)² − Σw²)
 *   interval of τ²: Σw (y − μ)² at the chi-squared points      new site: μ ± t_{k−2} √(τ² + se²)
 * </pre>
 *
 * <p>Sums run over the studies in the order of their numbers, so that the order of sites does not
 * matter. Source: Viechtbauer, Journal of Statistical Software 36 (2010), 3; Higgins, Thompson,
 * Spiegelhalter, Journal of the Royal Statistical Society A 172 (2009) 137–159.
 */
record MetaModel(List<Study> studies, double alpha) {
    static final List<String> METHODS = List.of("reml", "dersimonian_laird");
    static final List<String> INTERVALS = List.of("hartung_knapp", "normal");

    private static final int MAX_STEPS = 200;

    MetaModel {
        studies =
                studies.stream()
                        .sorted(
                                Comparator.comparingDouble((Study s) -> s.estimate().orNaN())
                                        .thenComparingDouble(s -> s.standardError().orNaN()))
                        .toList();
    }

    static MetaSummary of(Question question, List<Study> studies, List<String> left) {
        MetaModel model = new MetaModel(studies, question.real("alpha"));
        double tau2 =
                question.text("method").equals("reml") ? model.reml() : model.derSimonianLaird();
        boolean knapp = question.text("interval").equals("hartung_knapp");
        return new MetaSummary(
                question.text("effect"),
                (tau2 == 0 ? "Random effects (none found), " : "Random effects, ")
                        + question.text("method").replace('_', ' ')
                        + ", "
                        + question.text("interval").replace('_', ' ')
                        + " interval",
                question.real("alpha"),
                studies,
                studies.stream().map(s -> model.share(s, 0)).toList(),
                studies.stream().map(s -> model.share(s, tau2)).toList(),
                model.summary("Fixed effect", 0, false),
                model.summary("Random effects", tau2, knapp),
                model.heterogeneity(tau2),
                model.prediction(tau2, knapp),
                left.isEmpty()
                        ? List.of()
                        : List.of(
                                "Left out, without an estimate that may be shown: "
                                        + String.join(", ", left)));
    }

    private double sum(double tau2, double power, DoubleUnaryOperator ofEstimate) {
        double sum = 0;
        for (Study s : studies) {
            double w = 1 / (s.variance() + tau2);
            sum += (power == 2 ? w * w : w) * ofEstimate.applyAsDouble(s.estimate().orNaN());
        }
        return sum;
    }

    private double weights(double tau2, double power) {
        return sum(tau2, power, _ -> 1);
    }

    private double mean(double tau2) {
        return sum(tau2, 1, y -> y) / weights(tau2, 1);
    }

    private double squares(double tau2, double power) {
        double mean = mean(tau2);
        return sum(tau2, power, y -> (y - mean) * (y - mean));
    }

    private double df() {
        return studies.size() - 1.0;
    }

    private double share(Study study, double tau2) {
        return 1 / (study.variance() + tau2) / weights(tau2, 1);
    }

    /** What the weights would be in units of τ² if all sites were alike. */
    private double free() {
        return weights(0, 1) - weights(0, 2) / weights(0, 1);
    }

    private double derSimonianLaird() {
        return Math.max(0, (squares(0, 1) - df()) / free());
    }

    private double reml() {
        return root(t -> squares(t, 2) - weights(t, 1) + weights(t, 2) / weights(t, 1));
    }

    /** The zero of a function that falls, or 0 where it is not positive there. */
    private double root(DoubleUnaryOperator falling) {
        if (!(falling.applyAsDouble(0) > 0)) {
            return 0;
        }
        double high = 1 / weights(0, 1);
        while (falling.applyAsDouble(high) > 0) {
            high *= 2;
        }
        return Roots.decreasing(falling, 0, high, MAX_STEPS);
    }

    private double standardError(double tau2, boolean knapp) {
        double scale = knapp ? squares(tau2, 1) / df() : 1;
        return Math.sqrt(scale / weights(tau2, 1));
    }

    private MetaSummary.Effect summary(String name, double tau2, boolean knapp) {
        double mean = mean(tau2);
        double se = standardError(tau2, knapp);
        String reason = "all estimates are the same";
        if (!(se > 0)) {
            Statistic none = new Statistic.Undefined(reason);
            Statistic known = Statistic.of(mean);
            return new MetaSummary.Effect(name, known, Statistic.of(se), none, none, none, none);
        }
        StudentT t = new StudentT(df());
        double half =
                se
                        * (knapp
                                ? t.upperQuantile(alpha / 2)
                                : Normal.STANDARD.upperQuantile(alpha / 2));
        double p = knapp ? t.twoSided(mean / se) : Normal.STANDARD.twoSided(mean / se);
        return new MetaSummary.Effect(
                name,
                Statistic.of(mean),
                Statistic.of(se),
                Statistic.of(mean / se),
                Statistic.of(p),
                Statistic.of(mean - half),
                Statistic.of(mean + half));
    }

    private MetaSummary.Heterogeneity heterogeneity(double tau2) {
        double q = squares(0, 1);
        ChiSquared law = new ChiSquared(df());
        double typical = df() / free();
        // For alpha 0 the points are 0 and infinite, and so is the interval.
        double lower = root(t -> squares(t, 1) - law.upperQuantile(alpha / 2));
        double upper =
                alpha > 0
                        ? root(t -> squares(t, 1) - law.quantile(alpha / 2))
                        : Double.POSITIVE_INFINITY;
        return new MetaSummary.Heterogeneity(
                q,
                df(),
                law.survival(q),
                new EffectSize("τ²", Statistic.of(tau2), Statistic.of(lower), Statistic.of(upper)),
                tau2 / (tau2 + typical));
    }

    private EffectSize prediction(double tau2, boolean knapp) {
        if (studies.size() < 3) {
            return EffectSize.undefined("A new site", "a prediction needs at least three sites");
        }
        double mean = mean(tau2);
        double se = standardError(tau2, knapp);
        double half = new StudentT(df() - 1).upperQuantile(alpha / 2) * Math.sqrt(tau2 + se * se);
        return new EffectSize(
                "A new site",
                Statistic.of(mean),
                Statistic.of(mean - half),
                Statistic.of(mean + half));
    }
}
