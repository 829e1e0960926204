package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Ridge, lasso and elastic net of a numerical outcome: the whole path of penalties, and the penalty
 * chosen by cross-validation, from pooled moments alone.
 *
 * <pre>
 *   minimum of  Σ (y − a − xβ)² / (2 n) + λ (α Σ|β̃_j| + ½ (1 − α) Σ β̃_j² / s_y)
 *   β̃_j = β_j s_j, the coefficient of the standardised covariate;  s² = Σ (x − x̄)² / n
 *   λ: from the least that leaves no covariate down to 1e-4 of it (1e-2 when n &lt; p)
 *   error_λ = Σ_k n_k mse_k / n,  se² = Σ_k n_k (mse_k − error)² / n / (K − 1)
 *   λ.min: least error;  λ.1se: greatest λ with an error of at most that and one se
 * </pre>
 *
 * <p>What leaves a site: per fold, the exact sums of squares and products of the design's columns.
 * The moments outside a fold are those of all rows less its own. Rounds: 2 (levels in use, only
 * with categorical covariates; moments). Guarantee: bit for bit the same for every split of the
 * rows; the conditions of the minimum hold to 1e-12; equal to R's {@code glmnet} and {@code
 * cv.glmnet} with the same λ and folds. Units: λ and the error's root in units of y. Source:
 * Friedman, Hastie, Tibshirani, Journal of Statistical Software 33 (2010), issue 1. Not checked:
 * linearity. There are no p-values: coefficients after a selection have no usual distribution.
 */
public final class PenalisedRegression implements Algorithm {
    /** Fewest rows per fold, as in cv.glmnet. */
    private static final int ROWS_PER_FOLD = 3;

