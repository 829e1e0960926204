package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.fitted.Rule;
import koinon.model.metadata.Range;
import koinon.model.metadata.Variable;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Public bins of covariates: the levels of a categorical one, equal pieces of a range for a
 * numerical one.
 *
 * <pre>
 *   cut_k = low + k (high − low) / bins,  0 &lt; k &lt; bins;     bin = number of cuts at or below the value
 * </pre>
 *
 * <p>Where every site lets minima and maxima leave, low and high are the exact ones. Elsewhere 64
 * bins over the public range (that of the data model, else the published bound) are counted first,
 * and the range spans those with enough rows; what lies outside joins the first or the last bin.
 *
 * @param cuts by variable; empty for a categorical one
 */
record Binning(List<Variable> variables, double[][] cuts) {
    private static final int COARSE = 64;

    /** Number of bins of a variable. */
    int bins(int variable) {
        return variables.get(variable).categorical()
                ? variables.get(variable).levels().size()
                : cuts[variable].length + 1;
    }

    /** Bins of all rows of a block that holds the variables from a position on. */
    void fill(Block block, int position, int[][] out) {
        for (int j = 0; j < out.length; j++) {
            if (variables.get(j).categorical()) {
                System.arraycopy(block.codes(position + j), 0, out[j], 0, block.size());
            } else {
                double[] values = block.values(position + j);
                for (int i = 0; i < block.size(); i++) {
                    out[j][i] = bin(cuts[j], values[i]);
                }
            }
        }
    }

