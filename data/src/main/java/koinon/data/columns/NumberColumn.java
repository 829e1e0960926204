package koinon.data.columns;

/** Numbers as they were parsed; NaN where missing. */
public final class NumberColumn implements ColumnData {
    private final double[] values;
    private final double largest;
    private final int missing;

    /** Takes the array over. */
    NumberColumn(double[] values) {
        this.values = values;
        double most = 0;
        int gaps = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                gaps++;
            } else {
                most = Math.max(most, Math.abs(value));
            }
        }
        this.largest = most;
        this.missing = gaps;
    }

    public double value(int row) {
        return values[row];
    }

    /** Largest absolute value; 0 when all are missing. */
    public double largest() {
        return largest;
    }

    /** Rows with no value. */
    public int missing() {
        return missing;
    }

    /** Copies a run of rows. */
    public void copy(int from, int count, double[] target) {
        System.arraycopy(values, from, target, 0, count);
    }

    /** Copies the rows of a list, from a place in it. */
    public void gather(int[] rows, int from, int count, double[] target) {
        for (int i = 0; i < count; i++) {
            target[i] = values[rows[from + i]];
        }
    }

    @Override
    public long bytes() {
        return 16L + 8L * values.length;
    }
}
