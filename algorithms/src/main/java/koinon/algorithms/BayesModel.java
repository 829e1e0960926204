package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import koinon.algorithms.NaiveBayes.Categorical;
import koinon.algorithms.NaiveBayes.Gaussian;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Rule;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;

/** Naive Bayes in the words of a {@link FittedModel}, as far as its numbers may be shown. */
record BayesModel(
        List<String> classes,
        List<Statistic> rows,
        List<Gaussian> gaussians,
        List<Categorical> categoricals) {

    FittedModel model(Question question) {
        Variable outcome = question.y().getFirst();
        List<Input> inputs = new ArrayList<>();
        for (Gaussian gaussian : gaussians) {
            inputs.add(LinearPredictor.input(question.variable(gaussian.variable())));
        }
        for (Categorical categorical : categoricals) {
            Variable variable = question.variable(categorical.variable());
            inputs.add(new Input(variable.code(), variable.label(), categorical.levels()));
        }
        return new FittedModel(
                question.request().algorithm(),
                List.of(new Input(outcome.code(), outcome.label(), classes)),
                inputs,
                rule(question.real("alpha")));
    }

    private Rule rule(double alpha) {
        Stream<Statistic> numbers = gaussians.stream().flatMap(g -> g.variances().stream());
        Stream<Statistic> counts =
                categoricals.stream().flatMap(c -> c.counts().stream().flatMap(List::stream));
        List<Statistic> all = Stream.concat(rows.stream(), Stream.concat(numbers, counts)).toList();
        for (Statistic statistic : all) {
            if (statistic instanceof Statistic.Suppressed(String reason)) {
                return new Rule.Withheld("a class, or a level in a class, has " + reason);
            }
        }
        return new Rule.Bayes(
                classes,
                values(rows),
                alpha,
                gaussians.stream()
                        .map(g ->
                                new Rule.Gaussian(
                                        g.variable(), values(g.means()), values(g.variances())))
                        .toList(),
                categoricals.stream()
                        .map(c ->
                                new Rule.Frequencies(
                                        c.variable(),
                                        c.counts().stream().map(BayesModel::values).toList()))
                        .toList());
    }

    private static List<Double> values(List<Statistic> statistics) {
        return statistics.stream().map(Statistic::orNaN).toList();
    }
}
