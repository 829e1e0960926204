package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.algorithms.MetaSummary.Study;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.SiteRelease;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.MomentAccumulator;
import koinon.stats.design.NumericalTerm;
import koinon.stats.distributions.StudentT;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;

/**
 * Each site estimates the same effect from its own patients; what do the estimates say together?
 *
 * <pre>
 *   mean_difference               ȳ_A − ȳ_B,        v = s_A² / n_A + s_B² / n_B
 *   standardised_mean_difference  g = J d,          v = 1 / n_A + 1 / n_B + g² / (2 (n_A + n_B))
 *   regression_coefficient        of the first x in the least-squares regression of y on all x
 * </pre>
 *
 * <p>What leaves a site: its own estimate, standard error and number of rows, open to the analyst
 * (a site release). Rounds: 1. What is made of them: {@link MetaModel}. Guarantee: an estimate has
 * the same bits however a site's rows are ordered, and the order of sites does not matter; unlike
 * everything else here the answer does depend on which rows are at which site, and that is its
 * point. A site that cannot estimate the effect, or may not show it, is left out and named. Source:
 * Borenstein and others, Introduction to Meta-Analysis (2009).
 */
public final class MetaAnalysis implements Algorithm {
    static final String DIFFERENCE = "mean_difference";
    static final String STANDARDISED = "standardised_mean_difference";
    static final String REGRESSION = "regression_coefficient";

    private static final String MOMENTS = "moments";

    @Override
    public Specification specification() {
        return new Specification(
                "meta_analysis",
                "Meta-analysis",
                "Random-effects meta-analysis of an effect that every site estimates by itself.",
                VariableSpec.numerical("Outcome", "The numerical variable", 1, 1),
                VariableSpec.any(
                        "Groups or covariates",
                        "A categorical variable for a difference of means; the covariates, the one"
                                + " of interest first, for a regression coefficient",
                        1,
                        50),
                List.of(
                        choice(
                                "effect",
                                "Effect",
                                "What each site estimates",
                                List.of(DIFFERENCE, STANDARDISED, REGRESSION)),
                        group("groupA", "Group A"),
                        group("groupB", "Group B"),
                        choice(
                                "method",
                                "Method",
                                "How the variance between sites is estimated",
                                MetaModel.METHODS),
                        choice(
                                "interval",
                                "Interval",
                                "How sure the summary is said to be",
                                MetaModel.INTERVALS),
                        MeanTests.alphaParameter()),
                "Each site's own estimate, its standard error and the number of rows.",
                Specification.Release.POOLED_AND_SITE);
    }

    private static ParameterSpec choice(
            String name, String label, String description, List<String> values) {
        return ParameterSpec.optional(
                name,
                label,
                description,
                new ParameterSpec.Domain.Choice(values),
                new Parameter.Text(values.getFirst()));
    }

    private static ParameterSpec group(String name, String label) {
        return ParameterSpec.optional(
                name,
                label,
                "Code of a level of x, for a difference of means",
                new ParameterSpec.Domain.LevelOfX(),
                new Parameter.Text(""));
    }

    @Override
    public Step start(Question question) {
        Estimator estimator =
                question.text("effect").equals(REGRESSION)
                        ? regression(question)
                        : difference(question);
        return new Step.Round(
                "estimates",
                VectorSchema.EMPTY,
                estimator::answer,
                pooled -> new Step.Done(summary(question, pooled)));
    }

    /** What a site says: NaN where it has no estimate. */
    private record Estimate(double value, double standardError, long rows, long patients) {
        static Estimate none(long rows) {
            return new Estimate(Double.NaN, Double.NaN, rows, 0);
        }

        List<SiteCell> cells() {
            boolean estimable = standardError > 0 && Double.isFinite(value);
            long behind = estimable ? patients : 0;
            return List.of(
                    new SiteCell("rows", rows, Support.count(behind)),
                    new SiteCell(
                            "estimate", estimable ? value : Double.NaN, Support.moment(behind)),
                    new SiteCell(
                            "se", estimable ? standardError : Double.NaN, Support.moment(behind)));
        }
    }

    private interface Estimator {
        Estimate of(LocalData data, Rows rows);

        List<String> variables();

        default LocalAnswer answer(LocalData data) {
            Rows rows = data.completeCases(variables());
            return new LocalAnswer(
                    ExactVector.zero(VectorSchema.EMPTY),
                    of(data, rows).cells(),
                    Censuses.of(rows),
                    2);
        }
    }

    private static KoinonException wrong(String message) {
        return new KoinonException(ErrorCode.PRECONDITION, message);
    }

