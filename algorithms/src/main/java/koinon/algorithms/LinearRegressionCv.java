package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
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
import koinon.stats.distributions.FisherF;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;

/**
 * How well a linear regression predicts rows that it has not seen, by k folds, a hold-out or one
 * dataset at a time.
 *
 * <pre>
 *   β_v   = least squares on the rows outside part v (moments of all rows less those of the part)
 *   RSS   = Σ_v (y − xᵀβ_v)² = yᵀy − 2 βᵀXᵀy + βᵀXᵀXβ     over the n rows of part v
 *   RMSE  = √(RSS / n)        R² = 1 − RSS / TSS        MAE = Σ |y − xᵀβ_v| / n
 *   F     = ((TSS − RSS) / (rank − 1)) / (RSS / (n − rank))      TSS about the part's own mean
 * </pre>
 *
 * <p>What leaves a site: the moments of each part, and the sum of the absolute errors of each part,
 * rounded per row. Rounds: 2 (moments, absolute errors; levels in use before them where a formula
 * needs that), whatever the number of folds. Guarantee: bit for bit the same for every split of the
 * rows over sites; equal to R's {@code lm} on the same folds. A level that no training row has
 * counts as the reference level in the test. Source: Hastie, Tibshirani, Friedman, The Elements of
 * Statistical Learning, 2nd edition (2009), section 7.10. Not checked: dependence between patients
 * of different parts.
 */
public final class LinearRegressionCv implements Algorithm {
    @Override
    public Specification specification() {
        List<ParameterSpec> parameters = new ArrayList<>(Split.parameters("kfold"));
        parameters.add(ParameterSpec.formula());
        return new Specification(
                        "linear_regression_cv",
                        "Linear regression, validated",
                        "How well a linear regression predicts patients it has not seen: errors of"
                                + " cross-validation, of a hold-out, or of each dataset left out.",
                        VariableSpec.numerical(
                                "Outcome", "The numerical variable to explain", 1, 1),
                        VariableSpec.any("Covariates", "The variables that explain it", 1, 500),
                        parameters,
                        "Sums of squares and products of the design's columns and of absolute errors, per"
                                + " part of the validation.",
                        Specification.Release.POOLED_AND_SITE)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        Split split = Split.of(question);
        Covariates covariates = Covariates.of(question);
        return covariates
                .wide(question.y())
                .<Step>map(wide ->
                        PartMoments.round(
                                question,
                                wide,
                                split,
                                all ->
                                        errors(
                                                question,
                                                split,
                                                all.select(
                                                        covariates.narrow(
                                                                question.y(), all::inUse)))))
                .orElseGet(() -> counted(question, covariates, split));
    }

    /** With a round of its own for the levels in use. */
    private static Step counted(Question question, Covariates covariates, Split split) {
        return covariates.design(
                question.y(),
                design ->
                        PartMoments.round(
                                question,
                                design,
                                split,
                                moments -> errors(question, split, moments)));
    }

