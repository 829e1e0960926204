package koinon.algorithms;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Fisher's exact test of a table of any size: the probability of all tables with the same margins
 * that are no more probable than the observed one.
 *
 * <pre>
 *   P(table) = Π r_i! Π c_j! / (N! Π n_ij!)
 * </pre>
 *
 * <p>All tables are listed, column by column; none when they are too many. Source: Freeman and
 * Halton, Biometrika 38 (1951) 141–149.
 */
final class FisherTables {
    private static final long MOST_STEPS = 20_000_000;
    private static final long MOST_ROWS = 1_000_000;

    /** Room for rounding when probabilities are compared, as in R. */
    private static final double EQUAL = 1e-7;

    private final long[] columns;
    private final double[] logFactorial;
    private final double limit;
    private final double constant;
    private double sum;
    private long steps;

    private FisherTables(long[][] counts, long[] rows, long[] columns) {
        this.columns = columns;
        int n = Math.toIntExact(Arrays.stream(rows).sum());
        logFactorial = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            logFactorial[i] = logFactorial[i - 1] + StrictMath.log(i);
        }
        double margins = 0;
        for (long r : rows) {
            margins += logFactorial[(int) r];
        }
        for (long c : columns) {
            margins += logFactorial[(int) c];
        }
        constant = margins - logFactorial[n];
        double observed = constant;
        for (long[] row : counts) {
            for (long count : row) {
                observed -= logFactorial[(int) count];
            }
        }
        limit = observed + EQUAL;
    }

    /** The p-value; empty when there are too many tables. */
    static OptionalDouble pValue(long[][] counts) {
        long[] rows = Arrays.stream(counts).mapToLong(r -> Arrays.stream(r).sum()).toArray();
        long[] columns = new long[counts[0].length];
        Arrays.setAll(columns, j -> Arrays.stream(counts).mapToLong(r -> r[j]).sum());
        if (Arrays.stream(rows).sum() > MOST_ROWS) {
            return OptionalDouble.empty();
        }
        FisherTables tables = new FisherTables(counts, rows, columns);
        tables.column(0, rows, tables.constant);
        return tables.steps > MOST_STEPS
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, tables.sum));
    }

    /**
     * Fills a column and those after it.
     *
     * @param left what is left of each row
     */
    private void column(int j, long[] left, double log) {
        if (j == columns.length - 1) {
            double last = log;
            for (long count : left) {
                last -= logFactorial[(int) count];
            }
            if (last <= limit) {
                sum += StrictMath.exp(last);
            }
            return;
        }
        long others = Arrays.stream(left).sum();
        cell(j, 0, new Rest(left.clone(), columns[j], others), log);
    }

    /** What is left of the rows, of this column, and of the rows from this one on. */
    private record Rest(long[] rows, long column, long below) {}

    private void cell(int j, int i, Rest rest, double log) {
        steps++;
        if (steps > MOST_STEPS) {
            return;
        }
        long[] rows = rest.rows;
        if (i == rows.length) {
            column(j + 1, rows, log);
            return;
        }
        long row = rows[i];
        long below = rest.below - row;
        long least = Math.max(0, rest.column - below);
        long most = Math.min(row, rest.column);
        for (long count = least; count <= most; count++) {
            rows[i] = row - count;
            cell(
                    j,
                    i + 1,
                    new Rest(rows, rest.column - count, below),
                    log - logFactorial[(int) count]);
        }
        rows[i] = row;
    }
}
