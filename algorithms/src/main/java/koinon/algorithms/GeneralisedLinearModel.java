package koinon.algorithms;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Presentation;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.linear.Factor;

/**
 * Generalised linear models of counts (Poisson, logarithmic link, with an exposure if wanted) and
 * of positive numbers (Gamma, logarithmic or inverse link), by Newton's method.
 *
 * <pre>
 *   μ_i = exp(x_iᵀβ) e_i  or  1 / x_iᵀβ        variance: μ (Poisson), φ μ² (Gamma)
 *   g = Σ x_i score_i     H = Σ weight_i x_i x_iᵀ     β ← β + H⁻¹ g      (see {@link GlmFamily})
 *   φ = Σ (y − μ)² / V(μ) / (n − rank)         1 for Poisson, where it is shown all the same
 *   se = √(φ diag I⁻¹), I the expected information; z for Poisson, t with n − rank df for Gamma
 * </pre>
 *
 * <p>What leaves a site: Σ y, Σ e, one constant of the likelihood and XᵀX (Gamma with logarithmic
 * link) of its complete cases; then per iteration g, H, deviance and Pearson's square, as exact
 * sums of values rounded by one rule. Rounds: levels (with categorical covariates) + 1 +
 * iterations. β never travels. Guarantee: bit for bit the same for every split of the rows; equal
 * to R's {@code glm} on the pooled rows. Units: logarithms (or inverses) of units of y per unit of
 * a covariate. Source: McCullagh and Nelder, Generalized Linear Models, 2nd edition (1989),
 * chapters 6 and 8.
 */
public final class GeneralisedLinearModel implements Algorithm {
    private static final String POISSON = "poisson";
    private static final String GAMMA = "gamma";
    private static final String LOG = "log";
    private static final String INVERSE = "inverse";

    @Override
    public Specification specification() {
        return new Specification(
                "glm",
                "Generalised linear model",
                "How a count or a rate (Poisson), or a positive number (Gamma), depends on several"
                        + " covariates.",
                VariableSpec.numerical("Outcome", "The count or positive number to explain", 1, 1),
                VariableSpec.any("Covariates", "The variables that explain it", 1, 500),
                List.of(
                        ParameterSpec.mandatory(
                                "family",
                                "Family",
                                "poisson for counts and rates, gamma for positive numbers",
                                new ParameterSpec.Domain.Choice(List.of(POISSON, GAMMA))),
                        ParameterSpec.optional(
                                "link",
                                "Link",
                                "log, or inverse (gamma only)",
                                new ParameterSpec.Domain.Choice(List.of(LOG, INVERSE)),
                                new Parameter.Text(LOG)),
                        ParameterSpec.optional(
                                "offset",
                                "Exposure",
                                "A numerical variable above 0, for example person-years, whose"
                                        + " logarithm is added to the linear predictor (poisson"
                                        + " only)",
                                new ParameterSpec.Domain.Texts(200),
                                new Parameter.Text("")),
                        ParameterSpec.formula()),
                "Sums of the outcome and of the exposure; per iteration: gradient, information"
                        + " matrix, deviance and Pearson's square over the complete cases.",
                Specification.Release.POOLED);
    }

    @Override
    public Collection<String> completeOver(Question question) {
        return Stream.concat(
                        question.variables().stream(),
                        offset(question).map(Variable::code).stream())
                .toList();
    }