    private static Step errors(Question question, Split split, PartMoments moments) {
        long n = moments.without(-1).rows();
        if (n < Math.max(2, split.validations())) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "there are "
                            + n
                            + " rows with a value in every variable, too few for "
                            + split.validations()
                            + " parts; use fewer parts or more data");
        }
        List<Model> models =
                IntStream.range(0, split.validations())
                        .mapToObj(v -> model(split.names().get(v), moments, v))
                        .toList();
        AbsoluteErrors round = new AbsoluteErrors(question, moments.design(), split, models);
        return round.ask(errors -> new Step.Done(validated(question, models, moments, errors)));
    }

    /**
     * What the rows outside a part give.
     *
     * @param beta 0 for what is aliased
     */
    record Model(String name, long rows, DoubleDouble[] beta, int rank) {
        /** Predicts the residual: the outcome is the last column of the design. */
        double[] residual() {
            double[] contrast = new double[beta.length + 1];
            Arrays.setAll(contrast, j -> j < beta.length ? -beta[j].doubleValue() : 1);
            return contrast;
        }
    }

    private static Model model(String name, PartMoments moments, int part) {
        PartMoments.Sums train = moments.without(part);
        if (train.rows() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no complete row is left to train for " + name + "; use more data");
        }
        int p = moments.design().columns() - 1;
        SymmetricMatrix all = train.matrix();
        Factor factor = all.select(IntStream.range(0, p).toArray()).factor();
        DoubleDouble[] xy = new DoubleDouble[p];
        Arrays.setAll(xy, j -> all.entry(j, p));
        return new Model(name, train.rows(), factor.solve(xy), factor.rank());
    }

    private static Validated validated(
            Question question, List<Model> models, PartMoments moments, double[] errors) {
        List<Validation> validations = new ArrayList<>();
        for (int v = 0; v < models.size(); v++) {
            validations.add(validation(question, models.get(v), moments.of(v), errors[v]));
        }
        List<String> terms = moments.design().names();
        return new Validated(
                question.y().getFirst().code(),
                terms.subList(0, terms.size() - 1),
                Split.of(question).inWords(),
                validations,
                average(validations, Validation::rmse),
                average(validations, Validation::rSquared),
                average(validations, Validation::meanAbsoluteError),
                average(validations, Validation::f),
                warnings(validations));
    }

    private static Average average(
            List<Validation> validations, Function<Validation, Statistic> of) {
        return Average.of(validations.stream().map(of).toList());
    }

    private static List<String> warnings(List<Validation> validations) {
        List<String> warnings = new ArrayList<>();
        for (Validation v : validations) {
            if (!(v.rmse() instanceof Statistic.Known)) {
                warnings.add(
                        v.name() + " has too few rows to be tested on; averages leave it out.");
            }
        }
        return warnings;
    }

    private static Validation validation(
            Question question, Model model, PartMoments.Sums test, double absolute) {
        long n = test.rows();
        if (n == 0 || question.disclosure().hides(n)) {
            Statistic none =
                    n == 0
                            ? new Statistic.Undefined("no row to test")
                            : new Statistic.Suppressed(
                                    "fewer than " + question.disclosure().threshold());
            Statistic rows = n == 0 ? Statistic.of(0.0) : none;
            return new Validation(model.name(), model.rows(), rows, none, none, none, none, none);
        }
        double rss = rss(model, test.matrix());
        double tss = test.squares(model.beta().length);
        double df = model.rank() - 1;
        double rest = (double) n - model.rank();
        double f = (tss - rss) / df / (rss / rest);
        boolean tested = df > 0 && rest > 0 && rss > 0;
        String noF = "no degrees of freedom left, or no error";
        // A model worse than the mean has no F.
        double p = tested ? new FisherF(df, rest).survival(Math.max(0, f)) : Double.NaN;
        return new Validation(
                model.name(),
                model.rows(),
                Statistic.of((double) n),
                Statistic.of(Math.sqrt(rss / n)),
                tss > 0
                        ? Statistic.of(1 - rss / tss)
                        : new Statistic.Undefined("the outcome is constant in these rows"),
                Statistic.of(absolute / n),
                Statistic.of(tested ? f : Double.NaN, noF),
                Statistic.of(p, noF));
    }

    /** yᵀy − 2 βᵀXᵀy + βᵀXᵀXβ, in twice the precision of a double. */
    private static double rss(Model model, SymmetricMatrix test) {
        int p = model.beta().length;
        DoubleDouble rss = test.entry(p, p);
        for (int j = 0; j < p; j++) {
            DoubleDouble inner = test.entry(j, p).scaled(1).negated();
            for (int k = 0; k < p; k++) {
                inner = inner.plus(test.entry(j, k).times(model.beta()[k]));
            }
            rss = rss.plus(inner.times(model.beta()[j]));
        }
        return Math.max(0, rss.doubleValue());
    }

    /**
     * One part tested.
     *
     * @param train rows that trained
     * @param test rows tested
     * @param f may be negative where the model predicts worse than the mean of the tested rows
     */
    public record Validation(
            String name,
            long train,
            Statistic test,
            Statistic rmse,
            Statistic rSquared,
            Statistic meanAbsoluteError,
            Statistic f,
            Statistic fPValue) {}

    /** Errors per validation, their means and sample standard deviations. */
    public record Validated(
            String dependent,
            List<String> terms,
            String split,
            List<Validation> validations,
            Average rmse,
            Average rSquared,
            Average meanAbsoluteError,
            Average f,
            List<String> warnings)
            implements Result {
        public Validated {
            terms = List.copyOf(terms);
            validations = List.copyOf(validations);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Ordinary least squares; " + split;
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("Tested on", Format.TEXT),
                            new Column("n train", Format.COUNT),
                            new Column("n test", Format.COUNT),
                            new Column("RMSE", Format.NUMBER),
                            new Column("R²", Format.NUMBER),
                            new Column("Mean absolute error", Format.NUMBER));
            List<List<Cell>> rows = new ArrayList<>();
            for (Validation v : validations) {
                rows.add(
                        List.of(
                                Cell.of(v.name),
                                Cell.of((double) v.train),
                                Cell.of(v.test),
                                Cell.of(v.rmse),
                                Cell.of(v.rSquared),
                                Cell.of(v.meanAbsoluteError)));
            }
            rows.add(averages("mean", rmse.mean(), rSquared.mean(), meanAbsoluteError.mean()));
            rows.add(
                    averages(
                            "standard deviation",
                            rmse.sd(),
                            rSquared.sd(),
                            meanAbsoluteError.sd()));
            return new Presentation(
                    List.of(
                            new Table(
                                    "Prediction of " + dependent + ": " + split,
                                    columns,
                                    rows,
                                    "")),
                    List.of());
        }

        private static List<Cell> averages(
                String name, Statistic rmse, Statistic rSquared, Statistic mae) {
            return List.of(
                    Cell.of(name),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(rmse),
                    Cell.of(rSquared),
                    Cell.of(mae));
        }
    }
}