    private static int bin(double[] cuts, double value) {
        // A search tells -0 from 0, a cut must not: + 0.0 makes them one.
        int found = Arrays.binarySearch(cuts, value + 0.0);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static double[] spaced(double low, double high, int bins) {
        double step = (high - low) / bins;
        return IntStream.range(1, bins).mapToDouble(k -> low + k * step + 0.0).distinct().toArray();
    }

    /** Finds the bins; in one round where there are numerical covariates, in none else. */
    static Step find(Question question, int bins, Function<Binning, Step> next) {
        List<Variable> numbers = question.x().stream().filter(Variable::numerical).toList();
        if (numbers.isEmpty()) {
            return next.apply(new Binning(question.x(), new double[question.x().size()][0]));
        }
        return new Ranges(question, numbers, bins, next).ask();
    }

    private record Ranges(
            Question question, List<Variable> numbers, int bins, Function<Binning, Step> next) {
        private static final String COUNTS = "ranges";

        Step ask() {
            boolean exact = question.disclosure().extremes();
            VectorSchema schema =
                    exact
                            ? VectorSchema.EMPTY
                            : VectorSchema.of(Field.counts(COUNTS, numbers.size() * COARSE));
            return new Step.Round(
                    "ranges",
                    schema,
                    data -> exact ? extremes(data) : counts(data, schema),
                    pooled -> next.apply(binning(exact ? exact(pooled) : coarse(pooled))));
        }

        private Binning binning(List<Range> ranges) {
            double[][] cuts = new double[question.x().size()][0];
            for (int j = 0; j < cuts.length; j++) {
                int at = numbers.indexOf(question.x().get(j));
                if (at >= 0) {
                    cuts[j] = spaced(ranges.get(at).min(), ranges.get(at).max(), bins);
                }
            }
            return new Binning(question.x(), cuts);
        }

        private List<String> codes() {
            return numbers.stream().map(Variable::code).toList();
        }

        private LocalAnswer extremes(LocalData data) {
            Rows rows = data.completeCases(question.variables());
            double[][] ranges = rows.reduce(codes(), this::nowhere, Ranges::widen, Ranges::widest);
            Support support = Support.extreme(rows.patients());
            List<SiteCell> cells = new ArrayList<>();
            for (int j = 0; j < ranges.length && rows.count() > 0; j++) {
                cells.add(new SiteCell("min/" + codes().get(j), ranges[j][0], support));
                cells.add(new SiteCell("max/" + codes().get(j), ranges[j][1], support));
            }
            ExactVector none = ExactVector.zero(VectorSchema.EMPTY);
            return new LocalAnswer(none, cells, Censuses.of(rows), 0);
        }

        private double[][] nowhere() {
            double[][] ranges = new double[numbers.size()][2];
            for (double[] range : ranges) {
                range[0] = Double.POSITIVE_INFINITY;
                range[1] = Double.NEGATIVE_INFINITY;
            }
            return ranges;
        }

        private static void widen(double[][] ranges, Block block) {
            for (int j = 0; j < ranges.length; j++) {
                double[] values = block.values(j);
                for (int i = 0; i < block.size(); i++) {
                    ranges[j][0] = Math.min(ranges[j][0], values[i]);
                    ranges[j][1] = Math.max(ranges[j][1], values[i]);
                }
            }
        }

        private static double[][] widest(double[][] a, double[][] b) {
            for (int j = 0; j < a.length; j++) {
                a[j][0] = Math.min(a[j][0], b[j][0]);
                a[j][1] = Math.max(a[j][1], b[j][1]);
            }
            return a;
        }

        private List<Range> exact(Pooled pooled) {
            return codes().stream()
                    .map(code ->
                            new Range(
                                    extreme(pooled, "min/" + code, -1),
                                    extreme(pooled, "max/" + code, 1)))
                    .toList();
        }

        /** The least (sign -1) or greatest (sign 1) of what sites with rows have sent, or 0. */
        private static double extreme(Pooled pooled, String cell, int sign) {
            return sign
                    * pooled.sites().stream()
                            .mapToDouble(site -> site.cell(cell).orNaN())
                            .filter(value -> !Double.isNaN(value))
                            .map(value -> sign * value)
                            .max()
                            .orElse(0);
        }

        private Range publicRange(Variable variable) {
            Grid grid = question.grid(variable.code());
            return variable.range().bounded()
                    ? variable.range()
                    : new Range(-grid.bound(), grid.bound());
        }

        private LocalAnswer counts(LocalData data, VectorSchema schema) {
            double[][] edges =
                    numbers.stream()
                            .map(this::publicRange)
                            .map(r -> spaced(r.min(), r.max(), COARSE))
                            .toArray(double[][]::new);
            Rows rows = data.completeCases(question.variables());
            long[] counts =
                    rows.reduce(
                            codes(),
                            () -> new long[numbers.size() * COARSE],
                            (sums, block) -> count(edges, sums, block),
                            (a, b) -> {
                                Arrays.setAll(a, i -> a[i] + b[i]);
                                return a;
                            });
            ExactVector sums = ExactVector.builder(schema).add(COUNTS, counts).build();
            return LocalAnswer.pooled(sums, Censuses.of(rows), counts.length);
        }

        private static void count(double[][] edges, long[] counts, Block block) {
            for (int j = 0; j < edges.length; j++) {
                double[] values = block.values(j);
                for (int i = 0; i < block.size(); i++) {
                    counts[j * COARSE + bin(edges[j], values[i])]++;
                }
            }
        }

        private List<Range> coarse(Pooled pooled) {
            long[] counts = pooled.required().counts(COUNTS);
            List<Range> ranges = new ArrayList<>();
            for (int j = 0; j < numbers.size(); j++) {
                int from = j * COARSE;
                int[] shown =
                        IntStream.range(0, COARSE)
                                .filter(i -> !question.disclosure().hides(counts[from + i]))
                                .filter(i -> counts[from + i] > 0)
                                .toArray();
                Range range = publicRange(numbers.get(j));
                double step = (range.max() - range.min()) / COARSE;
                ranges.add(
                        shown.length == 0
                                ? range
                                : new Range(
                                        range.min() + shown[0] * step,
                                        range.min() + (shown[shown.length - 1] + 1) * step));
            }
            return ranges;
        }
    }

    /** Names of the levels of one side of a split, or of a bin's edge. */
    String condition(Tree.Test test, int branch) {
        return switch (test) {
            case Tree.Test.None _ -> "";
            case Tree.Test.Below(int variable, int cut) ->
                    variables.get(variable).code()
                            + (branch == 0 ? " < " : " ≥ ")
                            + number(cuts[variable][cut - 1]);
            case Tree.Test.Among(int variable, boolean[] left) ->
                    variables.get(variable).code()
                            + " in "
                            + IntStream.range(0, left.length)
                                    .filter(l -> left[l] == (branch == 0))
                                    .mapToObj(l -> variables.get(variable).levels().get(l).code())
                                    .toList();
            case Tree.Test.Each(int variable) ->
                    variables.get(variable).code()
                            + " = "
                            + variables.get(variable).levels().get(branch).code();
        };
    }

    /** The same, for a model that others read. */
    Rule.Condition rule(Tree.Test test, int branch) {
        return switch (test) {
            case Tree.Test.None _ -> new Rule.Condition.Always();
            case Tree.Test.Below(int variable, int cut) ->
                    branch == 0
                            ? new Rule.Condition.Below(code(variable), cuts[variable][cut - 1])
                            : new Rule.Condition.AtLeast(code(variable), cuts[variable][cut - 1]);
            case Tree.Test.Among(int variable, boolean[] left) ->
                    new Rule.Condition.Among(
                            code(variable),
                            IntStream.range(0, left.length)
                                    .filter(l -> left[l] == (branch == 0))
                                    .mapToObj(l -> level(variable, l))
                                    .toList());
            case Tree.Test.Each(int variable) ->
                    new Rule.Condition.Among(code(variable), List.of(level(variable, branch)));
        };
    }

    private String code(int variable) {
        return variables.get(variable).code();
    }

    private String level(int variable, int level) {
        return variables.get(variable).levels().get(level).code();
    }

    /** Six significant digits. */
    static String number(double value) {
        return value == 0
                ? "0"
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
