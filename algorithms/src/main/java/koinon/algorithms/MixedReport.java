package koinon.algorithms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.MixedModel.Effect;
import koinon.algorithms.MixedModel.Fit;
import koinon.algorithms.MixedModel.Group;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.stats.design.DesignMatrix;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.distributions.Normal;
import koinon.stats.distributions.StudentT;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;

/** The statistics of a mixed model from pooled moments and the sums of its groups. */
record MixedReport(Question question, DesignMatrix design, Variable group) {
    /** Residual variance relative to the outcome's, below which a fit is called exact. */
    private static final double EXACT_FIT = 1e-18;

    Fit fit(MixedMoments source, Pooled pooled) {
        Triangle moments = source.moments(pooled);
        if (moments.n() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA, "no row has a value in every variable");
        }
        List<MixedMoments.Group> groups = source.groups(pooled, moments.n());
        BitSet aliased = aliased(moments);
        int[] kept = IntStream.range(0, terms().size()).filter(j -> !aliased.get(j)).toArray();
        check(moments, groups, kept.length);
        boolean restricted = question.text("method").equals("reml");
        MixedLikelihood likelihood = new MixedLikelihood(moments, groups, kept, restricted);
        MixedLikelihood.Point none = likelihood.new Point(0);
        int outcome = moments.columns() - 1;
        double total = moments.spread(outcome, outcome).doubleValue() / moments.n();
        if (!(none.sigmaSquared() * moments.n() > EXACT_FIT * total)) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "the covariates explain the outcome exactly: no variance is left to divide");
        }
        MixedLikelihood.Point best = likelihood.optimum();
        return fit(new Solution(likelihood, none, best, kept), groups, moments.n(), aliased);
    }

    private record Solution(
            MixedLikelihood likelihood,
            MixedLikelihood.Point none,
            MixedLikelihood.Point best,
            int[] kept) {}

    private List<String> terms() {
        return design.names().subList(0, design.columns() - 1);
    }

    private BitSet aliased(Triangle moments) {
        int p = terms().size();
        DoubleDouble[][] rows = new DoubleDouble[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                rows[j][k] = moments.sum(j, k);
            }
        }
        Factor factor = SymmetricMatrix.of(rows).factor();
        return factor.aliased();
    }

    private void check(Triangle moments, List<MixedMoments.Group> groups, int p) {
        long n = moments.n();
        if (groups.size() < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "all analysed rows are in one group of '"
                            + group.code()
                            + "'; a random intercept needs at least two");
        }
        if (groups.size() >= n || n <= p + 1) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "too few rows: a mixed model needs more rows than groups, and at least two"
                            + " more than fixed effects");
        }
    }

    private Fit fit(Solution s, List<MixedMoments.Group> groups, long n, BitSet aliased) {
        double sigmaSquared = s.best().sigmaSquared();
        double lambda = s.best().lambda();
        double deviance = s.best().deviance();
        double chiSquared = lambda > 0 ? Math.max(0, s.none().deviance() - deviance) : 0;
        int parameters = s.kept().length + 2;
        List<String> warnings = new ArrayList<>();
        if (!aliased.isEmpty()) {
            warnings.add(
                    "Aliased, because earlier terms determine them: "
                            + String.join(", ", aliased.stream().mapToObj(terms()::get).toList()));
        }
        if (lambda == 0) {
            warnings.add("No variance between groups: the fit is that of a linear regression.");
        }
        if (groups.size() < 5) {
            warnings.add(
                    "Only "
                            + groups.size()
                            + " groups: the variance between them is poorly known.");
        }
        return new Fit(
                question.y().getFirst().code(),
                group.code(),
                question.text("method").equals("reml"),
                effects(s, aliased),
                groups.stream().map(g -> intercept(s.best(), g)).toList(),
                n,
                lambda * sigmaSquared,
                sigmaSquared,
                lambda / (1 + lambda),
                deviance,
                deviance + 2 * parameters,
                deviance + parameters * Elementary.log((double) n),
                chiSquared,
                chiSquared > 0 ? 0.5 * new ChiSquared(1).survival(chiSquared) : 1,
                warnings);
    }

    private List<Effect> effects(Solution s, BitSet aliased) {
        double[] variances = s.best().variances();
        double[] degrees = Satterthwaite.degrees(s.likelihood(), s.best());
        List<Effect> effects = new ArrayList<>();
        int at = 0;
        for (int j = 0; j < terms().size(); j++) {
            if (aliased.get(j)) {
                Coefficient none = Coefficient.undefined(terms().get(j), "aliased");
                effects.add(new Effect(none, none.estimate()));
                continue;
            }
            double se = Math.sqrt(s.best().sigmaSquared() * variances[at]);
            double estimate = s.best().beta()[at].doubleValue();
            effects.add(effect(terms().get(j), estimate, se, degrees[at]));
            at++;
        }
        return effects;
    }

    private static Effect effect(String term, double estimate, double se, double df) {
        StudentT t = new StudentT(df);
        double half = t.upperQuantile(0.025) * se;
        return new Effect(
                new Coefficient(
                        term,
                        Statistic.of(estimate),
                        Statistic.of(se),
                        Statistic.of(estimate / se),
                        Statistic.of(t.twoSided(estimate / se)),
                        Statistic.of(estimate - half),
                        Statistic.of(estimate + half)),
                Statistic.of(df));
    }

    private Group intercept(MixedLikelihood.Point point, MixedMoments.Group g) {
        if (question.disclosure().hides((long) g.n())) {
            Statistic hidden =
                    new Statistic.Suppressed("fewer than " + question.disclosure().threshold());
            return new Group(g.name(), hidden, hidden, hidden, hidden, hidden);
        }
        double weight = point.lambda() / (1 + g.n() * point.lambda());
        double value = weight * point.residual(g);
        double se = Math.sqrt(point.sigmaSquared() * weight);
        double half = Normal.STANDARD.upperQuantile(0.025) * se;
        return new Group(
                g.name(),
                Statistic.of(g.n()),
                Statistic.of(value),
                Statistic.of(se),
                Statistic.of(value - half),
                Statistic.of(value + half));
    }
}
