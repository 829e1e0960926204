package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.algorithms.Anova;
import koinon.algorithms.AnovaTable;
import koinon.algorithms.Clusters;
import koinon.algorithms.Components;
import koinon.algorithms.DescriptiveStatistics;
import koinon.algorithms.LinearRegression;
import koinon.algorithms.LinearRegressionCv;
import koinon.algorithms.LogisticRegression;
import koinon.algorithms.LogisticRegressionCv;
import koinon.algorithms.MeanTests;
import koinon.algorithms.MultipleHistograms;
import koinon.algorithms.NaiveBayes;
import koinon.algorithms.PearsonCorrelation;
import koinon.algorithms.SeparatingPlanes;
import koinon.algorithms.ValidatedClassifier;
import koinon.master.experiments.Outcome;
import koinon.master.json.Json;
import koinon.model.result.Result;

/**
 * Results in the reference's shape, one renderer per algorithm. What is suppressed or undefined is
 * null, and why stands in the top-level list {@code warnings}, which the reference's clients
 * ignore; so do sites that were left out.
 */
final class Rendering {
    private Rendering() {}

    static ObjectNode render(Outcome outcome) {
        Result result = outcome.result();
        Numbers numbers = new Numbers();
        ObjectNode node =
                switch (result) {
                    case LinearRegression.Fit fit -> LinearRegressionJson.render(fit, numbers);
                    case LogisticRegression.Fit fit -> LogisticRegressionJson.render(fit, numbers);
                    case Components fit -> ComponentsJson.render(fit, numbers);
                    case SeparatingPlanes fit -> SeparatingPlanesJson.render(fit, numbers);
                    case Clusters fit -> ClustersJson.render(fit, numbers);
                    case LinearRegressionCv.Validated validated ->
                            LinearRegressionCvJson.render(validated, numbers);
                    case LogisticRegressionCv.Validated validated ->
                            LogisticRegressionCvJson.render(validated, numbers);
                    case NaiveBayes.Fitted fitted -> NaiveBayesJson.render(fitted, numbers);
                    case ValidatedClassifier validated -> NaiveBayesJson.render(validated, numbers);
                    case Anova.Analysis analysis -> AnovaJson.render(analysis, numbers);
                    case PearsonCorrelation.Matrix matrix ->
                            PearsonCorrelationJson.render(matrix, numbers);
                    case MultipleHistograms.Histograms histograms ->
                            MultipleHistogramsJson.render(histograms);
                    case DescriptiveStatistics.Summary summary ->
                            DescriptiveStatisticsJson.render(summary, numbers);
                    case MeanTests tests -> TTestJson.render(tests, numbers);
                    case AnovaTable table -> AnovaOneWayJson.render(table, numbers);
                    default ->
                            throw new IllegalStateException(
                                    "no rendering of " + result.getClass().getName());
                };
        result.warnings().forEach(numbers::warn);
        long absent =
                outcome.sites().stream()
                        .filter(s -> s.participation() != Outcome.Participation.CONTRIBUTED)
                        .peek(s -> numbers.warn(s.name() + " was left out: " + s.reason()))
                        .count();
        if (absent > 0) {
            numbers.warn(absent + " of " + outcome.sites().size() + " sites were left out");
        }
        if (!numbers.warnings().isEmpty()) {
            node.set("warnings", Json.texts(numbers.warnings()));
        }
        return node;
    }
}
