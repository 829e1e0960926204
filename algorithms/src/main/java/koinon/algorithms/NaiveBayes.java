package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.Question.Disclosure;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * Naive Bayes with numerical and categorical covariates side by side: the model of all rows, what
 * it predicts for them, and, where a validation is asked for, for rows it has not seen.
 *
 * <p>Formulas: {@link NaiveBayesModel}; parts: {@link Split}. What leaves a site: per part and
 * class the number of rows, Σx and Σx² of numerical covariates and counts of levels; then confusion
 * matrices and counts of scores. Rounds: 2. Guarantee: bit for bit the same for every split of the
 * rows over sites; class counts, means, variances and predictions equal to scikit-learn's and R's
 * e1071 but for the variances, see the page. Units: means in those of the covariate, variances in
 * their squares. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd
 * edition (2009), section 6.6.3. Not checked: independence of the covariates within a class.
 */
public final class NaiveBayes implements Algorithm {
    @Override
    public Specification specification() {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.optional(
                        "alpha",
                        "Smoothing",
                        "Added to every count of a level (Laplace's rule of succession is 1)",
                        new ParameterSpec.Domain.Reals(1e-10, 1000),
                        new Parameter.Real(1)));
        parameters.addAll(Split.parameters("none"));
        return new Specification(
                "naive_bayes",
                "Naive Bayes",
                "Predicts a class from numerical and categorical covariates, taken as independent"
                        + " within each class.",
                VariableSpec.categorical("Outcome", "The categorical variable to predict", 1, 1),
                VariableSpec.any("Covariates", "The variables that predict it", 1, 200),
                parameters,
                "Per class: counts, sums, sums of squares; then predicted classes and counts of"
                        + " scores.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Step start(Question question) {
        Split split = Split.of(question);
        return new NaiveBayesRounds(question, split, true, question.real("alpha"))
                .start((rounds, predicted) ->
                        new Step.Done(fitted(question, split, rounds, predicted)));
    }

    /** Validation alone, as the reference's algorithms do it. */
    static Step validation(Question question, String classifier) {
        Split split = Split.of(question);
        return new NaiveBayesRounds(question, split, false, 1)
                .start((rounds, predicted) ->
                        new Step.Done(
                                new ValidatedClassifier(
                                        question.y().getFirst().code(),
                                        classifier,
                                        rounds.classes(),
                                        split.inWords(),
                                        ValidatedClassifier.tested(
                                                split, predicted.pool(), predicted.rows()),
                                        predicted.pool().total(),
                                        List.of())));
    }

    private static Fitted fitted(
            Question question,
            Split split,
            NaiveBayesRounds rounds,
            NaiveBayesRounds.Predicted predicted) {
        NaiveBayesModel model = predicted.models().getLast();
        int[] present =
                IntStream.range(0, model.rows().length).filter(c -> model.rows()[c] > 0).toArray();
        Shown shown = new Shown(model, present, question.disclosure());
        List<Gaussian> gaussians = new ArrayList<>();
        for (int j = 0; j < rounds.numbers().size(); j++) {
            gaussians.add(shown.gaussian(rounds.numbers().get(j).code(), j));
        }
        List<Categorical> categoricals = new ArrayList<>();
        for (int j = 0; j < rounds.factors().size(); j++) {
            categoricals.add(shown.categorical(rounds.factors().get(j), j));
        }
        List<String> classes = rounds.classes();
        Tested training =
                predicted.pool().tested("training rows", split.validations(), predicted.rows());
        long[] predictions = new long[classes.size()];
        for (long[] row : predicted.pool().confusion(split.validations())) {
            Arrays.setAll(predictions, c -> predictions[c] + row[c]);
        }
        List<String> used = Arrays.stream(present).mapToObj(classes::get).toList();
        return new Fitted(
                question.y().getFirst().code(),
                used,
                shown.rows(),
                gaussians,
                categoricals,
                Arrays.stream(present).mapToObj(c -> shown.count(predictions[c])).toList(),
                training,
                split.inWords(),
                ValidatedClassifier.tested(split, predicted.pool(), predicted.rows()),
                List.of(),
                new BayesModel(used, shown.rows(), gaussians, categoricals).model(question));
    }

    /** A model's numbers as they may be shown, for the classes that have rows. */
    private record Shown(NaiveBayesModel model, int[] present, Disclosure disclosure) {
        Statistic count(long count) {
            return disclosure.hides(count) ? few() : Statistic.of((double) count);
        }

        private Statistic few() {
            return new Statistic.Suppressed("fewer than " + disclosure.threshold());
        }

        List<Statistic> rows() {
            return Arrays.stream(present).mapToObj(c -> count(model.rows()[c])).toList();
        }

        Gaussian gaussian(String variable, int j) {
            return new Gaussian(
                    variable,
                    moments(c -> model.means()[c][j]),
                    moments(c -> model.variances()[c][j]));
        }

