package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.formula.Effect;
import koinon.model.formula.Formula;
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
import koinon.stats.design.FormulaDesign;
import koinon.stats.distributions.FisherF;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;

/**
 * Analysis of variance of a numerical outcome by several categorical factors and their
 * interactions, all of them unless a formula says which.
 *
 * <pre>
 *   SS(T) = RSS(M) − RSS(M + T)      df(T) = rank(M + T) − rank(M)
 *     type I    M = the effects before T, in the order of the formula
 *     type II   M = all effects that do not contain T
 *     type III  M = all other effects, coded by sums
 *   F  = (SS / df) / (RSS / (n − rank))
 *   η² = SS / TSS      partial η² = SS / (SS + RSS)      ω² = (SS − df · MSE) / (TSS + MSE)
 * </pre>
 *
 * <p>What leaves a site: rows per level; then the exact sums XᵀX, Xᵀy and yᵀy over its complete
 * cases. Rounds: 2 (levels in use; moments): every model is fitted to the same moments. Guarantee:
 * bit for bit the same for every split of the rows; equal to R's {@code anova(lm)} and to {@code
 * Anova} of the package car, type III with {@code contr.sum}. Units: sums of squares in squared
 * units of the outcome. Source: Fox, Applied Regression Analysis and Generalized Linear Models, 3rd
 * edition (2016), chapter 8. Not checked: equal variances, normal errors.
 */
