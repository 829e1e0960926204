package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.algorithms.Question.Disclosure;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
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
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Histogram of one variable over the complete cases, as a whole and for every level of each
 * grouping variable.
 *
 * <pre>
 *   edge_i = min + i · (max − min) / bins,  the last edge max;   bin i holds edge_i ≤ v &lt; edge_i+1,
 *   the last one both its ends;             a nominal variable has one bar per level
 * </pre>
 *
 * <p>Where every site lets minima and maxima leave, they are the exact ones. Elsewhere a first
 * round counts 64 bins over the public range, and the edges span those with enough rows; rows
 * outside are counted in no bin. What leaves a site: counts per bin. Rounds: 2 for a numerical
 * variable, else 1. A count below the threshold is suppressed, never 0.
 */
public final class MultipleHistograms implements Algorithm {
    private static final int COARSE = 64;

    @Override
    public Specification specification() {
        return new Specification(
                "multiple_histograms",
                "Histograms",
                "How the values of a variable are distributed, overall and by group.",
                VariableSpec.any("Variable", "The variable to show", 1, 1),
                VariableSpec.categorical("Groups", "Variables to group by, optional", 0, 10),
                List.of(
                        ParameterSpec.optional(
                                "bins",
                                "Bins",
                                "Number of bins of a numerical variable",
                                new ParameterSpec.Domain.Ints(1, 100),
                                new Parameter.Int(20))),
                "Counts per bin and group over the complete cases.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        Variable variable = question.y().getFirst();
        if (variable.categorical()) {
            return counts(question, new Edges(List.of(), false));
        }
        Grid grid = question.grid(variable.code());
        return question.disclosure().extremes()
                ? extremes(question, variable)
                : coarse(question, publicRange(variable, grid));
    }

    private static Range publicRange(Variable variable, Grid grid) {
        return variable.range().bounded()
                ? variable.range()
                : new Range(-grid.bound(), grid.bound());
    }

    /**
     * Edges of the bins of a numerical variable; none for a nominal one.
     *
     * @param partial rows may lie outside
     */
    private record Edges(List<Double> values, boolean partial) {
        /** Equally spaced; bit for bit what numpy's linspace gives. */
        static Edges spaced(double min, double max, int bins, boolean partial) {
            double top = max > min ? max : min + 1;
            double step = (top - min) / bins;
            List<Double> edges = new ArrayList<>();
            for (int i = 0; i < bins; i++) {
                edges.add(i * step + min + 0.0);
            }
            edges.add(top + 0.0);
            return new Edges(edges, partial);
        }

        /** Bin of a value, or -1 outside; edges that coincide leave the bins between them empty. */
        static int bin(double[] edges, double value) {
            int last = edges.length - 1;
            if (value == edges[last]) {
                return last - 1;
            }
            // A search tells -0 from 0, a histogram must not: + 0.0 makes them one.
            int found = Arrays.binarySearch(edges, value + 0.0);
            int bin = found >= 0 ? found : -found - 2;
            return bin < last ? bin : -1;
        }
    }

    private static Step extremes(Question question, Variable variable) {
        return new Step.Round(
                "range",
                VectorSchema.EMPTY,
                data -> localExtremes(data, question, variable),
                pooled ->
                        counts(
                                question,
                                Edges.spaced(
                                        extreme(pooled, variable, "min", -1),
                                        extreme(pooled, variable, "max", 1),
                                        question.integer("bins"),
                                        false)));
    }

    /** The least (sign -1) or greatest (sign 1) of what the sites with rows have sent. */
    private static double extreme(Pooled pooled, Variable variable, String cell, int sign) {
        return sign
                * pooled.sites().stream()
                        .mapToDouble(site -> site.cell(cell).orNaN())
                        .filter(value -> !Double.isNaN(value))
                        .map(value -> sign * value)
                        .max()
                        .orElseThrow(() -> nothing(variable));
    }

    private static KoinonException nothing(Variable variable) {
        return new KoinonException(
                ErrorCode.INSUFFICIENT_DATA,
                "no analysed row has a value of '" + variable.code() + "'");
    }

    private static LocalAnswer localExtremes(LocalData data, Question question, Variable variable) {
        Rows rows = data.completeCases(question.variables());
        double[] range =
                rows.reduce(
                        List.of(variable.code()),
                        () -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
                        (r, block) -> {
                            for (int i = 0; i < block.size(); i++) {
                                r[0] = Math.min(r[0], block.values(0)[i]);
                                r[1] = Math.max(r[1], block.values(0)[i]);
                            }
                        },
                        (a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
        Census census = Censuses.of(rows);
        Support support = Support.extreme(census.patients());
        List<SiteCell> cells =
                rows.count() == 0
                        ? List.of()
                        : List.of(
                                new SiteCell("min", range[0], support),
                                new SiteCell("max", range[1], support));
        return new LocalAnswer(ExactVector.zero(VectorSchema.EMPTY), cells, census, 0);
    }

    /** Counts over the public range, to find where there are enough rows to be shown. */
    private static Step coarse(Question question, Range range) {
        Edges edges = Edges.spaced(range.min(), range.max(), COARSE, true);
        Layout layout = new Layout(question, edges, List.of());
        return new Step.Round(
                "range",
                layout.schema(),
                layout::local,
                pooled -> {
                    long[] counts = pooled.sums().counts(Layout.COUNTS);
                    int[] shown =
                            IntStream.range(0, COARSE)
                                    .filter(i ->
                                            counts[i] > 0
                                                    && !question.disclosure().hides(counts[i]))
                                    .toArray();
                    int first = shown.length == 0 ? 0 : shown[0];
                    int last = shown.length == 0 ? COARSE - 1 : shown[shown.length - 1];
                    return counts(
                            question,
                            Edges.spaced(
                                    edges.values().get(first),
                                    edges.values().get(last + 1),
                                    question.integer("bins"),
                                    true));
                });
    }

    private static Step counts(Question question, Edges edges) {
        Layout layout = new Layout(question, edges, question.x());
        return new Step.Round(
                "counts",
                layout.schema(),
                layout::local,
                pooled ->
                        new Step.Done(
                                layout.histograms(
                                        pooled.sums().counts(Layout.COUNTS),
                                        question.disclosure())));
    }

    /** Where each count stands: panel by panel, first all rows, then each level of each group. */
    private record Layout(Question question, Edges edges, List<Variable> groups) {
        static final String COUNTS = "counts";

        Variable variable() {
            return question.y().getFirst();
        }

        int bins() {
            return variable().categorical()
                    ? variable().levels().size()
                    : edges.values().size() - 1;
        }

        int panels() {
            return 1 + groups.stream().mapToInt(g -> g.levels().size()).sum();
        }

        VectorSchema schema() {
            return VectorSchema.of(Field.counts(COUNTS, panels() * bins()));
        }

        LocalAnswer local(LocalData data) {
            Rows rows = data.completeCases(question.variables());
            List<String> columns =
                    Stream.concat(Stream.of(variable()), groups.stream())
                            .map(Variable::code)
                            .toList();
            double[] ends = edges.values().stream().mapToDouble(Double::doubleValue).toArray();
            long[] counts =
                    rows.reduce(
                            columns,
                            () -> new long[panels() * bins()],
                            (sums, block) -> count(ends, sums, block),
                            (a, b) -> {
                                Arrays.setAll(a, i -> a[i] + b[i]);
                                return a;
                            });
            ExactVector sums = ExactVector.builder(schema()).add(COUNTS, counts).build();
            return LocalAnswer.pooled(sums, Censuses.of(rows), bins());
        }

        private void count(double[] edges, long[] counts, Block block) {
            for (int i = 0; i < block.size(); i++) {
                int bin =
                        variable().categorical()
                                ? block.codes(0)[i]
                                : Edges.bin(edges, block.values(0)[i]);
                if (bin < 0) {
                    continue;
                }
                counts[bin]++;
                int panel = 1;
                for (int g = 0; g < groups.size(); g++) {
                    counts[(panel + block.codes(g + 1)[i]) * bins() + bin]++;
                    panel += groups.get(g).levels().size();
                }
            }
        }

        Histograms histograms(long[] counts, Disclosure disclosure) {
            List<Panel> panels = new ArrayList<>();
            panels.add(panel(counts, 0, null, null, disclosure));
            for (Variable group : groups) {
                for (Level level : group.levels()) {
                    panels.add(
                            panel(counts, panels.size(), group.code(), level.code(), disclosure));
                }
            }
            List<String> warnings =
                    edges.partial()
                            ? List.of(
                                    "The ends of the range, where there are few rows, are not"
                                            + " shown.")
                            : List.of();
            return new Histograms(panels, warnings);
        }

        private Panel panel(
                long[] counts,
                int index,
                @Nullable String group,
                @Nullable String level,
                Disclosure disclosure) {
            List<Statistic> shown =
                    IntStream.range(0, bins())
                            .mapToObj(i -> shown(counts[index * bins() + i], disclosure))
                            .toList();
            List<String> categories = variable().levels().stream().map(Level::code).toList();
            return new Panel(variable().code(), group, level, edges.values(), categories, shown);
        }

        private static Statistic shown(long count, Disclosure disclosure) {
            return disclosure.hides(count)
                    ? new Statistic.Suppressed("fewer than " + disclosure.threshold())
                    : Statistic.of((double) count);
        }
    }

    /**
     * One histogram.
     *
     * @param groupingVariable null for all rows together
     * @param edges of a numerical variable, one more than counts; else empty
     * @param categories of a nominal variable, as many as counts; else empty
     */
    public record Panel(
            String variable,
            @Nullable String groupingVariable,
            @Nullable String groupingLevel,
            List<Double> edges,
            List<String> categories,
            List<Statistic> counts) {
        public Panel {
            edges = List.copyOf(edges);
            categories = List.copyOf(categories);
            counts = List.copyOf(counts);
        }

        private String label() {
            return groupingVariable == null ? "all" : groupingVariable + " = " + groupingLevel;
        }

        private String bin(int i) {
            return edges.isEmpty()
                    ? categories.get(i)
                    : String.format(
                            java.util.Locale.ROOT, "%.6g to %.6g", edges.get(i), edges.get(i + 1));
        }
    }

    /** All panels, the one over all rows first. */
    public record Histograms(List<Panel> panels, List<String> warnings) implements Result {
        public Histograms {
            panels = List.copyOf(panels);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return "Counts per bin";
        }

        @Override
        public Presentation presentation() {
            Panel all = panels.getFirst();
            String title = "Distribution of " + all.variable();
            List<Column> columns = new ArrayList<>();
            columns.add(new Column(all.variable(), Format.TEXT));
            panels.forEach(p -> columns.add(new Column(p.label(), Format.COUNT)));
            List<List<Cell>> rows = new ArrayList<>();
            for (int i = 0; i < all.counts().size(); i++) {
                List<Cell> row = new ArrayList<>();
                row.add(Cell.of(all.bin(i)));
                for (Panel panel : panels) {
                    row.add(Cell.of(panel.counts().get(i)));
                }
                rows.add(row);
            }
            List<Plot.Series> series =
                    panels.stream().map(p -> new Plot.Series(p.label(), p.counts())).toList();
            Plot plot =
                    all.edges().isEmpty()
                            ? new Plot.Bars(title, all.variable(), all.categories(), series)
                            : new Plot.Histogram(title, all.variable(), all.edges(), series);
            return new Presentation(List.of(new Table(title, columns, rows, "")), List.of(plot));
        }
    }
}
