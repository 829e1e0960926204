package koinon.algorithms;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
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
import koinon.stats.distributions.Normal;
import koinon.stats.elementary.Elementary;
import koinon.stats.linear.DoubleDouble;

/**
 * Logistic regression of a categorical outcome, one level against all others, by Newton's method.
 *
 * <pre>
 *   p_i = 1 / (1 + exp(−x_iᵀβ))       g = Xᵀ(y − p)       H = Xᵀ diag(p (1 − p)) X
 *   β ← β + H⁻¹ g   until the decrement gᵀH⁻¹g is below 1e-18 (a step of 1e-9 standard errors)
 *   se = √diag H⁻¹,  z = β / se,  AIC = 2 rank − 2 ℓ,  BIC = rank log n − 2 ℓ
 * </pre>
 *
 * <p>What leaves a site: per iteration g, H and ℓ of its complete cases as exact sums of values
 * rounded by one rule. Rounds: iterations + 1 (levels in use). β never travels: every party
 * computes it from the pooled sums. A step that lowers ℓ is halved. Guarantee: bit for bit the same
 * for every split of the rows; equal to R's {@code glm} on the pooled rows. Separation is refused
 * and named. Units: log odds per unit of a covariate. Source: McCullagh and Nelder, Generalized
 * Linear Models, 2nd edition (1989), chapter 4.
 */
