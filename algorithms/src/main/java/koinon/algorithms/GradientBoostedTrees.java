package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * Gradient boosting of trees over binned covariates, of a class against the rest or of a number.
 *
 * <pre>
 *   F ← F + η · tree      tree fitted to g = ∂loss/∂F, h = ∂²loss/∂F²   (p − y, p(1 − p); or F − y, 1)
 *   gain = G_l²/(H_l + λ) + G_r²/(H_r + λ) − G²/(H + λ)      weight of a leaf = −G / (H + λ)
 *   start: log odds of the class, or the mean
 * </pre>
 *
 * <p>What leaves a site: per tree and level Σg, Σh and rows per open node, covariate and bin, g and
 * h rounded by one rule; then predicted classes and counts of scores, or squared errors. Rounds: at
 * most trees · depth + 3 (ranges, start, predictions), all validations in the same ones. Guarantee:
 * bit for bit the same for every split of the rows over sites. Source: Chen and Guestrin, XGBoost,
 * KDD (2016) 785–794. Not done: sampling of rows or covariates, early stopping.
 */
public final class GradientBoostedTrees implements Algorithm {
    @Override
    public Specification specification() {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.optional(
                        "positive_class",
                        "Positive class",
                        "The level to predict against all others; may be left out for an outcome"
                                + " of two levels, or a number",
                        new ParameterSpec.Domain.Texts(200),
                        new Parameter.Text("")));
        parameters.add(whole("trees", "Trees", new long[] {1, 100, 20}));
        parameters.add(whole("max_depth", "Most splits above a leaf", new long[] {1, 6, 3}));
        parameters.add(whole("min_rows", "Fewest rows of a node", new long[] {1, 1_000_000, 10}));
        parameters.add(whole("bins", "Bins of a numerical covariate", new long[] {2, 256, 32}));
        parameters.add(
                real(
                        "learning_rate",
                        "What a tree adds, of what it would",
                        new ParameterSpec.Domain.Reals(0.001, 1),
                        0.1));
        parameters.add(
                real(
                        "lambda",
                        "Added to the curvature of a leaf",
                        new ParameterSpec.Domain.Reals(0.001, 1e6),
                        1));
        parameters.addAll(Split.parameters("holdout"));
        return new Specification(
                "gradient_boosted_trees",
                "Gradient-boosted trees",
                "Predicts a class or a number by a sum of small trees, each fitted to what those"
                        + " before it have left.",
                VariableSpec.any("Outcome", "The variable to predict", 1, 1),
                VariableSpec.any("Covariates", "The variables that predict it", 1, 100),
                parameters,
                "Per tree and level: sums of gradients and curvatures per node, covariate and bin.",
                Specification.Release.POOLED_AND_SITE);
    }

    private static ParameterSpec whole(String name, String about, long[] range) {
        return DecisionTree.whole(name, about, about, range);
    }

    private static ParameterSpec real(
            String name, String about, ParameterSpec.Domain.Reals range, double fallback) {
        return ParameterSpec.optional(name, about, about, range, new Parameter.Real(fallback));
    }

    @Override
    public Step start(Question question) {
        Covariates.of(question);
        Variable outcome = question.y().getFirst();
        BoostedTrees.Loss loss =
                outcome.categorical()
                        ? new BoostedTrees.Loss.Logistic(positive(question, outcome))
                        : new BoostedTrees.Loss.Squared(question.grid(outcome.code()));
        Split split = Split.of(question);
        return Binning.find(
                question,
                question.integer("bins"),
                binning -> new Boosting(question, split, binning, loss).start());
    }

    private static int positive(Question question, Variable outcome) {
        String named = question.text("positive_class");
        if (named.isEmpty() && outcome.levels().size() == 2) {
            return outcome.levelIndex(NaiveBayesRounds.codes(outcome).getLast());
        }
        int level = outcome.levelIndex(named);
        if (level < 0) {
            throw new KoinonException(
                    named.isEmpty() ? ErrorCode.INVALID_PARAMETER : ErrorCode.UNKNOWN_LEVEL,
                    "'positive_class' must name a level of '"
                            + outcome.code()
                            + "': "
                            + LevelsInUse.names(outcome));
        }
        return level;
    }

    /**
     * How much the splits by a covariate gain, of all gain.
     *
     * @param share from 0 to 1
     */
    public record Importance(String variable, Statistic share) {}

    /**
     * The trees and what they predict.
     *
     * @param start the score before any tree
     * @param trees one node a line, leaves with what they add to the score
     * @param classified the rows that trained, then the validations; empty for a numerical outcome
     * @param errors the same for a numerical outcome; empty for classes
     */
    public record Boosted(
            String dependent,
            String positive,
            String split,
            double start,
            List<String> trees,
            List<Importance> importances,
            List<Tested> classified,
            List<PredictionError> errors,
            List<String> warnings)
            implements Result {
        public Boosted {
            trees = List.copyOf(trees);
            importances = List.copyOf(importances);
            classified = List.copyOf(classified);
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Gradient boosting of " + trees.size() + " trees; " + split;
        }

        @Override
        public Presentation presentation() {
            List<Table> tables = new ArrayList<>();
            List<Plot> plots = new ArrayList<>();
            if (errors.isEmpty()) {
                Presentation tested =
                        Tested.presentation(
                                "Prediction of " + dependent + " = " + positive,
                                classified,
                                classified.getLast().metrics());
                tables.add(tested.tables().getFirst());
                String name = classified.getLast().name();
                tables.add(classified.getLast().metrics().confusionTable("Confusion: " + name));
                plots.addAll(tested.plots());
            } else {
                tables.add(PredictionError.table("Prediction of " + dependent, errors));
            }
            tables.add(importanceTable());
            plots.add(
                    new Plot.Bars(
                            "Importance of the covariates",
                            "share of the gain",
                            importances.stream().map(Importance::variable).toList(),
                            List.of(
                                    new Plot.Series(
                                            "gain",
                                            importances.stream()
                                                    .map(Importance::share)
                                                    .toList()))));
            return new Presentation(tables, plots);
        }

        private Table importanceTable() {
            return new Table(
                    "Importance",
                    List.of(
                            new Column("Covariate", Format.TEXT),
                            new Column("Share of the gain", Format.PERCENT)),
                    importances.stream()
                            .map(i -> List.of(Cell.of(i.variable), Cell.of(i.share)))
                            .toList(),
                    "");
        }
    }
}
