package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.metadata.Variable;
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
import koinon.stats.distributions.FisherF;
import koinon.stats.distributions.StudentT;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;

/**
 * Ordinary least squares of one numerical outcome on numerical and categorical covariates or a
 * model formula; categorical covariates are dummies against their first level in use.
 *
 * <pre>
 *   β   = (XᵀX)⁻¹ Xᵀy                 RSS = yᵀy − βᵀXᵀy       TSS = yᵀy − n ȳ²
 *   σ²  = RSS / (n − rank)            se  = σ √diag (XᵀX)⁻¹
 *   R²  = 1 − RSS / TSS               F   = ((TSS − RSS) / (rank − 1)) / σ²
 *   without an intercept              TSS = yᵀy, and rank in place of rank − 1
 * </pre>
 *
 * <p>What leaves a site: the exact sums XᵀX, Xᵀy and yᵀy over its complete cases. Rounds: 2 (levels
 * in use, only with categorical covariates; moments). Guarantee: bit for bit the same for every
 * split of the rows; equal to R's {@code lm} on the pooled rows. A column that earlier ones
 * determine is aliased: its statistics are undefined, as R's NA. Units: a coefficient in units of y
 * per unit of x. Source: Draper and Smith, Applied Regression Analysis, 3rd edition (1998). Not
 * checked: linearity, equal variances.
 */
public final class LinearRegression implements Algorithm {
    /** Residual standard error relative to the outcome's, below which a fit is called exact. */
    private static final double EXACT_FIT = 1e-9;

    /** The same relative to the outcome's size: what the rounding to its grid may leave. */
    private static final double ROUNDING = 1e-12;

    @Override
    public Specification specification() {
        return new Specification(
                        "linear_regression",
                        "Linear regression",
                        "How a numerical outcome depends on several covariates: ordinary least squares with"
                                + " standard errors, tests and confidence intervals.",
                        VariableSpec.numerical(
                                "Outcome", "The numerical variable to explain", 1, 1),
                        VariableSpec.any("Covariates", "The variables that explain it", 1, 500),
                        List.of(ParameterSpec.formula()),
                        "Sums of squares and products of the design's columns over the complete cases.",
                        Specification.Release.POOLED)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        return Covariates.of(question)
                .model(
                        question.y(),
                        model ->
                                Moments.round(
                                        model.design(),
                                        moments -> new Step.Done(fit(question, model, moments))));
    }

    /** The global step. The outcome is the last column of the moments. */
    private static Fit fit(Question question, Covariates.Model model, Moments moments) {
        Variable outcome = question.y().getFirst();
        DesignMatrix design = moments.design();
        long n = moments.rows();
        if (n == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row has a value in every variable, '" + outcome.code() + "' included");
        }
        int first = model.intercept() ? 0 : 1;
        int p = design.columns() - 1;
        SymmetricMatrix all = moments.matrix();
        Factor factor = all.select(IntStream.range(first, p).toArray()).factor();
        DoubleDouble[] xy = new DoubleDouble[p - first];
        Arrays.setAll(xy, j -> all.entry(first + j, p));
        DoubleDouble[] beta = factor.solve(xy);
        DoubleDouble rss = all.entry(p, p).minus(DoubleDouble.dot(beta, xy));
        double tss = model.intercept() ? moments.squares(p) : all.entry(p, p).doubleValue();
        double level = Math.sqrt(all.entry(p, p).doubleValue() / n);
        // Rounding must not leave more, or less than nothing, than there is to explain.
        double left = Math.max(0, Math.min(tss, rss.doubleValue()));
        Sizes sizes = new Sizes(n, 1 - first, factor.rank(), left, tss, level);
        return sizes.fit(
                new LinearPredictor(question, design),
                design.names().subList(first, p),
                factor,
                beta);
    }

    /**
     * The scalars behind a fit.
     *
     * @param intercepts 1, or 0 for a model without
     * @param level root mean square of the outcome: its rounding is a part of that
     */
    private record Sizes(long n, int intercepts, int rank, double rss, double tss, double level) {
        double df() {
            return n - rank;
        }

        double sigma() {
            return Math.sqrt(rss / df());
        }

        Statistic when(boolean defined, double value, String reason) {
            return defined ? Statistic.of(value, reason) : new Statistic.Undefined(reason);
        }

