package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import koinon.model.fitted.Rule;
import koinon.model.result.Statistic;
import koinon.stats.distributions.Normal;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;

/** The fit of a Cox regression from the likelihood at its maximum. */
record CoxEstimate(
        CoxModel model,
        PartialLikelihood at,
        CoxRegression.Start start,
        double[] b,
        int iterations) {
    CoxFit fit() {
        Factor factor = at.factor();
        double[] errors =
                Arrays.stream(factor.inverseDiagonal())
                        .mapToDouble(v -> Math.sqrt(v.doubleValue()))
                        .toArray();
        BitSet aliased = factor.aliased();
        int df = factor.rank();
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 1; j < model.columns().design().columns(); j++) {
            String term = model.columns().design().names().get(j);
            int k = model.columns().position(j);
            coefficients.add(
                    k < 0 || aliased.get(k)
                            ? Coefficient.undefined(term, "aliased")
                            : coefficient(term, k, errors[k]));
        }
        double ll = at.logLikelihood();
        return new CoxFit(
                model.counts().outcome().times().time().code(),
                model.question().text("event_level"),
                coefficients,
                model.counts().rows(),
                Shown.part(model.events(), model.counts().rows(), model.question().disclosure()),
                ll,
                start.logLikelihood(),
                2 * df - 2 * ll,
                List.of(
                        CoxFit.Test.of("Likelihood ratio", 2 * (ll - start.logLikelihood()), df),
                        CoxFit.Test.of("Wald", wald(), df),
                        CoxFit.Test.of("Score", start.score(), df)),
                new ProportionalHazards(model, at).tests(),
                baselines(),
                model.question().text("ties"),
                model.counts().outcome().times().step(),
                iterations,
                warnings(coefficients),
                new LinearPredictor(model.question(), model.columns().design())
                        .model(Rule.Link.HAZARD, coefficients));
    }

    private Coefficient coefficient(String term, int k, double error) {
        double estimate = model.columns().unscaled(b[k], k);
        double se = model.columns().unscaled(error, k);
        double z = estimate / se;
        double half = Normal.STANDARD.upperQuantile(0.025) * se;
        return new Coefficient(
                term,
                Statistic.of(estimate),
                Statistic.of(se),
                Statistic.of(z),
                Statistic.of(Normal.STANDARD.twoSided(z)),
                Statistic.of(estimate - half),
                Statistic.of(estimate + half));
    }

    private double wald() {
        DoubleDouble[] estimate =
                Arrays.stream(b).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
        return DoubleDouble.dot(estimate, at.information().times(estimate)).doubleValue();
    }

    /** Cumulative hazards where every covariate has its reference level or its mean. */
    private List<CoxFit.Baseline> baselines() {
        CoxOutcome outcome = model.counts().outcome();
        int steps = outcome.times().steps();
        long[] events = model.counts().events();
        long[] censored = model.counts().censored();
        List<CoxFit.Baseline> baselines = new ArrayList<>();
        for (long stratum : model.times().strata()) {
            int s = (int) stratum;
            LifeTable shown =
                    LifeTable.of(
                            Arrays.copyOfRange(events, s * steps, (s + 1) * steps),
                            Arrays.copyOfRange(censored, s * steps, (s + 1) * steps),
                            model.question().disclosure());
            baselines.add(baseline(s, shown));
        }
        baselines.sort(Comparator.comparing(CoxFit.Baseline::stratum));
        return baselines;
    }

    private CoxFit.Baseline baseline(int stratum, LifeTable shown) {
        double[] hazards = at.hazards();
        double atMeans = atMeans();
        CoxTimes times = model.times();
        List<Double> at = new ArrayList<>();
        List<Double> cumulative = new ArrayList<>();
        double sum = 0;
        int place = 0;
        while (place < hazards.length && times.stratum(place) < stratum) {
            place++;
        }
        for (LifeTable.Step step : shown.steps()) {
            while (place < hazards.length
                    && times.stratum(place) == stratum
                    && times.index(place) <= step.index()) {
                sum += hazards[place++];
            }
            at.add(model.counts().outcome().times().at(step.index()));
            cumulative.add(sum * atMeans);
        }
        return new CoxFit.Baseline(model.counts().outcome().stratum(stratum), at, cumulative);
    }

    /** The hazard at the exact means, relative to the centres on the grid. */
    private double atMeans() {
        double eta = 0;
        for (int k = 0; k < b.length; k++) {
            eta += b[k] * model.columns().offset(model.counts(), k);
        }
        return Elementary.exp(eta);
    }

    private List<String> warnings(List<Coefficient> coefficients) {
        List<String> warnings = new ArrayList<>();
        List<String> aliased =
                coefficients.stream()
                        .filter(c -> c.estimate() instanceof Statistic.Undefined)
                        .map(Coefficient::term)
                        .toList();
        if (!aliased.isEmpty()) {
            warnings.add(
                    "Aliased, because earlier terms determine them: " + String.join(", ", aliased));
        }
        if (at.clamped() > 0) {
            warnings.add(
                    "The linear predictor was clamped to ±30 about its mean in some rows: some"
                            + " hazards are extreme.");
        }
        return warnings;
    }
}
