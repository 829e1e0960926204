package koinon.algorithms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
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
 * Linear mixed model with a random intercept for each dataset (usually a site) or for each level of
 * a categorical variable, by (restricted) maximum likelihood, in one shot from moments.
 *
 * <pre>
 *   y_ij = x_ijᵀβ + b_i + ε_ij,   b_i ~ N(0, τ²),   ε_ij ~ N(0, σ²),   λ = τ² / σ²
 *   −2ℓ(λ)   see {@link MixedLikelihood};   se = σ √diag A⁻¹;   ICC = τ² / (τ² + σ²)
 *   df_j     2 v² / (gᵀ V g): Satterthwaite's, v the variance of β_j, g its derivatives by σ² and
 *            λ, V twice the inverse of the second derivatives of −2ℓ; n − p where λ = 0
 *   b̂_i      λ r_i / (1 + n_i λ), with variance σ² λ / (1 + n_i λ) given β
 *   test     χ² = 2 ℓ − 2 ℓ(λ = 0), p half of χ²₁'s: under H₀ λ lies on its boundary
 * </pre>
 *
 * <p>What leaves a site: the exact sums of squares and products of the design's columns, pooled;
 * and of each group its number of rows and the sum of each column. Those of a dataset are a site
 * release: one site's own, open to the analyst. Rounds: 2 (levels in use, only with categorical
 * covariates; moments). Guarantee: bit for bit the same for every split of the rows; equal to R's
 * {@code lme4::lmer} on the pooled rows, whose own optimum is good to some six digits. Units: a
 * coefficient in units of y per unit of x. Source: Bates, Mächler, Bolker, Walker, Journal of
 * Statistical Software 67 (2015), issue 1; Satterthwaite, Biometrics Bulletin 2 (1946) 110–114. Not
 * checked: normal errors, equal variances, that groups are a sample of many.
 */
public final class MixedModel implements Algorithm {
    private static final String REML = "reml";

