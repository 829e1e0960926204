package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.VectorSchema;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;

/**
 * The values of a numerical variable in order of size.
 *
 * @param sum Σq of their integers q on a grid
 * @param squares Σq²
 */
record SortedColumn(double[] values, BigInteger sum, BigInteger squares) {
    static final SortedColumn EMPTY =
            new SortedColumn(new double[0], BigInteger.ZERO, BigInteger.ZERO);

    private static final VectorSchema MOMENTS = VectorSchema.of(Field.sums("moments", 3, 0));

    static SortedColumn of(Rows rows, String code, Grid grid) {
        double[] values = values(rows, code);
        Arrays.sort(values);
        ExactGram gram = new ExactGram(2);
        double[][] columns = new double[2][Block.CAPACITY];
        Arrays.fill(columns[0], 1);
        for (int from = 0; from < values.length; from += Block.CAPACITY) {
            int n = Math.min(Block.CAPACITY, values.length - from);
            for (int i = 0; i < n; i++) {
                columns[1][i] = grid.quantise(values[from + i]);
            }
            gram.add(columns, n);
        }
        ExactVector.Builder moments = ExactVector.builder(MOMENTS);
        gram.writeTo(moments, "moments");
        ExactVector exact = moments.build();
        return new SortedColumn(values, exact.integer("moments", 1), exact.integer("moments", 2));
    }

    private static double[] values(Rows rows, String code) {
        List<double[]> parts =
                rows.reduce(
                        List.of(code),
                        ArrayList::new,
                        (list, block) -> list.add(Arrays.copyOf(block.values(0), block.size())),
                        (a, b) -> {
                            a.addAll(b);
                            return a;
                        });
        double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** How many values are smaller. */
    long below(double value) {
        return first(x -> x >= value);
    }

    /** How many values are larger. */
    long above(double value) {
        return (long) values.length - first(x -> x > value);
    }

    /** Index of the first value that is large enough; their number where none is. */
    private int first(DoublePredicate largeEnough) {
        int from = 0;
        int to = values.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (largeEnough.test(values[middle])) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
