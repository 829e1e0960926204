package koinon.master.pmml;

import java.util.List;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import org.dmg.pmml.GaussianDistribution;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.Model;
import org.dmg.pmml.naive_bayes.BayesInput;
import org.dmg.pmml.naive_bayes.BayesInputs;
import org.dmg.pmml.naive_bayes.BayesOutput;
import org.dmg.pmml.naive_bayes.NaiveBayesModel;
import org.dmg.pmml.naive_bayes.PairCounts;
import org.dmg.pmml.naive_bayes.TargetValueCount;
import org.dmg.pmml.naive_bayes.TargetValueCounts;
import org.dmg.pmml.naive_bayes.TargetValueStat;
import org.dmg.pmml.naive_bayes.TargetValueStats;

/** Naive Bayes. */
final class Bayes {
    private Bayes() {}

    static Model model(FittedModel model, Rule.Bayes bayes) {
        BayesInputs inputs = new BayesInputs();
        bayes.gaussians().forEach(g -> inputs.addBayesInputs(gaussian(bayes.classes(), g)));
        bayes.frequencies().forEach(f -> inputs.addBayesInputs(frequencies(model, bayes, f)));
        BayesOutput output =
                new BayesOutput(counts(bayes.classes(), bayes.counts()))
                        .setTargetField(model.outcome().getFirst().code());
        return new NaiveBayesModel(
                        0.0, MiningFunction.CLASSIFICATION, Pmml.schema(model), inputs, output)
                .setModelName(model.algorithm());
    }

    private static BayesInput gaussian(List<String> classes, Rule.Gaussian gaussian) {
        TargetValueStats stats = new TargetValueStats();
        for (int c = 0; c < classes.size(); c++) {
            stats.addTargetValueStats(
                    new TargetValueStat(
                            classes.get(c),
                            new GaussianDistribution(
                                    gaussian.means().get(c), gaussian.variances().get(c))));
        }
        return new BayesInput().setField(gaussian.variable()).setTargetValueStats(stats);
    }

    private static BayesInput frequencies(
            FittedModel model, Rule.Bayes bayes, Rule.Frequencies frequencies) {
        BayesInput input = new BayesInput().setField(frequencies.variable());
        List<String> levels = model.input(frequencies.variable()).levels();
        for (int l = 0; l < levels.size(); l++) {
            int level = l;
            List<Double> smoothed =
                    frequencies.counts().stream()
                            .map(byLevel -> byLevel.get(level) + bayes.alpha())
                            .toList();
            input.addPairCounts(new PairCounts(levels.get(l), counts(bayes.classes(), smoothed)));
        }
        return input;
    }

    private static TargetValueCounts counts(List<String> classes, List<Double> values) {
        TargetValueCounts counts = new TargetValueCounts();
        for (int c = 0; c < classes.size(); c++) {
            counts.addTargetValueCounts(new TargetValueCount(classes.get(c), values.get(c)));
        }
        return counts;
    }
}
