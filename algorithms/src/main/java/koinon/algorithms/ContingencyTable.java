package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Are two categorical variables associated? Counts of their levels together and what {@link
 * TableTests} makes of them.
 *
 * <p>What leaves a site: the counts. Rounds: 1. Guarantee: the table of the pooled rows; equal to
 * R's {@code chisq.test} and {@code fisher.test}. Disclosure: counts below the threshold are
 * hidden, and of the others the least, until two or more cells are hidden and together hold as many
 * rows as may be shown; totals that a hidden cell is part of are hidden, too. What is left to know
 * is the sum of all hidden cells. Tests would tell the cells (a chi-squared has few tables), so
 * that there are none then. Not checked: that rows are independent of each other.
 */
public final class ContingencyTable implements Algorithm {
    private static final String COUNTS = "counts";

    @Override
    public Specification specification() {
        return new Specification(
                "contingency_table",
                "Contingency table",
                "How often the levels of two categorical variables go together: chi-squared and"
                        + " Fisher's exact test, odds ratio, relative risk and Cramér's V.",
                VariableSpec.categorical("Columns", "The outcome", 1, 1),
                VariableSpec.categorical("Rows", "The groups that are compared", 1, 1),
                List.of(MeanTests.alphaParameter()),
                "Number of rows for every pair of levels.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        Variable x = question.x().getFirst();
        Variable y = question.y().getFirst();
        if (x.code().equals(y.code())) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "'" + x.code() + "' is compared with itself; two variables are needed");
        }
        VectorSchema schema =
                VectorSchema.of(Field.counts(COUNTS, x.levels().size() * y.levels().size()));
        return new Step.Round(
                COUNTS,
                schema,
                data -> local(data, question, schema),
                pooled ->
                        new Step.Done(new Counted(question, pooled.sums().counts(COUNTS)).table()));
    }

    private static LocalAnswer local(LocalData data, Question question, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        int width = question.y().getFirst().levels().size();
        int length = schema.field(COUNTS).length();
        long[] counts =
                rows.reduce(
                        List.of(question.x().getFirst().code(), question.y().getFirst().code()),
                        () -> new long[length],
                        (sums, block) -> count(sums, block, width),
                        (a, b) -> {
                            Arrays.setAll(a, i -> a[i] + b[i]);
                            return a;
                        });
        ExactVector sums = ExactVector.builder(schema).add(COUNTS, counts).build();
        return LocalAnswer.pooled(sums, Censuses.of(rows), length);
    }

    private static void count(long[] counts, Block block, int width) {
        int[] x = block.codes(0);
        int[] y = block.codes(1);
        for (int i = 0; i < block.size(); i++) {
            counts[x[i] * width + y[i]]++;
        }
    }

    /** The pooled counts, levels of x by levels of y, of which some may occur nowhere. */
    private record Counted(Question question, long[] all) {
        private int width() {
            return question.y().getFirst().levels().size();
        }

        private int[] used(Variable variable, boolean rows) {
            int[] used =
                    IntStream.range(0, variable.levels().size())
                            .filter(level ->
                                    IntStream.range(0, all.length)
                                            .filter(c ->
                                                    (rows ? c / width() : c % width()) == level)
                                            .anyMatch(c -> all[c] > 0))
                            .toArray();
            if (used.length < 2) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "fewer than two levels of '"
                                + variable.code()
                                + "' occur in these rows; a table needs two");
            }
            return used;
        }

        CrossTable table() {
            Variable x = question.x().getFirst();
            Variable y = question.y().getFirst();
            int[] rows = used(x, true);
            int[] columns = used(y, false);
            long[][] counts = new long[rows.length][columns.length];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    counts[i][j] = all[rows[i] * width() + columns[j]];
                }
            }
            boolean[][] hidden = hidden(counts);
            boolean whole = Arrays.stream(hidden).noneMatch(Counted::any);
            double alpha = question.real("alpha");
            List<String> warnings =
                    whole
                            ? TableTests.warnings(counts)
                            : List.of(
                                    "Counts below "
                                            + question.disclosure().threshold()
                                            + " are hidden, and others that would give them away;"
                                            + " so would tests.");
            return new CrossTable(
                    x.code(),
                    y.code(),
                    codes(x, rows),
                    codes(y, columns),
                    IntStream.range(0, rows.length)
                            .mapToObj(i -> shown(counts[i], hidden[i]))
                            .toList(),
                    IntStream.range(0, rows.length)
                            .mapToObj(i -> total(counts[i], hidden[i]))
                            .toList(),
                    IntStream.range(0, columns.length)
                            .mapToObj(j -> total(column(counts, j), column(hidden, j)))
                            .toList(),
                    Arrays.stream(all).sum(),
                    alpha,
                    whole ? TableTests.of(counts, alpha) : TableTests.hidden(reason()),
                    warnings);
        }

        private static List<String> codes(Variable variable, int[] levels) {
            return Arrays.stream(levels).mapToObj(i -> variable.levels().get(i).code()).toList();
        }

        private static long[] column(long[][] counts, int j) {
            return Arrays.stream(counts).mapToLong(row -> row[j]).toArray();
        }

        private static boolean[] column(boolean[][] hidden, int j) {
            boolean[] column = new boolean[hidden.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = hidden[i][j];
            }
            return column;
        }

        private static boolean any(boolean[] hidden) {
            return IntStream.range(0, hidden.length).anyMatch(i -> hidden[i]);
        }

        private String reason() {
            return "a count below " + question.disclosure().threshold();
        }

        private List<Statistic> shown(long[] counts, boolean[] hidden) {
            List<Statistic> shown = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                shown.add(
                        hidden[i]
                                ? new Statistic.Suppressed(reason() + ", or one that would tell it")
                                : Statistic.of((double) counts[i]));
            }
            return shown;
        }

        private Statistic total(long[] counts, boolean[] hidden) {
            return any(hidden)
                    ? new Statistic.Suppressed(reason() + " is part of it")
                    : Statistic.of((double) Arrays.stream(counts).sum());
        }

        private boolean[][] hidden(long[][] counts) {
            int columns = counts[0].length;
            boolean[][] hidden = new boolean[counts.length][columns];
            // Cells by size: those below the threshold come first, then who hides them.
            int[] cells =
                    IntStream.range(0, counts.length * columns)
                            .boxed()
                            .sorted((a, b) ->
                                    Long.compare(
                                            counts[a / columns][a % columns],
                                            counts[b / columns][b % columns]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            long together = 0;
            for (int n = 0; n < cells.length; n++) {
                long count = counts[cells[n] / columns][cells[n] % columns];
                boolean alone = n == 1 || (n > 1 && question.disclosure().hides(together));
                if (!question.disclosure().hides(count) && !(n > 0 && alone)) {
                    return hidden;
                }
                hidden[cells[n] / columns][cells[n] % columns] = true;
                together += count;
            }
            return hidden;
        }
    }
}
