package koinon.stats.design;

import java.util.List;
import koinon.stats.rows.Block;

/** A block over arrays: double[] for numbers, int[] for codes. */
record TestBlock(int size, List<Object> columns) implements Block {
    @Override
    public double[] values(int variable) {
        return (double[]) columns.get(variable);
    }

    @Override
    public int[] folds(int count) {
        throw new IllegalArgumentException("there are no patients");
    }

    @Override
    public int[] codes(int variable) {
        return (int[]) columns.get(variable);
    }
}