    private static Estimator difference(Question question) {
        Variable factor = question.x().getFirst();
        if (question.x().size() != 1 || !factor.categorical()) {
            throw wrong("a difference of means needs one categorical variable as x");
        }
        int a = factor.levelIndex(question.text("groupA"));
        int b = factor.levelIndex(question.text("groupB"));
        if (a < 0 || b < 0 || a == b) {
            throw wrong(
                    "a difference of means needs two different levels of '"
                            + factor.code()
                            + "' as groupA and groupB; it has "
                            + LevelsInUse.names(factor));
        }
        GroupSums sums = GroupSums.by(question, factor, a, b);
        boolean standardised = question.text("effect").equals(STANDARDISED);
        return new Estimator() {
            @Override
            public List<String> variables() {
                return question.variables();
            }

            @Override
            public Estimate of(LocalData data, Rows rows) {
                ExactVector own = sums.local(data).sums();
                Sample first = sums.sample(own, 0, 0);
                Sample second = sums.sample(own, 0, 1);
                long n = first.n() + second.n();
                if (first.n() < 2 || second.n() < 2) {
                    return Estimate.none(n);
                }
                // Fewest different patients in the smaller group, whoever has several rows.
                long behind =
                        Math.max(
                                0,
                                Math.min(first.n(), second.n()) - (rows.count() - rows.patients()));
                return standardised
                        ? standardised(first, second, behind)
                        : new Estimate(
                                first.meanLess(second).doubleValue(),
                                Math.sqrt(
                                        first.variance() / first.n()
                                                + second.variance() / second.n()),
                                n,
                                behind);
            }
        };
    }

    private static Estimate standardised(Sample a, Sample b, long behind) {
        double df = a.n() + b.n() - 2.0;
        double deviation = Math.sqrt(a.centred().plus(b.centred()).doubleValue() / df);
        double g = StudentT.biasCorrection(df) * a.meanLess(b).doubleValue() / deviation;
        double variance = 1.0 / a.n() + 1.0 / b.n() + g * g / (2 * (df + 2));
        return new Estimate(g, Math.sqrt(variance), a.n() + b.n(), behind);
    }

    private static Estimator regression(Question question) {
        if (!question.x().stream().allMatch(Variable::numerical)) {
            throw wrong("the covariates of a regression coefficient must be numerical here");
        }
        String outcome = question.request().y().getFirst();
        if (question.request().x().contains(outcome)) {
            throw wrong("'" + outcome + "' cannot be outcome and covariate at once");
        }
        List<NumericalTerm> numbers =
                Stream.concat(question.request().x().stream(), Stream.of(outcome))
                        .map(v -> new NumericalTerm(v, question.grid(v)))
                        .toList();
        DesignMatrix design = DesignMatrix.of(List.of(), numbers);
        return new Estimator() {
            @Override
            public List<String> variables() {
                return question.variables();
            }

            @Override
            public Estimate of(LocalData data, Rows rows) {
                return coefficient(design, rows);
            }
        };
    }

    /** Of the column after the intercept; the outcome is the last. */
    private static Estimate coefficient(DesignMatrix design, Rows rows) {
        VectorSchema schema =
                VectorSchema.of(Field.sums(MOMENTS, ExactGram.size(design.columns()), 0));
        ExactVector.Builder builder = ExactVector.builder(schema);
        rows.reduce(
                        design.variables(),
                        () -> new MomentAccumulator(design),
                        MomentAccumulator::add,
                        MomentAccumulator::merge)
                .writeTo(builder, MOMENTS);
        int p = design.columns() - 1;
        if (rows.count() <= p) {
            return Estimate.none(rows.count());
        }
        SymmetricMatrix all = SymmetricMatrix.ofGram(builder.build(), MOMENTS, design.log2Steps());
        Factor factor = all.select(IntStream.range(0, p).toArray()).factor();
        if (factor.aliased().get(1)) {
            return Estimate.none(rows.count());
        }
        DoubleDouble[] xy = new DoubleDouble[p];
        Arrays.setAll(xy, j -> all.entry(j, p));
        DoubleDouble[] beta = factor.solve(xy);
        double rss = Math.max(0, all.entry(p, p).minus(DoubleDouble.dot(beta, xy)).doubleValue());
        double variance =
                rss / (rows.count() - factor.rank()) * factor.inverseDiagonal()[1].doubleValue();
        return new Estimate(
                beta[1].doubleValue(), Math.sqrt(variance), rows.count(), rows.patients());
    }

    private static MetaSummary summary(Question question, Pooled pooled) {
        List<Study> studies = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (SiteRelease site : pooled.sites()) {
            Study study =
                    new Study(
                            site.site(), site.cell("rows"), site.cell("estimate"), site.cell("se"));
            if (study.known()) {
                studies.add(study);
            } else {
                left.add(site.site());
            }
        }
        if (studies.size() < 2) {
            throw wrong(
                    "fewer than two sites could estimate the effect, or may show it; a"
                            + " meta-analysis needs two");
        }
        return MetaModel.of(question, studies, left);
    }
}