    @Override
    public Specification specification() {
        return new Specification(
                "mixed_model",
                "Linear mixed model",
                "How a numerical outcome depends on covariates when rows of one dataset, or of one"
                        + " clinic, are alike: a random intercept for each.",
                VariableSpec.numerical("Outcome", "The numerical variable to explain", 1, 1),
                VariableSpec.any("Covariates", "The variables that explain it", 0, 100),
                List.of(
                        ParameterSpec.formula(),
                        ParameterSpec.optional(
                                "group",
                                "Groups",
                                "The categorical variable whose levels have an intercept each;"
                                        + " dataset for the datasets",
                                new ParameterSpec.Domain.Texts(200),
                                new Parameter.Text(DataModel.DATASET)),
                        ParameterSpec.optional(
                                "method",
                                "Method",
                                "reml for restricted maximum likelihood, ml for maximum"
                                        + " likelihood",
                                new ParameterSpec.Domain.Choice(List.of(REML, "ml")),
                                new Parameter.Text(REML))),
                "Sums of squares and products of the design's columns, pooled. Per group its number"
                        + " of rows and the sum of each column; of a dataset as its site's own"
                        + " release.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Collection<String> completeOver(Question question) {
        return Stream.concat(question.variables().stream(), Stream.of(group(question).code()))
                .distinct()
                .toList();
    }

    @Override
    public Step start(Question question) {
        Variable group = group(question);
        Variable outcome = question.y().getFirst();
        if (question.request().x().contains(group.code())) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "'" + group.code() + "' cannot be covariate and grouping variable at once");
        }
        Question asked = question.withOutcome(group.code());
        return Covariates.of(asked)
                .design(
                        List.of(outcome),
                        design -> {
                            MixedMoments moments = new MixedMoments(asked, design, group);
                            MixedReport report = new MixedReport(question, design, group);
                            return moments.round(
                                    pooled -> new Step.Done(report.fit(moments, pooled)));
                        });
    }

    private static Variable group(Question question) {
        String code = question.text("group");
        Variable group =
                question.dataModel()
                        .variable(code)
                        .map(v -> question.variable(v.code()))
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.UNKNOWN_VARIABLE,
                                        "group: the data model has no such variable"));
        if (!group.categorical()) {
            throw new KoinonException(
                    ErrorCode.WRONG_TYPE,
                    "the grouping variable '" + code + "' must be categorical");
        }
        return group;
    }

    /**
     * A fixed effect.
     *
     * @param df Satterthwaite's degrees of freedom
     */
    public record Effect(Coefficient coefficient, Statistic df) {}

    /**
     * A group.
     *
     * @param intercept what it adds to the fixed intercept (BLUP)
     * @param lower end of the 95 % interval, given the fixed effects
     */
    public record Group(
            String name,
            Statistic n,
            Statistic intercept,
            Statistic standardError,
            Statistic lower,
            Statistic upper) {}

    /**
     * The fitted model.
     *
     * @param tauSquared variance between groups
     * @param sigmaSquared variance within
     * @param deviance −2 ℓ, restricted or not
     * @param chiSquared of the test against no random intercept
     */
    public record Fit(
            String dependent,
            String group,
            boolean restricted,
            List<Effect> effects,
            List<Group> groups,
            long n,
            double tauSquared,
            double sigmaSquared,
            double icc,
            double deviance,
            double aic,
            double bic,
            double chiSquared,
            double pValue,
            List<String> warnings)
            implements Result {
        public Fit {
            effects = List.copyOf(effects);
            groups = List.copyOf(groups);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Linear mixed model with a random intercept by "
                    + group
                    + ", "
                    + (restricted ? "restricted maximum likelihood" : "maximum likelihood")
                    + ", Satterthwaite's degrees of freedom";
        }

        @Override
        public Presentation presentation() {
            List<Coefficient> coefficients = effects.stream().map(Effect::coefficient).toList();
            List<Plot.Estimate> estimates =
                    groups.stream()
                            .filter(g -> g.intercept() instanceof Statistic.Known)
                            .map(g ->
                                    new Plot.Estimate(
                                            g.name(), g.intercept(), g.lower(), g.upper()))
                            .toList();
            return new Presentation(
                    List.of(fixed(), variances(), model(), intercepts()),
                    List.of(
                            Coefficient.forest(
                                    "Coefficients with 95 % confidence intervals",
                                    "change of " + dependent + " per unit", coefficients),
                            new Plot.Forest(
                                    "Random intercepts by " + group, dependent, 0, estimates)));
        }

        private Table fixed() {
            List<Column> columns = new ArrayList<>();
            columns.add(new Column("Term", Format.TEXT));
            for (String name : List.of("Estimate", "Std. error", "df", "t")) {
                columns.add(new Column(name, Format.NUMBER));
            }
            columns.add(new Column("p", Format.P_VALUE));
            columns.add(new Column("95 % CI lower", Format.NUMBER));
            columns.add(new Column("95 % CI upper", Format.NUMBER));
            List<List<Cell>> rows = new ArrayList<>();
            for (Effect effect : effects) {
                Coefficient c = effect.coefficient();
                rows.add(
                        List.of(
                                Cell.of(c.term()),
                                Cell.of(c.estimate()),
                                Cell.of(c.standardError()),
                                Cell.of(effect.df()),
                                Cell.of(c.statistic()),
                                Cell.of(c.pValue()),
                                Cell.of(c.lower()),
                                Cell.of(c.upper())));
            }
            return new Table("Fixed effects on " + dependent, columns, rows, "");
        }

        private Table variances() {
            List<Column> columns =
                    List.of(
                            new Column("Component", Format.TEXT),
                            new Column("Variance", Format.NUMBER),
                            new Column("SD", Format.NUMBER),
                            new Column("Share", Format.PERCENT));
            return new Table(
                    "Variance components",
                    columns,
                    List.of(
                            variance("between " + group, tauSquared, icc),
                            variance("within", sigmaSquared, 1 - icc)),
                    "The share between groups is the intraclass correlation.");
        }

        private static List<Cell> variance(String name, double value, double share) {
            return List.of(
                    Cell.of(name), Cell.of(value), Cell.of(Math.sqrt(value)), Cell.of(share));
        }

        private Table model() {
            List<Column> columns =
                    List.of(
                            new Column("n", Format.COUNT),
                            new Column("Groups", Format.COUNT),
                            new Column(restricted ? "REML criterion" : "Deviance", Format.NUMBER),
                            new Column("AIC", Format.NUMBER),
                            new Column("BIC", Format.NUMBER),
                            new Column("χ² of τ² = 0", Format.NUMBER),
                            new Column("p", Format.P_VALUE));
            List<Cell> row =
                    Stream.of(
                                    (double) n,
                                    (double) groups.size(),
                                    deviance,
                                    aic,
                                    bic,
                                    chiSquared,
                                    pValue)
                            .map(Cell::of)
                            .toList();
            return new Table("Model", columns, List.of(row), "");
        }

        private Table intercepts() {
            List<Column> columns =
                    List.of(
                            new Column(group, Format.TEXT),
                            new Column("n", Format.COUNT),
                            new Column("Intercept", Format.NUMBER),
                            new Column("Std. error", Format.NUMBER),
                            new Column("95 % lower", Format.NUMBER),
                            new Column("95 % upper", Format.NUMBER));
            List<List<Cell>> rows = new ArrayList<>();
            for (Group g : groups) {
                rows.add(
                        List.of(
                                Cell.of(g.name()),
                                Cell.of(g.n()),
                                Cell.of(g.intercept()),
                                Cell.of(g.standardError()),
                                Cell.of(g.lower()),
                                Cell.of(g.upper())));
            }
            return new Table("Random intercepts", columns, rows, "");
        }
    }
}