    @Override
    public Specification specification() {
        return new Specification(
                "penalised_regression",
                "Penalised regression",
                "Which of many covariates predict a numerical outcome, and how well: ridge, lasso"
                        + " or elastic net, with the penalty chosen by cross-validation.",
                VariableSpec.numerical("Outcome", "The numerical variable to predict", 1, 1),
                VariableSpec.any("Covariates", "The variables that may predict it", 1, 500),
                List.of(
                        ParameterSpec.optional(
                                "alpha",
                                "Mixing",
                                "Share of the lasso in the penalty: 1 is the lasso, 0 is ridge",
                                new ParameterSpec.Domain.Reals(0, 1),
                                new Parameter.Real(1)),
                        ParameterSpec.optional(
                                "lambdas",
                                "Penalties",
                                "Number of penalties on the path",
                                new ParameterSpec.Domain.Ints(2, 200),
                                new Parameter.Int(100)),
                        ParameterSpec.optional(
                                "folds",
                                "Folds",
                                "Number of folds of the cross-validation",
                                new ParameterSpec.Domain.Ints(3, 20),
                                new Parameter.Int(10)),
                        ParameterSpec.formula()),
                "Per fold: sums of squares and products of the design's columns over the complete"
                        + " cases.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        return Covariates.of(question).design(question.y(), design -> moments(question, design));
    }

    private static Step moments(Question question, DesignMatrix design) {
        int folds = question.integer("folds");
        VectorSchema schema = new VectorSchema(FoldMoments.fields(design, folds));
        Function<LocalData, LocalAnswer> local =
                data -> {
                    Rows rows = data.completeCases(design.variables());
                    ExactVector.Builder sums = ExactVector.builder(schema);
                    rows.reduce(
                                    design.variables(),
                                    () -> new FoldMoments(design, folds),
                                    FoldMoments::add,
                                    FoldMoments::merge)
                            .writeTo(sums);
                    return LocalAnswer.pooled(
                            sums.build(), Censuses.of(rows), folds * design.columns());
                };
        return new Step.Round(
                "moments of " + folds + " folds",
                schema,
                local,
                pooled ->
                        new Step.Done(
                                fit(
                                        question,
                                        design,
                                        FoldMoments.read(pooled.required(), design, folds))));
    }

    private static Fit fit(Question question, DesignMatrix design, List<Triangle> folds) {
        Variable outcome = question.y().getFirst();
        Triangle all = folds.stream().reduce(Triangle::plus).orElseThrow();
        check(question, outcome, folds, all);
        double alpha = question.real("alpha");
        PenalisedPath path = new PenalisedPath(all, alpha);
        double[] lambdas = path.lambdas(question.integer("lambdas"));
        List<PenalisedPath.Point> points = path.at(lambdas);
        Errors errors = Errors.of(folds, all, lambdas, alpha);
        List<String> terms = design.names().subList(0, design.columns() - 1);
        List<Penalty> penalties = new ArrayList<>();
        for (int i = 0; i < lambdas.length; i++) {
            PenalisedPath.Point point = points.get(i);
            penalties.add(
                    new Penalty(
                            lambdas[i],
                            point.nonZero(),
                            point.explained(),
                            errors.mean()[i],
                            errors.standardError()[i],
                            Arrays.stream(point.coefficients())
                                    .map(c -> c.doubleValue())
                                    .toList()));
        }
        return new Fit(
                outcome.code(),
                terms,
                alpha,
                folds.size(),
                all.n(),
                penalties,
                errors.least(),
                errors.withinOne(),
                warnings(all, terms, path.converged() && errors.converged()),
                described(question, design, penalties.get(errors.withinOne())));
    }

    /** The model at λ.1se, which {@code cv.glmnet} predicts with unless told otherwise. */
    private static FittedModel described(Question question, DesignMatrix design, Penalty penalty) {
        Map<String, Double> kept = new HashMap<>();
        for (int j = 0; j < penalty.coefficients().size(); j++) {
            if (j == 0 || penalty.coefficients().get(j) != 0) {
                kept.put(design.names().get(j), penalty.coefficients().get(j));
            }
        }
        return new LinearPredictor(question, design).model(kept);
    }

    private static void check(
            Question question, Variable outcome, List<Triangle> folds, Triangle all) {
        if (all.n() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row has a value in every variable, '" + outcome.code() + "' included");
        }
        for (Triangle fold : folds) {
            if (fold.n() < ROWS_PER_FOLD || question.disclosure().hides(fold.n())) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "a fold has fewer than "
                                + Math.max(ROWS_PER_FOLD, question.disclosure().threshold())
                                + " rows; use fewer folds or more data");
            }
        }
        if (all.spread(all.columns() - 1, all.columns() - 1).high() == 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "the outcome '" + outcome.code() + "' is constant in these rows");
        }
    }

    private static List<String> warnings(Triangle all, List<String> terms, boolean converged) {
        List<String> warnings = new ArrayList<>();
        List<String> constant = new ArrayList<>();
        for (int j = 1; j < terms.size(); j++) {
            if (all.spread(j, j).high() == 0) {
                constant.add(terms.get(j));
            }
        }
        if (!constant.isEmpty()) {
            warnings.add("Constant in these rows, hence 0: " + String.join(", ", constant));
        }
        if (!converged) {
            warnings.add("Some penalties did not converge: covariates nearly determine others.");
        }
        return warnings;
    }

    /** Error of the cross-validation at each λ. */
    private record Errors(double[] mean, double[] standardError, boolean converged) {
        static Errors of(List<Triangle> folds, Triangle all, double[] lambdas, double alpha) {
            double[][] errors = new double[folds.size()][];
            boolean converged = true;
            for (int k = 0; k < errors.length; k++) {
                Triangle fold = folds.get(k);
                PenalisedPath path = new PenalisedPath(all.minus(fold), alpha);
                errors[k] = PenalisedPath.squaredErrors(fold, path.at(lambdas));
                double[] own = errors[k];
                Arrays.setAll(own, i -> own[i] / fold.n());
                converged &= path.converged();
            }
            double[] mean = new double[lambdas.length];
            double[] error = new double[lambdas.length];
            for (int i = 0; i < lambdas.length; i++) {
                for (int k = 0; k < errors.length; k++) {
                    mean[i] += share(folds.get(k), all) * errors[k][i];
                }
                for (int k = 0; k < errors.length; k++) {
                    double off = errors[k][i] - mean[i];
                    error[i] += share(folds.get(k), all) * off * off;
                }
                error[i] = Math.sqrt(error[i] / (errors.length - 1));
            }
            return new Errors(mean, error, converged);
        }

        private static double share(Triangle fold, Triangle all) {
            return fold.n() / (double) all.n();
        }

        int least() {
            int best = 0;
            for (int i = 1; i < mean.length; i++) {
                best = mean[i] < mean[best] ? i : best;
            }
            return best;
        }

        int withinOne() {
            int best = least();
            int i = 0;
            while (mean[i] > mean[best] + standardError[best]) {
                i++;
            }
            return i;
        }
    }

    /**
     * One penalty of the path.
     *
     * @param nonZero covariates with a coefficient
     * @param explained share of the outcome's variance in these rows, 1 − RSS / TSS
     * @param error mean squared error of the cross-validation
     * @param coefficients intercept first
     */
    public record Penalty(
            double lambda,
            int nonZero,
            double explained,
            double error,
            double standardError,
            List<Double> coefficients) {
        public Penalty {
            coefficients = List.copyOf(coefficients);
        }
    }

    /**
     * The path.
     *
     * @param terms intercept first
     * @param path penalties from the greatest λ to the least
     * @param best position of λ.min
     * @param simplest position of λ.1se
     */
    public record Fit(
            String dependent,
            List<String> terms,
            double alpha,
            int folds,
            long n,
            List<Penalty> path,
            int best,
            int simplest,
            List<String> warnings,
            FittedModel model)
            implements Exportable {
        public Fit {
            terms = List.copyOf(terms);
            path = List.copyOf(path);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            String name = alpha == 1 ? "Lasso" : alpha == 0 ? "Ridge" : "Elastic net";
            return name + ", penalty chosen by " + folds + "-fold cross-validation";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(
                    List.of(coefficients(), chosen(), steps()), PenalisedPlots.of(this));
        }

        private Table coefficients() {
            List<Column> columns =
                    List.of(
                            new Column("Term", Format.TEXT),
                            new Column("at λ.min", Format.NUMBER),
                            new Column("at λ.1se", Format.NUMBER));
            List<List<Cell>> rows = new ArrayList<>();
            for (int j = 0; j < terms.size(); j++) {
                rows.add(
                        List.of(
                                Cell.of(terms.get(j)),
                                coefficient(path.get(best), j),
                                coefficient(path.get(simplest), j)));
            }
            return new Table(
                    "Penalised regression of " + dependent,
                    columns,
                    rows,
                    "Coefficients in the units of the variables; 0 where the penalty leaves a"
                            + " covariate out.");
        }

        private static Cell coefficient(Penalty penalty, int j) {
            return Cell.of(Statistic.of(penalty.coefficients().get(j)));
        }

        private Table chosen() {
            return new Table(
                    "Chosen penalties",
                    columns("Choice"),
                    List.of(row("λ.min", path.get(best)), row("λ.1se", path.get(simplest))),
                    "n = " + n);
        }

        private Table steps() {
            List<List<Cell>> rows = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                rows.add(row(Integer.toString(i + 1), path.get(i)));
            }
            return new Table("Path of penalties", columns("Step"), rows, "");
        }

        private static List<Column> columns(String first) {
            return List.of(
                    new Column(first, Format.TEXT),
                    new Column("λ", Format.NUMBER),
                    new Column("Covariates", Format.COUNT),
                    new Column("R²", Format.NUMBER),
                    new Column("CV error", Format.NUMBER),
                    new Column("Std. error", Format.NUMBER));
        }

        private static List<Cell> row(String name, Penalty penalty) {
            return List.of(
                    Cell.of(name),
                    Cell.of(penalty.lambda()),
                    Cell.of((double) penalty.nonZero()),
                    Cell.of(penalty.explained()),
                    Cell.of(penalty.error()),
                    Cell.of(penalty.standardError()));
        }
    }
}