    @Override
    public Step start(Question question) {
        GlmFamily family = family(question);
        Optional<Variable> offset = offset(question);
        if (offset.isPresent() && family != GlmFamily.POISSON) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER, "an offset goes with family=poisson only");
        }
        Question asked = offset.map(v -> question.withOutcome(v.code())).orElse(question);
        Variable outcome = question.y().getFirst();
        return Covariates.of(asked)
                .design(
                        List.of(),
                        design -> open(new GlmModel(asked, family, design, outcome, offset)));
    }

    private static GlmFamily family(Question question) {
        boolean inverse = question.text("link").equals(INVERSE);
        if (question.text("family").equals(GAMMA)) {
            return inverse ? GlmFamily.GAMMA_INVERSE : GlmFamily.GAMMA_LOG;
        }
        if (inverse) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER, "link=inverse goes with family=gamma only");
        }
        return GlmFamily.POISSON;
    }

    private static Optional<Variable> offset(Question question) {
        String code = question.text("offset");
        if (code.isBlank()) {
            return Optional.empty();
        }
        Variable variable =
                question.dataModel()
                        .variable(code)
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.UNKNOWN_VARIABLE,
                                        "offset: the data model has no such variable"));
        if (!variable.numerical()) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE, "the offset '" + code + "' must be a numerical variable");
        }
        return Optional.of(variable);
    }

    private static Step open(GlmModel model) {
        GlmOpening opening = new GlmOpening(model);
        return opening.round(pooled -> {
            GlmOpening.Totals totals = opening.totals(pooled.required());
            check(model, totals);
            double mean = totals.outcome() / totals.exposure();
            // The unit of a Gamma outcome is taken out: its mean becomes 1 to 2.
            int log2 = model.family().gamma() ? -Math.getExponent(mean) : 0;
            Optional<Factor> expected = opening.expectedInformation(pooled.required());
            GlmReport report = new GlmReport(model, totals, log2, expected);
            double[] beta = new double[model.design().columns()];
            beta[0] = model.family().intercept(Math.scalb(mean, log2));
            return new GlmRound(model, log2)
                    .maximise(beta, totals.n(), optimum -> new Step.Done(report.fit(optimum)));
        });
    }

    private static void check(GlmModel model, GlmOpening.Totals totals) {
        String outcome = model.outcome().code();
        if (totals.n() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row has a value in every variable, '" + outcome + "' included");
        }
        if (totals.invalid() > 0) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "the outcome '"
                            + outcome
                            + "' of some rows is not what the family takes: "
                            + model.family().demand()
                            + model.offset()
                                    .map(v ->
                                            "; or their exposure '" + v.code() + "' is not above 0")
                                    .orElse(""));
        }
        if (!(totals.outcome() > 0)) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "every outcome '" + outcome + "' is 0");
        }
        int p = model.design().columns();
        if (totals.n() <= p) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "a model of "
                            + p
                            + " coefficients needs more than "
                            + p
                            + " rows; use fewer covariates or more data");
        }
    }

    /**
     * The fitted model.
     *
     * @param offset exposure, empty when none
     * @param n analysed rows
     * @param dispersion Pearson's: near 1 for counts as the Poisson model has them
     */
    public record Fit(
            String dependent,
            String family,
            String link,
            String offset,
            List<String> terms,
            List<Coefficient> coefficients,
            long n,
            double dfNull,
            double dfResidual,
            double nullDeviance,
            double deviance,
            double pearson,
            double dispersion,
            double logLikelihood,
            double aic,
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
            return "Generalised linear model, "
                    + family
                    + " family, "
                    + link
                    + " link, maximum likelihood by Newton's method, converged in "
                    + iterations
                    + (iterations == 1 ? " iteration" : " iterations");
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("n", Format.COUNT),
                            new Column("Null deviance", Format.NUMBER),
                            new Column("df", Format.COUNT),
                            new Column("Deviance", Format.NUMBER),
                            new Column("df residual", Format.COUNT),
                            new Column("Pearson χ²", Format.NUMBER),
                            new Column("Dispersion", Format.NUMBER),
                            new Column("Log-likelihood", Format.NUMBER),
                            new Column("AIC", Format.NUMBER));
            List<Cell> row =
                    Stream.of(
                                    (double) n,
                                    nullDeviance,
                                    dfNull,
                                    deviance,
                                    dfResidual,
                                    pearson,
                                    dispersion,
                                    logLikelihood,
                                    aic)
                            .map(Cell::of)
                            .toList();
            String title = family + " regression of " + dependent + ", " + link + " link";
            String letter = family.equals(GlmFamily.POISSON.family()) ? "z" : "t";
            String note = offset.isEmpty() ? "" : "Exposure: " + offset;
            return new Presentation(
                    List.of(
                            Coefficient.table(title, letter, coefficients, note),
                            new Table("Model", columns, List.of(row), "")),
                    List.of(
                            Coefficient.forest(
                                    "Coefficients with 95 % confidence intervals",
                                    link + " scale", coefficients)));
        }
    }
}