        private List<Statistic> moments(java.util.function.IntToDoubleFunction of) {
            return Arrays.stream(present)
                    .mapToObj(c ->
                            disclosure.hides(model.rows()[c])
                                    ? few()
                                    : Statistic.of(of.applyAsDouble(c)))
                    .toList();
        }

        Categorical categorical(Variable variable, int j) {
            int[] sorted = NaiveBayesRounds.sorted(variable);
            return new Categorical(
                    variable.code(),
                    NaiveBayesRounds.codes(variable),
                    Arrays.stream(present)
                            .mapToObj(c -> cells(model.counts()[j][c], sorted))
                            .toList());
        }

        /** Counts of levels; one hidden alone would follow from the total, so two are. */
        private List<Statistic> cells(long[] counts, int[] sorted) {
            long hidden = Arrays.stream(counts).filter(disclosure::hides).count();
            long next = Arrays.stream(counts).filter(n -> !disclosure.hides(n)).min().orElse(0);
            return Arrays.stream(sorted)
                    .mapToObj(l -> hidden == 1 && counts[l] == next ? few() : count(counts[l]))
                    .toList();
        }
    }

    /** A numerical covariate: mean and variance in each class. */
    public record Gaussian(String variable, List<Statistic> means, List<Statistic> variances) {
        public Gaussian {
            means = List.copyOf(means);
            variances = List.copyOf(variances);
        }
    }

    /**
     * A categorical covariate.
     *
     * @param counts of rows by class, then level
     */
    public record Categorical(String variable, List<String> levels, List<List<Statistic>> counts) {
        public Categorical {
            levels = List.copyOf(levels);
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    /**
     * The model and what it predicts.
     *
     * @param classes that have rows, in the order of their codes
     * @param predictions rows of those that trained, by predicted class
     */
    public record Fitted(
            String dependent,
            List<String> classes,
            List<Statistic> rows,
            List<Gaussian> gaussians,
            List<Categorical> categoricals,
            List<Statistic> predictions,
            Tested training,
            String split,
            List<Tested> validations,
            List<String> warnings,
            FittedModel model)
            implements Exportable {
        public Fitted {
            classes = List.copyOf(classes);
            rows = List.copyOf(rows);
            gaussians = List.copyOf(gaussians);
            categoricals = List.copyOf(categoricals);
            predictions = List.copyOf(predictions);
            validations = List.copyOf(validations);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Naive Bayes; " + split;
        }

        @Override
        public Presentation presentation() {
            List<Table> tables = new ArrayList<>();
            tables.add(classTable());
            gaussians.forEach(g -> tables.add(gaussianTable(g)));
            categoricals.forEach(c -> tables.add(categoricalTable(c)));
            ClassificationMetrics metrics = training.metrics();
            tables.add(metrics.table("On the rows that trained"));
            List<Plot> plots = new ArrayList<>();
            plots.add(metrics.confusionPlot("Actual (rows) and predicted (columns), training"));
            if (!validations.isEmpty()) {
                String title = "Prediction of " + dependent + ": " + split;
                Presentation tested =
                        Tested.presentation(title, validations, validations.getFirst().metrics());
                tables.add(tested.tables().getFirst());
            }
            return new Presentation(tables, plots);
        }

        private Table classTable() {
            List<List<Cell>> cells =
                    IntStream.range(0, classes.size())
                            .mapToObj(c ->
                                    List.of(
                                            Cell.of(classes.get(c)),
                                            Cell.of(rows.get(c)),
                                            Cell.of(predictions.get(c))))
                            .toList();
            return new Table(
                    "Classes of " + dependent,
                    List.of(
                            new Column("Class", Format.TEXT),
                            new Column("n", Format.COUNT),
                            new Column("predicted", Format.COUNT)),
                    cells,
                    "");
        }

        private Table gaussianTable(Gaussian g) {
            List<List<Cell>> cells =
                    IntStream.range(0, classes.size())
                            .mapToObj(c ->
                                    List.of(
                                            Cell.of(classes.get(c)),
                                            Cell.of(g.means().get(c)),
                                            Cell.of(g.variances().get(c))))
                            .toList();
            return new Table(
                    g.variable(),
                    List.of(
                            new Column("Class", Format.TEXT),
                            new Column("Mean", Format.NUMBER),
                            new Column("Variance", Format.NUMBER)),
                    cells,
                    "");
        }

        private Table categoricalTable(Categorical categorical) {
            List<Column> columns = new ArrayList<>(List.of(new Column("Class", Format.TEXT)));
            categorical.levels().forEach(l -> columns.add(new Column(l, Format.COUNT)));
            List<List<Cell>> cells = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                List<Cell> row = new ArrayList<>(List.of(Cell.of(classes.get(c))));
                categorical.counts().get(c).forEach(n -> row.add(Cell.of(n)));
                cells.add(row);
            }
            return new Table(categorical.variable(), columns, cells, "");
        }
    }
}