public final class Anova implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                        "anova",
                        "Analysis of variance",
                        "Whether the means of a numerical outcome differ between the levels of several"
                                + " factors and their combinations.",
                        VariableSpec.numerical(
                                "Outcome", "The numerical variable to explain", 1, 1),
                        VariableSpec.categorical(
                                "Factors", "The categorical variables that explain it", 2, 8),
                        List.of(
                                ParameterSpec.optional(
                                        "sstype",
                                        "Sums of squares",
                                        "Type 1: each effect after those before it; 2: after all that do"
                                                + " not contain it; 3: after all others",
                                        new ParameterSpec.Domain.Ints(1, 3),
                                        new Parameter.Int(2)),
                                ParameterSpec.formula()),
                        "Sums of squares and products of the design's columns over the complete cases.",
                        Specification.Release.POOLED)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        return Covariates.of(question, Formula.crossed(question.request().x()))
                .sumCoded()
                .model(
                        question.y(),
                        model ->
                                Moments.round(
                                        model.design(),
                                        moments ->
                                                new Step.Done(analyse(question, model, moments))));
    }

    private static Analysis analyse(Question question, Covariates.Model model, Moments moments) {
        Variable outcome = question.y().getFirst();
        if (moments.rows() == 0) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row has a value in every variable, '" + outcome.code() + "' included");
        }
        for (FormulaDesign.Part part : model.effects()) {
            if (part.width() == 0) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "the analysed rows have only one level of a factor of "
                                + part.effect()
                                + "; leave it out, or choose more data");
            }
        }
        return new Models(model, moments).analysis(outcome.code(), question.integer("sstype"));
    }

    /**
     * A model's residuals.
     *
     * @param rss residual sum of squares
     */
    private record Residuals(DoubleDouble rss, int rank) {}

    /** All models that can be made of the effects, over the same moments. */
    private static final class Models {
        private final Covariates.Model model;
        private final Moments moments;
        private final SymmetricMatrix matrix;
        private final int outcome;

        Models(Covariates.Model model, Moments moments) {
            this.model = model;
            this.moments = moments;
            this.matrix = moments.matrix();
            this.outcome = model.design().columns() - 1;
        }

        /** The model of chosen effects. */
        private Residuals fit(Predicate<Effect> chosen) {
            int[] columns = columns(chosen);
            if (columns.length == 0) {
                return new Residuals(matrix.entry(outcome, outcome), 0);
            }
            Factor factor = matrix.select(columns).factor();
            DoubleDouble[] xy =
                    IntStream.of(columns)
                            .mapToObj(j -> matrix.entry(j, outcome))
                            .toArray(DoubleDouble[]::new);
            DoubleDouble explained = DoubleDouble.dot(factor.solve(xy), xy);
            return new Residuals(matrix.entry(outcome, outcome).minus(explained), factor.rank());
        }

        private int[] columns(Predicate<Effect> chosen) {
            IntStream.Builder columns = IntStream.builder();
            if (model.intercept()) {
                columns.add(0);
            }
            int next = 1;
            for (FormulaDesign.Part part : model.effects()) {
                for (int j = next; j < next + part.width(); j++) {
                    if (chosen.test(part.effect())) {
                        columns.add(j);
                    }
                }
                next += part.width();
            }
            return columns.build().toArray();
        }

        /** The effects that an effect is seen after. */
        private Predicate<Effect> before(int term, int type) {
            List<Effect> effects =
                    model.effects().stream().map(FormulaDesign.Part::effect).toList();
            Effect own = effects.get(term);
            return switch (type) {
                case 1 -> effect -> effects.indexOf(effect) < term;
                case 2 -> effect -> !effect.contains(own);
                default -> effect -> !effect.equals(own);
            };
        }

        Analysis analysis(String dependent, int type) {
            Residuals full = fit(_ -> true);
            double df = moments.rows() - full.rank();
            double total =
                    model.intercept()
                            ? moments.squares(outcome)
                            : matrix.entry(outcome, outcome).doubleValue();
            double error = Math.max(0, full.rss().doubleValue());
            // What rounding to the outcome's grid may leave of an exact fit.
            double noise = 1e-24 * matrix.entry(outcome, outcome).doubleValue();
            Scale scale = new Scale(df, error <= noise ? 0 : error, total, noise);
            List<Line> lines = new ArrayList<>();
            for (int t = 0; t < model.effects().size(); t++) {
                Effect effect = model.effects().get(t).effect();
                Predicate<Effect> others = before(t, type);
                Residuals without = fit(others);
                Residuals with = fit(others.or(effect::equals));
                lines.add(
                        scale.line(
                                name(effect),
                                (double) with.rank() - without.rank(),
                                without.rss().minus(with.rss()).doubleValue()));
            }
            return new Analysis(
                    dependent,
                    type,
                    moments.rows(),
                    lines,
                    scale.residual(),
                    warnings(lines, scale));
        }

        private static String name(Effect effect) {
            return String.join(":", effect.variables());
        }

        private static List<String> warnings(List<Line> lines, Scale scale) {
            List<String> empty = lines.stream().filter(l -> l.df() == 0).map(Line::effect).toList();
            List<String> warnings = new ArrayList<>();
            if (!empty.isEmpty()) {
                warnings.add(
                        "Nothing can be told of "
                                + String.join(", ", empty)
                                + ": other effects determine the same differences, for example"
                                + " because combinations of levels do not occur.");
            }
            if (scale.df() <= 0) {
                warnings.add("There are no more rows than combinations: nothing can be tested.");
            } else if (scale.error() == 0) {
                warnings.add("The factors explain the outcome exactly: F has no finite value.");
            }
            return warnings;
        }
    }

    /**
     * What effects are measured against.
     *
     * @param df of the residuals
     * @param error residual sum of squares
     * @param total sum of squares about the mean
     * @param noise what rounding may make of 0
     */
    private record Scale(double df, double error, double total, double noise) {
        Line line(String effect, double effectDf, double difference) {
            double ss = difference <= noise ? 0 : difference;
            boolean tested = effectDf > 0 && df > 0;
            double mse = error / df;
            double f = ss / effectDf / mse;
            String reason =
                    effectDf > 0
                            ? "no degrees of freedom left for the error"
                            : "no degrees of freedom";
            String exact = "the residuals are 0";
            return new Line(
                    effect,
                    effectDf,
                    ss,
                    effectDf > 0 ? Statistic.of(ss / effectDf) : undefined(reason),
                    !tested ? undefined(reason) : error > 0 ? Statistic.of(f) : undefined(exact),
                    !tested ? undefined(reason) : p(effectDf, ss, f),
                    Statistic.of(ss / total, "the outcome is constant"),
                    Statistic.of(ss / (ss + error), exact),
                    df > 0
                            ? Statistic.of((ss - effectDf * mse) / (total + mse), exact)
                            : undefined(reason));
        }

        private Statistic p(double effectDf, double ss, double f) {
            if (error > 0) {
                return Statistic.of(new FisherF(effectDf, df).survival(f));
            }
            return ss > 0 ? Statistic.of(0.0) : undefined("the outcome is constant");
        }

        private static Statistic undefined(String reason) {
            return new Statistic.Undefined(reason);
        }

        Line residual() {
            Statistic none = undefined("of the residuals there is none");
            Statistic ms =
                    df > 0
                            ? Statistic.of(error / df)
                            : undefined("no degrees of freedom left for the error");
            return new Line("Residuals", df, error, ms, none, none, none, none, none);
        }
    }

    /**
     * One line of the table.
     *
     * @param ss sum of squares
     * @param ms mean square
     */
    public record Line(
            String effect,
            double df,
            double ss,
            Statistic ms,
            Statistic f,
            Statistic pValue,
            Statistic etaSquared,
            Statistic partialEtaSquared,
            Statistic omegaSquared) {}

    /**
     * The table.
     *
     * @param type of the sums of squares
     * @param n analysed rows
     */
    public record Analysis(
            String dependent,
            int type,
            long n,
            List<Line> effects,
            Line residuals,
            List<String> warnings)
            implements Result {
        public Analysis {
            effects = List.copyOf(effects);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Analysis of variance with sums of squares of type " + "I".repeat(type);
        }

        @Override
        public Presentation presentation() {
            List<Column> columns =
                    List.of(
                            new Column("Effect", Format.TEXT),
                            new Column("Sum of squares", Format.NUMBER),
                            new Column("df", Format.COUNT),
                            new Column("Mean square", Format.NUMBER),
                            new Column("F", Format.NUMBER),
                            new Column("p", Format.P_VALUE),
                            new Column("η²", Format.NUMBER),
                            new Column("Partial η²", Format.NUMBER),
                            new Column("ω²", Format.NUMBER));
            List<List<Cell>> rows =
                    Stream.concat(effects.stream(), Stream.of(residuals))
                            .map(Analysis::row)
                            .toList();
            return new Presentation(
                    List.of(
                            new Table(
                                    "Analysis of variance of " + dependent,
                                    columns,
                                    rows,
                                    "n = " + n + "; sums of squares of type " + "I".repeat(type))),
                    List.of(
                            new Plot.Bars(
                                    "Effect sizes",
                                    "partial η²",
                                    effects.stream().map(Line::effect).toList(),
                                    List.of(
                                            new Plot.Series(
                                                    dependent,
                                                    effects.stream()
                                                            .map(Line::partialEtaSquared)
                                                            .toList())))));
        }

        private static List<Cell> row(Line line) {
            return List.of(
                    Cell.of(line.effect),
                    Cell.of(line.ss),
                    Cell.of(line.df),
                    Cell.of(line.ms),
                    Cell.of(line.f),
                    Cell.of(line.pValue),
                    Cell.of(line.etaSquared),
                    Cell.of(line.partialEtaSquared),
                    Cell.of(line.omegaSquared));
        }
    }
}
