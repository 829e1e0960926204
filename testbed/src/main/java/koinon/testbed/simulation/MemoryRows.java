package koinon.testbed.simulation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Datasets of one numerical variable in memory, one row per patient; NaN is a missing value.
 *
 * @param values by dataset
 */
record MemoryRows(SortedMap<String, double[]> values) implements LocalData {
    MemoryRows {
        values = new TreeMap<>(values);
    }

    @Override
    public List<String> datasets() {
        return List.copyOf(values.keySet());
    }

    @Override
    public Rows completeCases(Collection<String> variables) {
        double[] all = values.values().stream().flatMapToDouble(Arrays::stream).toArray();
        double[] complete = Arrays.stream(all).filter(v -> !Double.isNaN(v)).toArray();
        return new Complete(complete, all.length - complete.length);
    }

    @Override
    public LocalData only(String dataset) {
        double[] one = values.get(dataset);
        return new MemoryRows(
                one == null ? new TreeMap<>() : new TreeMap<>(java.util.Map.of(dataset, one)));
    }

    /** The rows with a value. */
    private record Complete(double[] column, long missing) implements Rows {
        @Override
        public long count() {
            return column.length;
        }

        @Override
        public long patients() {
            return column.length;
        }

        @Override
        public Dropped dropped() {
            return new Dropped(missing, 0);
        }

        @Override
        public <A> A reduce(
                List<String> variables,
                Supplier<A> zero,
                BiConsumer<A, Block> add,
                BinaryOperator<A> merge) {
            A sum = zero.get();
            for (int from = 0; from < column.length; from += Block.CAPACITY) {
                int to = Math.min(column.length, from + Block.CAPACITY);
                A part = zero.get();
                add.accept(part, new Piece(Arrays.copyOfRange(column, from, to)));
                sum = merge.apply(sum, part);
            }
            return sum;
        }
    }

    private record Piece(double[] column) implements Block {
        @Override
        public int size() {
            return column.length;
        }

        @Override
        public double[] values(int variable) {
            return column;
        }

        @Override
        public int[] folds(int count) {
            throw new IllegalArgumentException("there are no folds");
        }

        @Override
        public int[] codes(int variable) {
            throw new IllegalArgumentException("there are no categorical variables");
        }
    }
}
