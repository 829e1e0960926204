package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Range;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * The round that finds where several numerical variables lie, to start a search there: exact minima
 * and maxima where every site lets them leave, elsewhere the bins of the public range, 64 of them,
 * that hold enough rows to be shown (blueprint D9).
 */
final class StartingRange {
    private static final int BINS = 64;
    private static final String COUNTS = "counts";

    private final Question question;
    private final List<String> variables;
    private final Collection<String> completeOver;

    StartingRange(Question question, List<String> variables, Collection<String> completeOver) {
        this.question = question;
        this.variables = List.copyOf(variables);
        this.completeOver = List.copyOf(completeOver);
    }

    /** The round; next gets one range per variable. */
    Step.Round round(Function<List<Range>, Step> next) {
        boolean exact = question.disclosure().extremes();
        VectorSchema schema =
                exact
                        ? VectorSchema.EMPTY
                        : VectorSchema.of(Field.counts(COUNTS, variables.size() * BINS));
        return new Step.Round(
                "range",
                schema,
                data -> exact ? extremes(data) : counts(data, schema),
                pooled -> {
                    if (Census.of(pooled.sums()).rows() == 0) {
                        throw nothing();
                    }
                    return next.apply(exact ? ofExtremes(pooled) : ofCounts(pooled.sums()));
                });
    }

    private KoinonException nothing() {
        return new KoinonException(
                ErrorCode.INSUFFICIENT_DATA,
                "no row has a value in every one of " + String.join(", ", completeOver));
    }

    private LocalAnswer extremes(LocalData data) {
        Rows rows = data.completeCases(completeOver);
        double[][] found =
                rows.reduce(
                        variables,
                        () -> {
                            double[][] none = new double[2][variables.size()];
                            Arrays.fill(none[0], Double.POSITIVE_INFINITY);
                            Arrays.fill(none[1], Double.NEGATIVE_INFINITY);
                            return none;
                        },
                        StartingRange::widen,
                        StartingRange::wider);
        Census census = Censuses.of(rows);
        Support support = Support.extreme(census.patients());
        List<SiteCell> cells = new ArrayList<>();
        for (int v = 0; v < variables.size() && rows.count() > 0; v++) {
            cells.add(new SiteCell("min/" + variables.get(v), found[0][v], support));
            cells.add(new SiteCell("max/" + variables.get(v), found[1][v], support));
        }
        return new LocalAnswer(ExactVector.zero(VectorSchema.EMPTY), cells, census, 0);
    }

    private static void widen(double[][] ends, Block block) {
        for (int v = 0; v < ends[0].length; v++) {
            double[] values = block.values(v);
            for (int i = 0; i < block.size(); i++) {
                ends[0][v] = Math.min(ends[0][v], values[i]);
                ends[1][v] = Math.max(ends[1][v], values[i]);
            }
        }
    }

    private static double[][] wider(double[][] a, double[][] b) {
        for (int v = 0; v < a[0].length; v++) {
            a[0][v] = Math.min(a[0][v], b[0][v]);
            a[1][v] = Math.max(a[1][v], b[1][v]);
        }
        return a;
    }

    private List<Range> ofExtremes(Pooled pooled) {
        return variables.stream()
                .map(v -> new Range(-most(pooled, "min/" + v, -1), most(pooled, "max/" + v, 1)))
                .toList();
    }

    /** The greatest of what the sites with rows have sent, times sign. */
    private double most(Pooled pooled, String cell, int sign) {
        return pooled.sites().stream()
                .mapToDouble(site -> sign * site.cell(cell).orNaN())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElseThrow(this::nothing);
    }

    private Range publicRange(int v) {
        Range declared = question.variable(variables.get(v)).range();
        double bound = question.grid(variables.get(v)).bound();
        return declared.bounded() ? declared : new Range(-bound, bound);
    }

    private LocalAnswer counts(LocalData data, VectorSchema schema) {
        Rows rows = data.completeCases(completeOver);
        List<Range> ranges =
                IntStream.range(0, variables.size()).mapToObj(this::publicRange).toList();
        long[] counts =
                rows.reduce(
                        variables,
                        () -> new long[variables.size() * BINS],
                        (sums, block) -> count(ranges, sums, block),
                        (a, b) -> {
                            Arrays.setAll(a, i -> a[i] + b[i]);
                            return a;
                        });
        ExactVector sums = ExactVector.builder(schema).add(COUNTS, counts).build();
        return LocalAnswer.pooled(sums, Censuses.of(rows), schema.words());
    }

    private static void count(List<Range> ranges, long[] sums, Block block) {
        for (int v = 0; v < ranges.size(); v++) {
            double min = ranges.get(v).min();
            double width = (ranges.get(v).max() - min) / BINS;
            double[] values = block.values(v);
            for (int i = 0; i < block.size(); i++) {
                // Values beyond the declared range count at its end.
                int bin = (int) Math.max(0, Math.min(BINS - 1, (values[i] - min) / width));
                sums[v * BINS + bin]++;
            }
        }
    }

    private List<Range> ofCounts(ExactVector sums) {
        List<Range> found = new ArrayList<>();
        for (int v = 0; v < variables.size(); v++) {
            Range all = publicRange(v);
            int from = v * BINS;
            int[] shown =
                    IntStream.range(0, BINS)
                            .filter(bin -> {
                                long count = sums.count(COUNTS, from + bin);
                                return count > 0 && !question.disclosure().hides(count);
                            })
                            .toArray();
            int first = shown.length == 0 ? 0 : shown[0];
            int last = shown.length == 0 ? BINS - 1 : shown[shown.length - 1];
            double width = (all.max() - all.min()) / BINS;
            found.add(new Range(all.min() + first * width, all.min() + (last + 1) * width));
        }
        return found;
    }
}
