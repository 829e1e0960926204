package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.result.Statistic;
import koinon.stats.distributions.ChiSquared;
import koinon.stats.elementary.Elementary;

/**
 * From fitted polynomials to the belt.
 *
 * @param points probabilities at which the belt is computed
 * @param sums of the first round
 */
record BeltEstimate(
        Question question, BeltScale scale, double[] levels, double[] points, ExactVector sums) {

    /** Chooses the degree, then asks for the limits. */
    Step bounds(BeltRound round, BeltFits.Found found) {
        BeltFits.Fitted chosen = chosen(found.fits());
        double statistic = 2 * (chosen.at().value() - found.bisector());
        BeltDistribution law =
                new BeltDistribution(
                        question.text("devel").equals("external"),
                        chosen.degree(),
                        question.real("thres"));
        double[] quantiles = Arrays.stream(levels).map(law::quantile).toArray();
        double[] h = Arrays.stream(points).map(BeltScale::logit).map(scale::scaled).toArray();
        return BeltBounds.find(
                round,
                chosen,
                new BeltBounds.Wanted(h, quantiles),
                targets ->
                        new Step.Done(
                                belt(
                                        chosen,
                                        new Test(statistic, law.survival(statistic)),
                                        targets)));
    }

    private record Test(double statistic, double pValue) {}

    /** One degree more as long as it fits significantly better. */
    private BeltFits.Fitted chosen(List<BeltFits.Fitted> fits) {
        double enough = new ChiSquared(1).upperQuantile(1 - question.real("thres"));
        BeltFits.Fitted chosen = fits.getFirst();
        for (BeltFits.Fitted next : fits.subList(1, fits.size())) {
            if (!(2 * (next.at().value() - chosen.at().value()) > enough)) {
                return chosen;
            }
            chosen = next;
        }
        return chosen;
    }

    private BeltResult belt(BeltFits.Fitted chosen, Test test, List<BeltBounds.Target> targets) {
        List<BeltResult.Band> bands = new ArrayList<>();
        for (int level = 0; level < levels.length; level++) {
            List<BeltBounds.Target> own =
                    targets.subList(2 * points.length * level, 2 * points.length * (level + 1));
            bands.add(new BeltResult.Band(levels[level], limits(own, 0), limits(own, 1)));
        }
        long n = Census.of(sums).rows();
        return new BeltResult(
                question.y().getFirst().code(),
                question.text("positive_class"),
                question.x().getFirst().code(),
                question.text("devel"),
                n,
                Shown.part(sums.count("positive", 0), n, question.disclosure()),
                chosen.degree(),
                boxed(scale.inPowersOfLogit(chosen.b())),
                test.statistic,
                test.pValue,
                boxed(points),
                Arrays.stream(points).mapToObj(p -> fitted(chosen, p)).toList(),
                bands,
                warnings(targets));
    }

    private double fitted(BeltFits.Fitted chosen, double p) {
        double h = scale.scaled(BeltScale.logit(p));
        return BeltScale.probability(new BeltBounds.Target(h, 1, 0, chosen.b(), 0).value());
    }

    private static List<Statistic> limits(List<BeltBounds.Target> targets, int side) {
        List<Statistic> limits = new ArrayList<>();
        for (int i = side; i < targets.size(); i += 2) {
            BeltBounds.Target target = targets.get(i);
            limits.add(
                    target.settled()
                            ? Statistic.of(BeltScale.probability(target.value()))
                            : new Statistic.Undefined("the likelihood does not bound it"));
        }
        return limits;
    }

    private List<String> warnings(List<BeltBounds.Target> targets) {
        List<String> warnings = new ArrayList<>();
        if (sums.count("clamped", 0) > 0) {
            warnings.add(
                    "Some predictions are within "
                            + Elementary.exp(-BeltScale.CLAMP)
                            + " of 0 or 1 and were moved there.");
        }
        if (!targets.stream().allMatch(BeltBounds.Target::settled)) {
            warnings.add("Some limits of the belt could not be found.");
        }
        return warnings;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
