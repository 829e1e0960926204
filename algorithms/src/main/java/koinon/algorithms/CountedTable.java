package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;

/**
 * Pooled counts of rows, levels of x by levels of y, of which some may occur nowhere, as a table in
 * which small ones are hidden.
 *
 * @param question whose sites say what may be shown, and how wide intervals are
 */
record CountedTable(Variable x, Variable y, long[] all, Question question) {
    private int width() {
        return y.levels().size();
    }

    private int[] used(Variable variable, boolean rows) {
        int[] used =
                IntStream.range(0, variable.levels().size())
                        .filter(level ->
                                IntStream.range(0, all.length)
                                        .filter(c -> (rows ? c / width() : c % width()) == level)
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
        int[] rows = used(x, true);
        int[] columns = used(y, false);
        long[][] counts = counts(rows, columns);
        boolean[][] hidden = hidden(counts);
        boolean whole = Arrays.stream(hidden).noneMatch(CountedTable::any);
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
                IntStream.range(0, rows.length).mapToObj(i -> shown(counts[i], hidden[i])).toList(),
                IntStream.range(0, rows.length).mapToObj(i -> total(counts[i], hidden[i])).toList(),
                IntStream.range(0, columns.length)
                        .mapToObj(j -> total(column(counts, j), column(hidden, j)))
                        .toList(),
                Arrays.stream(all).sum(),
                alpha,
                whole ? TableTests.of(counts, alpha) : TableTests.hidden(reason()),
                warnings);
    }

    private long[][] counts(int[] rows, int[] columns) {
        long[][] counts = new long[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                counts[i][j] = all[rows[i] * width() + columns[j]];
            }
        }
        return counts;
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