        Fit fit(LinearPredictor predictor, List<String> terms, Factor factor, DoubleDouble[] beta) {
            List<Coefficient> coefficients = coefficients(terms, factor, beta);
            boolean estimable = df() > 0;
            boolean varies = tss > 0;
            String noError = "no degrees of freedom left for the error";
            String constant = "the outcome is constant";
            double explained = rank - intercepts;
            double f = (tss - rss) / explained / (rss / df());
            boolean hasF = estimable && explained > 0 && varies && rss > 0;
            String noF = varies ? "an exact fit, or no covariate left" : constant;
            return new Fit(
                    predictor.question().request().y().getFirst(),
                    terms,
                    coefficients,
                    n,
                    explained,
                    df(),
                    when(estimable, sigma(), noError),
                    when(varies, 1 - rss / tss, constant),
                    when(
                            varies && estimable,
                            1 - rss / df() / (tss / (n - intercepts)),
                            varies ? noError : constant),
                    when(hasF, f, noF),
                    when(hasF, hasF ? new FisherF(explained, df()).survival(f) : 0, noF),
                    warnings(terms, factor.aliased()),
                    predictor.model(Rule.Link.IDENTITY, coefficients));
        }

        private List<Coefficient> coefficients(
                List<String> terms, Factor factor, DoubleDouble[] beta) {
            DoubleDouble[] inverse = factor.inverseDiagonal();
            BitSet aliased = factor.aliased();
            List<Coefficient> coefficients = new ArrayList<>();
            for (int j = 0; j < terms.size(); j++) {
                coefficients.add(
                        aliased.get(j)
                                ? Coefficient.undefined(terms.get(j), "aliased")
                                : coefficient(
                                        terms.get(j),
                                        beta[j].doubleValue(),
                                        inverse[j].doubleValue()));
            }
            return coefficients;
        }

        private Coefficient coefficient(String term, double estimate, double inverse) {
            String reason = df() > 0 ? "the standard error is 0" : "no degrees of freedom left";
            boolean defined = df() > 0;
            double se = defined ? sigma() * Math.sqrt(inverse) : Double.NaN;
            double t = estimate / se;
            double half = defined ? new StudentT(df()).upperQuantile(0.025) * se : Double.NaN;
            return new Coefficient(
                    term,
                    Statistic.of(estimate),
                    Statistic.of(se, reason),
                    when(se > 0, t, reason),
                    when(se > 0, se > 0 ? new StudentT(df()).twoSided(t) : 0, reason),
                    Statistic.of(estimate - half, reason),
                    Statistic.of(estimate + half, reason));
        }

        private List<String> warnings(List<String> terms, BitSet aliased) {
            List<String> warnings = new ArrayList<>();
            if (!aliased.isEmpty()) {
                warnings.add(
                        "Aliased, because earlier terms determine them: "
                                + String.join(
                                        ", ", aliased.stream().mapToObj(terms::get).toList()));
            }
            if (df() <= 0) {
                warnings.add("There are no more rows than coefficients: nothing can be tested.");
            } else if (tss == 0) {
                warnings.add("The outcome is constant in these rows.");
            } else if (sigma() < Math.max(EXACT_FIT * Math.sqrt(tss / n), ROUNDING * level)) {
                warnings.add(
                        "An essentially exact fit: standard errors and tests may be unreliable.");
            }
            return warnings;
        }
    }

    /**
     * The fitted model.
     *
     * @param n analysed rows
     * @param dfModel rank − 1
     */
    public record Fit(
            String dependent,
            List<String> terms,
            List<Coefficient> coefficients,
            long n,
            double dfModel,
            double dfResidual,
            Statistic residualStandardError,
            Statistic rSquared,
            Statistic adjustedRSquared,
            Statistic f,
            Statistic fPValue,
            List<String> warnings,
            FittedModel model)
            implements Exportable {
        public Fit {
            terms = List.copyOf(terms);
            coefficients = List.copyOf(coefficients);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Ordinary least squares";
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("n", Format.COUNT),
                            new Column("R²", Format.NUMBER),
                            new Column("Adjusted R²", Format.NUMBER),
                            new Column("Residual std. error", Format.NUMBER),
                            new Column("F", Format.NUMBER),
                            new Column("df model", Format.COUNT),
                            new Column("df residual", Format.COUNT),
                            new Column("p", Format.P_VALUE));
            List<Cell> row =
                    List.of(
                            Cell.of((double) n),
                            Cell.of(rSquared),
                            Cell.of(adjustedRSquared),
                            Cell.of(residualStandardError),
                            Cell.of(f),
                            Cell.of(dfModel),
                            Cell.of(dfResidual),
                            Cell.of(fPValue));
            return new Presentation(
                    List.of(
                            Coefficient.table(
                                    "Linear regression of " + dependent, "t", coefficients, ""),
                            new Table("Model", columns, List.of(row), "")),
                    List.of(
                            Coefficient.forest(
                                    "Coefficients with 95 % confidence intervals",
                                    "change of " + dependent + " per unit", coefficients)));
        }
    }
}
