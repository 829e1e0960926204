package koinon.algorithms.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;

/** Chosen rows of a site in memory. */
record MemoryRows(MemoryData data, int[] kept, Dropped dropped, MemoryData.Cut cut)
        implements Rows {
    @Override
    public long count() {
        return kept.length;
    }

    @Override
    public long patients() {
        return kept.length;
    }

    @Override
    public <A> A reduce(
            List<String> variables,
            Supplier<A> zero,
            BiConsumer<A, Block> add,
            BinaryOperator<A> merge) {
        List<A> accumulators = new ArrayList<>();
        for (int thread = 0; thread < cut.threads(); thread++) {
            accumulators.add(zero.get());
        }
        MemoryBlock block = new MemoryBlock(variables.size());
        int turn = 0;
        for (int from = 0; from < kept.length; from += cut.blockRows()) {
            fill(block, variables, from, Math.min(cut.blockRows(), kept.length - from));
            add.accept(accumulators.get(turn++ % cut.threads()), block);
        }
        return accumulators.stream().reduce(merge).orElseThrow();
    }

    private void fill(MemoryBlock block, List<String> variables, int from, int size) {
        block.size = size;
        block.rows = Arrays.copyOfRange(kept, from, from + size);
        for (int v = 0; v < variables.size(); v++) {
            String variable = variables.get(v);
            boolean numerical = data.numerical(variable);
            for (int i = 0; i < size; i++) {
                int row = kept[from + i];
                block.values[v][i] = numerical ? data.value(variable, row) : Double.NaN;
                block.codes[v][i] = numerical ? -1 : data.code(variable, row);
            }
        }
    }

    private final class MemoryBlock implements Block {
        private final double[][] values;
        private final int[][] codes;
        private int[] rows = new int[0];
        private int size;

        MemoryBlock(int variables) {
            values = new double[variables][CAPACITY];
            codes = new int[variables][CAPACITY];
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public double[] values(int variable) {
            return values[variable];
        }

        @Override
        public int[] folds(int count) {
            return Arrays.stream(rows).map(row -> data.fold(row, count)).toArray();
        }

        @Override
        public int[] codes(int variable) {
            return codes[variable];
        }
    }
}
