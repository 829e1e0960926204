package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.Newton.Progress;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.LocalAnswer;
import koinon.model.metadata.Variable;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.elementary.Elementary;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * How well a logistic regression predicts rows that it has not seen, by k folds, a hold-out or one
 * dataset at a time.
 *
 * <pre>
 *   β_v   = maximum likelihood over the rows outside part v, by Newton's method (LogisticRegression)
 *   η     = xᵀβ_v for the rows of part v;  predicted positive where η ≥ 0, a probability of ½
 * </pre>
 *
 * <p>What leaves a site: per iteration gradient, information and log-likelihood of each validation
 * that has not converged, all in the same round; then how many rows of each class have a score in
 * each bin of a public grid ({@link Roc.Grid}), and the confusion matrix. Rounds: iterations of the
 * slowest validation + 2 (levels in use, scores). Guarantee: bit for bit the same for every split
 * of the rows over sites; equal to R's {@code glm} on the same folds. Area under the curve:
 * Mann–Whitney over the binned scores, interval by DeLong. Folds are by patient, not by class: a
 * part of one class has no area. Not checked: dependence between patients of different parts.
 */
public final class LogisticRegressionCv implements Algorithm {
    @Override
    public Specification specification() {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.mandatory(
                        "positive_class",
                        "Positive class",
                        "The level of the outcome to predict, against all other levels",
                        new ParameterSpec.Domain.LevelOfY()));
        parameters.add(ParameterSpec.formula());
        parameters.addAll(Split.parameters("kfold"));
        return new Specification(
                        "logistic_regression_cv",
                        "Logistic regression, validated",
                        "How well a logistic regression predicts patients it has not seen: accuracy and"
                                + " area under the curve of cross-validation, of a hold-out, or of each"
                                + " dataset left out.",
                        VariableSpec.categorical(
                                "Outcome", "The categorical variable to predict", 1, 1),
                        VariableSpec.any("Covariates", "The variables that predict it", 1, 500),
                        parameters,
                        "Per iteration and validation: gradient, information matrix and log-likelihood;"
                                + " then counts of scores and of predicted classes.",
                        Specification.Release.POOLED_AND_SITE)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        Split split = Split.of(question);
        Variable outcome = question.y().getFirst();
        return Covariates.of(question)
                .counting(List.of(outcome), counted -> first(question, split, counted));
    }

    private static Step first(Question question, Split split, Covariates.Counted counted) {
        Variable outcome = question.y().getFirst();
        DesignMatrix design = counted.design();
        int positive = outcome.levelIndex(question.text("positive_class"));
        long n = counted.found().census().rows();
        long positives = counted.found().count(outcome, positive);
        int fewest = Math.max(design.columns() + 1, split.validations());
        if (Math.min(positives, n - positives) < fewest) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "a validation of "
                            + design.columns()
                            + " coefficients in "
                            + split.validations()
                            + " parts needs at least "
                            + fewest
                            + " rows with and without level '"
                            + question.text("positive_class")
                            + "' of '"
                            + outcome.code()
                            + "'; use fewer covariates, fewer parts or more data");
        }
        LogisticRound round = new LogisticRound(question, design, split);
        double[] start = new double[design.columns()];
        start[0] = Elementary.log((double) positives / (n - positives));
        List<Training> trainings =
                IntStream.range(0, split.validations())
                        .mapToObj(v ->
                                new Training(
                                        v, new Progress.Further<>(Newton.start(round, n, start))))
                        .toList();
        return new State(question, split, round, trainings, 1).ask();
    }

    /** Where the fit of one validation stands. */
    private record Training(int validation, Progress<LogisticRound.Sums> progress) {
        Training update(LogisticRound.Sums sums) {
            return new Training(
                    validation,
                    progress instanceof Progress.Further<LogisticRound.Sums>(var state)
                            ? state.update(sums)
                            : progress);
        }

        boolean open() {
            return progress instanceof Progress.Further<LogisticRound.Sums>;
        }

        double[] beta() {
            return switch (progress) {
                case Progress.Further<LogisticRound.Sums>(var state) -> state.beta();
                case Progress.Converged<LogisticRound.Sums> converged -> converged.estimates();
                case Progress.Stuck<LogisticRound.Sums> stuck -> stuck.estimates();
            };
        }

        List<String> warnings(String name) {
            return progress instanceof Progress.Stuck<LogisticRound.Sums> stuck
                    ? List.of(
                            "Without "
                                    + name
                                    + " the fit did not converge"
                                    + (stuck.growing().isEmpty()
                                            ? "."
                                            : ": separation by "
                                                    + String.join(", ", stuck.growing())
                                                    + "; its probabilities are near 0 or 1."))
                    : List.of();
        }
    }

    /** Where all of them stand. */
    private record State(
            Question question,
            Split split,
            LogisticRound round,
            List<Training> trainings,
            int iteration) {
        Step ask() {
            List<LogisticRound.Point> points =
                    trainings.stream()
                            .filter(Training::open)
                            .map(t -> new LogisticRound.Point(t.validation(), t.beta()))
                            .toList();
            return points.isEmpty() ? scores() : round.at(points, iteration, this::update);
        }

        private Step update(List<LogisticRound.Sums> sums) {
            List<Training> updated = new ArrayList<>();
            int next = 0;
            for (Training training : trainings) {
                updated.add(training.open() ? training.update(sums.get(next++)) : training);
            }
            return new State(question, split, round, updated, iteration + 1).ask();
        }

        /** Levels as the confusion matrix has them: the positive one and all others. */
        private ScoreCounts layout() {
            String level = round.positiveLevel();
            return new ScoreCounts(split.validations(), List.of(level, "not " + level), List.of(0));
        }

        private Step scores() {
            ScoreCounts layout = layout();
            return new Step.Round(
                    "scores",
                    layout.schema(),
                    data -> local(data, layout),
                    pooled ->
                            new Step.Done(
                                    validated(
                                            new ScoreCounts.Pool(
                                                    layout,
                                                    pooled.required(),
                                                    question.disclosure()))));
        }

        private LocalAnswer local(LocalData data, ScoreCounts layout) {
            Rows rows = data.completeCases(question.variables());
            Sweep sweep =
                    rows.reduce(
                            round.columns(),
                            () -> new Sweep(this, layout),
                            Sweep::add,
                            Sweep::merge);
            return LocalAnswer.pooled(
                    sweep.tally.vector(), Censuses.of(rows), round.design().columns());
        }

        private Validated validated(ScoreCounts.Pool pool) {
            long n = Census.of(pool.sums()).rows();
            List<Tested> tested =
                    IntStream.range(0, split.validations())
                            .mapToObj(v -> pool.tested(split.names().get(v), v, n - pool.rows(v)))
                            .toList();
            List<String> warnings =
                    trainings.stream()
                            .flatMap(t -> t.warnings(split.names().get(t.validation())).stream())
                            .toList();
            return new Validated(
                    round.outcome().code(),
                    round.positiveLevel(),
                    round.design().names(),
                    split.inWords(),
                    tested,
                    pool.total(),
                    warnings);
        }
    }

    private static final class Sweep {
        private final State state;
        private final ScoreCounts.Tally tally;
        private final double[][] betas;
        private final double[][] cells;
        private final double[] eta = new double[Block.CAPACITY];

        Sweep(State state, ScoreCounts layout) {
            this.state = state;
            this.tally = layout.tally();
            this.betas = state.trainings.stream().map(Training::beta).toArray(double[][]::new);
            this.cells = state.round.design().scratch();
        }

        void add(Block block) {
            DesignMatrix design = state.round.design();
            design.fill(block, cells);
            int position = design.variables().size();
            int[] codes = block.codes(position);
            int[] parts = state.split.parts(block, position + 1);
            for (int v = 0; v < betas.length; v++) {
                design.predict(cells, betas[v], block.size(), eta);
                for (int i = 0; i < block.size(); i++) {
                    if (parts[i] == v) {
                        boolean negative = codes[i] != state.round.positive();
                        tally.predict(v, negative ? 1 : 0, eta[i] >= 0 ? 0 : 1);
                        tally.score(v, 0, negative, eta[i]);
                    }
                }
            }
        }

        Sweep merge(Sweep other) {
            tally.merge(other.tally);
            return this;
        }
    }

    /**
     * How well each part was predicted from the others.
     *
     * @param total all tested rows together
     */
    public record Validated(
            String dependent,
            String positive,
            List<String> terms,
            String split,
            List<Tested> validations,
            ClassificationMetrics total,
            List<String> warnings)
            implements Result {
        public Validated {
            terms = List.copyOf(terms);
            validations = List.copyOf(validations);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Logistic regression by maximum likelihood; "
                    + split
                    + "; area under the curve by Mann–Whitney over binned scores, interval by"
                    + " DeLong";
        }

        @Override
        public Presentation presentation() {
            return Tested.presentation(
                    "Prediction of " + dependent + " = " + positive + ": " + split,
                    validations,
                    total);
        }
    }
}
