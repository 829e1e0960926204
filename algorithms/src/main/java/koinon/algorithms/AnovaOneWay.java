package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.AnovaTable.Anova;
import koinon.algorithms.AnovaTable.Group;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Do the means of a variable differ between the levels of a categorical one, and which of them from
 * which? One analysis per variable, over the rows complete in all of them.
 *
 * <pre>
 *   SS_residual = Σ_g Σ (y − ȳ_g)²        SS_explained = Σ_g n_g (ȳ_g − ȳ)²
 *   F = (SS_explained / (k − 1)) / MSE,   MSE = SS_residual / (n − k)
 *   η² = SS_explained / SS_total          ω² = (SS_explained − (k − 1) MSE) / (SS_total + MSE)
 *   Tukey: se = √(MSE (1 / n_a + 1 / n_b)), t = (ȳ_a − ȳ_b) / se, p = P(Q &gt; √2 |t|),
 *          Q the studentised range of k means with n − k df; 95 % intervals ± q se / √2
 * </pre>
 *
 * <p>What leaves a site: per variable and level n, Σy and Σy²; minima and maxima where the policy
 * lets them leave. Rounds: 1. Guarantee: bit for bit the same for every split of the rows; equal to
 * R's {@code aov} and {@code TukeyHSD} (with an exact tail). Levels with too few rows to be shown
 * are left out with a warning. Not checked: that the groups spread alike. Source: Kramer,
 * Biometrics 12 (1956) 307–310.
 */
public final class AnovaOneWay implements Algorithm {
    @Override
    public Specification specification() {
        return new Specification(
                        "anova_oneway",
                        "One-way ANOVA",
                        "Whether the means of a variable differ between groups, and which of them, by Tukey's"
                                + " test.",
                        VariableSpec.numerical(
                                "Variables", "The variables whose means are compared", 1, 50),
                        VariableSpec.categorical(
                                "Groups", "The variable whose levels are the groups", 1, 1),
                        List.of(),
                        "Number of values, their sum and their sum of squares, per variable and group;"
                                + " minima and maxima where the policy allows them.",
                        Specification.Release.POOLED)
                .alsoOfVisits();
    }

    @Override
    public Step start(Question question) {
        Variable factor = question.x().getFirst();
        if (factor.levels().size() < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "'" + factor.code() + "' has one level; an analysis of variance needs two");
        }
        Layout layout = new Layout(question, factor);
        return new Step.Round(
                "moments",
                layout.sums().schema(),
                layout::local,
                pooled -> new Step.Done(layout.table(pooled)));
    }

    /** Where the sums of each variable and level stand. */
    private record Layout(Question question, Variable factor, GroupSums sums) {
        Layout(Question question, Variable factor) {
            this(
                    question,
                    factor,
                    GroupSums.by(
                            question,
                            factor,
                            IntStream.range(0, factor.levels().size()).toArray()));
        }

        private List<String> outcomes() {
            return question.request().y();
        }

        private static String key(String statistic, int outcome, int level) {
            return statistic + "/" + outcome + "/" + level;
        }

        LocalAnswer local(LocalData data) {
            LocalAnswer answer = sums.local(data);
            if (!question.disclosure().extremes()) {
                return answer;
            }
            Rows rows = data.completeCases(question.variables());
            List<SiteCell> cells = new ArrayList<>();
            Support support = Support.extreme(rows.patients());
            for (int y = 0; y < outcomes().size(); y++) {
                double[][] ranges = ranges(rows, outcomes().get(y));
                for (int g = 0; g < ranges.length; g++) {
                    if (ranges[g][0] <= ranges[g][1]) {
                        cells.add(new SiteCell(key("min", y, g), ranges[g][0], support));
                        cells.add(new SiteCell(key("max", y, g), ranges[g][1], support));
                    }
                }
            }
            return new LocalAnswer(answer.sums(), cells, answer.census(), answer.parameters());
        }

        private double[][] ranges(Rows rows, String outcome) {
            return rows.reduce(
                    List.of(outcome, factor.code()),
                    this::nothing,
                    Layout::widen,
                    (a, b) -> {
                        for (int g = 0; g < a.length; g++) {
                            a[g][0] = Math.min(a[g][0], b[g][0]);
                            a[g][1] = Math.max(a[g][1], b[g][1]);
                        }
                        return a;
                    });
        }

        private double[][] nothing() {
            double[][] ranges = new double[factor.levels().size()][];
            for (int g = 0; g < ranges.length; g++) {
                ranges[g] = new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            }
            return ranges;
        }

        private static void widen(double[][] ranges, Block block) {
            for (int i = 0; i < block.size(); i++) {
                double[] range = ranges[block.codes(1)[i]];
                range[0] = Math.min(range[0], block.values(0)[i]);
                range[1] = Math.max(range[1], block.values(0)[i]);
            }
        }

        /** Least (sign -1) or greatest (sign 1) of what the sites have sent. */
        private Statistic extreme(Pooled pooled, String key, int sign) {
            if (!question.disclosure().extremes()) {
                return new Statistic.Suppressed("exact minima and maxima are one person's values");
            }
            return Statistic.of(
                    sign
                            * pooled.sites().stream()
                                    .mapToDouble(site -> site.cell(key).orNaN())
                                    .filter(v -> !Double.isNaN(v))
                                    .map(v -> sign * v)
                                    .max()
                                    .orElse(Double.NaN));
        }

        AnovaTable table(Pooled pooled) {
            List<Anova> analyses = new ArrayList<>();
            List<String> warnings = new ArrayList<>();
            long[] sizes = sizes(pooled);
            List<String> small =
                    IntStream.range(0, sizes.length)
                            .filter(g -> question.disclosure().hides(sizes[g]))
                            .mapToObj(g -> factor.levels().get(g).code())
                            .toList();
            if (!small.isEmpty()) {
                warnings.add(
                        "Left out, because fewer than "
                                + question.disclosure().threshold()
                                + " rows or none have them: "
                                + String.join(", ", small));
            }
            for (int y = 0; y < outcomes().size(); y++) {
                Anova anova = Anova.of(outcomes().get(y), groups(pooled, y));
                analyses.add(anova);
                warnings.addAll(anova.warnings());
            }
            return new AnovaTable(factor.code(), analyses, warnings);
        }

        private long[] sizes(Pooled pooled) {
            long[] sizes = new long[factor.levels().size()];
            for (int g = 0; g < sizes.length; g++) {
                sizes[g] = sums.sample(pooled.sums(), 0, g).n();
            }
            return sizes;
        }

        private List<AnovaTable.Observed> groups(Pooled pooled, int outcome) {
            List<AnovaTable.Observed> groups = new ArrayList<>();
            List<Level> levels = factor.levels();
            for (int g = 0; g < levels.size(); g++) {
                Sample sample = sums.sample(pooled.sums(), outcome, g);
                if (sample.n() > 0 && !question.disclosure().hides(sample.n())) {
                    groups.add(
                            new AnovaTable.Observed(
                                    sample,
                                    Group.of(
                                            levels.get(g).code(),
                                            sample,
                                            extreme(pooled, key("min", outcome, g), -1),
                                            extreme(pooled, key("max", outcome, g), 1))));
                }
            }
            if (groups.size() < 2) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "an analysis of variance needs at least two levels of '"
                                + factor.code()
                                + "' with enough rows");
            }
            return groups;
        }
    }
}