public final class LogisticRegression implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                        "logistic_regression",
                        "Logistic regression",
                        "How the odds of one level of a categorical outcome depend on several covariates.",
                        VariableSpec.categorical(
                                "Outcome", "The categorical variable to explain", 1, 1),
                        VariableSpec.any("Covariates", "The variables that explain it", 1, 500),
                        List.of(
                                ParameterSpec.mandatory(
                                        "positive_class",
                                        "Positive class",
                                        "The level of the outcome whose odds are modelled, against all"
                                                + " other levels",
                                        new ParameterSpec.Domain.LevelOfY()),
                                ParameterSpec.formula()),
                        "Per iteration: gradient, information matrix and log-likelihood over the complete"
                                + " cases.",
                        Specification.Release.POOLED)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        Variable outcome = question.y().getFirst();
        return Covariates.of(question)
                .counting(List.of(outcome), counted -> first(question, outcome, counted));
    }

    private static Step first(Question question, Variable outcome, Covariates.Counted counted) {
        DesignMatrix design = counted.design();
        LevelsInUse.Found found = counted.found();
        int positive = outcome.levelIndex(question.text("positive_class"));
        long n = found.census().rows();
        long positives = found.count(outcome, positive);
        checkCounts(question, outcome, design.columns(), n, positives);
        LogisticRound round = new LogisticRound(question, design, new Split.Whole());
        double[] beta = new double[design.columns()];
        beta[0] = Elementary.log((double) positives / (n - positives));
        Totals totals = new Totals(question, round, n, positives);
        return round.maximise(beta, n, optimum -> new Step.Done(totals.fit(optimum)));
    }

    private static void checkCounts(
            Question question, Variable outcome, int p, long n, long positives) {
        String level = question.text("positive_class");
        if (positives == 0 || positives == n) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    (positives == 0 ? "no" : "every")
                            + " analysed row has level '"
                            + level
                            + "' of '"
                            + outcome.code()
                            + "'; choose another positive class, datasets or filter");
        }
        if (n <= p || Math.min(positives, n - positives) <= p) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "a model of "
                            + p
                            + " coefficients needs more than "
                            + p
                            + " rows with and without level '"
                            + level
                            + "'; use fewer covariates or more data");
        }
    }

    /**
     * What is known before the first iteration.
     *
     * @param n analysed rows
     */
    private record Totals(Question question, LogisticRound round, long n, long positives) {
        Fit fit(Newton.Optimum<LogisticRound.Sums> optimum) {
            LogisticRound.Sums sums = optimum.sums();
            double[] estimates = optimum.beta();
            List<String> terms = round.design().names();
            BitSet aliased = sums.factor().aliased();
            DoubleDouble[] inverse = sums.factor().inverseDiagonal();
            List<Coefficient> coefficients = new ArrayList<>();
            for (int j = 0; j < terms.size(); j++) {
                double se = Math.sqrt(inverse[j].doubleValue());
                coefficients.add(
                        aliased.get(j)
                                ? Coefficient.undefined(terms.get(j), "aliased")
                                : coefficient(terms.get(j), estimates[j], se));
            }
            int rank = sums.factor().rank();
            double negatives = n - positives;
            double none =
                    positives * Elementary.log(positives / (double) n)
                            + negatives * Elementary.log(negatives / n);
            double ll = sums.logLikelihood();
            return new Fit(
                    round.outcome().code(),
                    round.positiveLevel(),
                    terms,
                    coefficients,
                    n,
                    positives,
                    rank - 1,
                    n - rank,
                    ll,
                    none,
                    2 * rank - 2 * ll,
                    rank * Elementary.log((double) n) - 2 * ll,
                    1 - ll / none,
                    1 - Elementary.exp(2 * (none - ll) / n),
                    optimum.iterations(),
                    warnings(terms, aliased, sums),
                    new LinearPredictor(question, round.design())
                            .model(Rule.Link.LOGIT, coefficients));
        }

        private static Coefficient coefficient(String term, double estimate, double se) {
            double z = estimate / se;
            double half = Normal.STANDARD.upperQuantile(0.025) * se;
            return new Coefficient(
                    term,
                    Statistic.of(estimate),
                    Statistic.of(se),
                    Statistic.of(z),
                    Statistic.of(Normal.STANDARD.twoSided(z)),
                    Statistic.of(estimate - half),
                    Statistic.of(estimate + half));
        }

        private List<String> warnings(List<String> terms, BitSet aliased, LogisticRound.Sums sums) {
            List<String> warnings = new ArrayList<>();
            if (!aliased.isEmpty()) {
                warnings.add(
                        "Aliased, because earlier terms determine them: "
                                + String.join(
                                        ", ", aliased.stream().mapToObj(terms::get).toList()));
            }
            if (sums.clamped() > 0) {
                warnings.add(
                        "The linear predictor was clamped to ±30 in some rows: fitted probabilities"
                                + " of 0 or 1 occur.");
            }
            return warnings;
        }
    }

    /**
     * The fitted model.
     *
     * @param positive level whose odds are modelled
     * @param n analysed rows
     * @param positives rows with that level
     * @param dfModel rank − 1
     */
    public record Fit(
            String dependent,
            String positive,
            List<String> terms,
            List<Coefficient> coefficients,
            long n,
            long positives,
            double dfModel,
            double dfResidual,
            double logLikelihood,
            double nullLogLikelihood,
            double aic,
            double bic,
            double mcFadden,
            double coxSnell,
            int iterations,
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
            return "Maximum likelihood by Newton's method, converged in "
                    + iterations
                    + (iterations == 1 ? " iteration" : " iterations");
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("n", Format.COUNT),
                            new Column("of which " + positive, Format.COUNT),
                            new Column("Log-likelihood", Format.NUMBER),
                            new Column("Null log-likelihood", Format.NUMBER),
                            new Column("AIC", Format.NUMBER),
                            new Column("BIC", Format.NUMBER),
                            new Column("McFadden R²", Format.NUMBER),
                            new Column("Cox–Snell R²", Format.NUMBER));
            List<Cell> row =
                    Stream.of(
                                    (double) n,
                                    (double) positives,
                                    logLikelihood,
                                    nullLogLikelihood,
                                    aic,
                                    bic,
                                    mcFadden,
                                    coxSnell)
                            .map(Cell::of)
                            .toList();
            String title = "Logistic regression of " + dependent + " = " + positive;
            return new Presentation(
                    List.of(
                            Coefficient.table(title, "z", coefficients, ""),
                            new Table("Model", columns, List.of(row), "")),
                    List.of(
                            Coefficient.forest(
                                    "Coefficients with 95 % confidence intervals",
                                    "change of the log odds per unit", coefficients)));
        }
    }
}
