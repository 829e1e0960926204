package koinon.algorithms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import koinon.algorithms.GeneralisedLinearModel.Fit;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.stats.distributions.Normal;
import koinon.stats.distributions.StudentT;
import koinon.stats.elementary.Elementary;
import koinon.stats.elementary.LogGamma;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/**
 * The statistics of a generalised linear model from its last sums.
 *
 * @param log2 the outcome was taken times 2^log2
 * @param expected factor of the expected information where it is not the observed one
 */
record GlmReport(GlmModel model, GlmOpening.Totals totals, int log2, Optional<Factor> expected) {
    /** Dispersion of a Poisson model from which it is called overdispersed. */
    private static final double OVERDISPERSED = 2;

    Fit fit(Newton.Optimum<GlmRound.Sums> optimum) {
        GlmRound.Sums sums = optimum.sums();
        int rank = sums.factor().rank();
        double df = totals.n() - rank;
        double dispersion = sums.pearson() / df;
        double ll = logLikelihood(sums.deviance());
        List<Coefficient> coefficients = coefficients(optimum, df, dispersion);
        // The dispersion of a Gamma model is one parameter more.
        int parameters = model.family().gamma() ? rank + 1 : rank;
        return new Fit(
                model.outcome().code(),
                model.family().family(),
                model.family().link(),
                model.offset().map(Variable::code).orElse(""),
                model.design().names(),
                coefficients,
                totals.n(),
                totals.n() - 1,
                df,
                optimum.first().deviance(),
                sums.deviance(),
                sums.pearson(),
                dispersion,
                ll,
                2 * parameters - 2 * ll,
                optimum.iterations(),
                warnings(sums, dispersion),
                described(coefficients));
    }

    private FittedModel described(List<Coefficient> coefficients) {
        Rule.Link link =
                model.family() == GlmFamily.GAMMA_INVERSE ? Rule.Link.INVERSE : Rule.Link.LOG;
        LinearPredictor predictor = new LinearPredictor(model.asked(), model.design());
        return model.offset()
                .map(exposure -> predictor.model(link, coefficients, exposure))
                .orElseGet(() -> predictor.model(link, coefficients));
    }

    /**
     * Of Gamma with the dispersion deviance / n, as R has it: Σ of log densities with shape a = n /
     * deviance.
     */
    private double logLikelihood(double deviance) {
        if (!model.family().gamma()) {
            return totals.base() - 0.5 * deviance;
        }
        double n = totals.n();
        double shape = n / deviance;
        double each = shape * (Elementary.log(shape) - 1) - LogGamma.of(shape) - 0.5;
        return n * each - totals.base();
    }

    private List<Coefficient> coefficients(
            Newton.Optimum<GlmRound.Sums> optimum, double df, double dispersion) {
        Factor factor = expected.orElse(optimum.sums().factor());
        BitSet aliased = factor.aliased();
        DoubleDouble[] inverse = factor.inverseDiagonal();
        List<String> terms = model.design().names();
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 0; j < terms.size(); j++) {
            double variance = inverse[j].doubleValue();
            coefficients.add(
                    aliased.get(j)
                            ? Coefficient.undefined(terms.get(j), "aliased")
                            : model.family().gamma()
                                    ? byT(j, optimum.beta(), Math.sqrt(dispersion * variance), df)
                                    : byZ(j, optimum.beta(), Math.sqrt(variance)));
        }
        return coefficients;
    }

    private Coefficient byZ(int j, double[] beta, double se) {
        double z = beta[j] / se;
        double half = Normal.STANDARD.upperQuantile(0.025) * se;
        return coefficient(j, beta[j], se, half, Normal.STANDARD.twoSided(z));
    }

    private Coefficient byT(int j, double[] scaled, double scaledError, double df) {
        boolean inverse = model.family() == GlmFamily.GAMMA_INVERSE;
        double estimate =
                inverse
                        ? Math.scalb(scaled[j], log2)
                        : j == 0 ? scaled[0] - log2 * Elementary.log(2) : scaled[j];
        double se = inverse ? Math.scalb(scaledError, log2) : scaledError;
        StudentT t = new StudentT(df);
        double p = se > 0 ? t.twoSided(estimate / se) : Double.NaN;
        return coefficient(j, estimate, se, t.upperQuantile(0.025) * se, p);
    }

    private Coefficient coefficient(int j, double estimate, double se, double half, double p) {
        String reason = "the standard error is 0";
        return new Coefficient(
                model.design().names().get(j),
                Statistic.of(estimate),
                Statistic.of(se),
                Statistic.of(se > 0 ? estimate / se : Double.NaN, reason),
                Statistic.of(p, reason),
                Statistic.of(estimate - half),
                Statistic.of(estimate + half));
    }

    private List<String> warnings(GlmRound.Sums sums, double dispersion) {
        List<String> warnings = new ArrayList<>();
        BitSet aliased = sums.factor().aliased();
        if (!aliased.isEmpty()) {
            warnings.add(
                    "Aliased, because earlier terms determine them: "
                            + String.join(
                                    ", ",
                                    aliased.stream()
                                            .mapToObj(model.design().names()::get)
                                            .toList()));
        }
        if (sums.clamped() > 0) {
            warnings.add("The linear predictor was clamped in some rows.");
        }
        if (!model.family().gamma() && dispersion > OVERDISPERSED) {
            warnings.add(
                    "The counts vary more than a Poisson model has them (dispersion above 2):"
                            + " standard errors are too small.");
        }
        return warnings;
    }
}
