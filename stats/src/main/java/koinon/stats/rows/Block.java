package koinon.stats.rows;

/**
 * A run of rows, column by column. The arrays are scratch: valid only during the visit, longer than
 * {@link #size} perhaps, and not to be changed.
 */
public interface Block {
    /** Most rows in a block. */
    int CAPACITY = 1024;

    /** Number of rows. */
    int size();

    /**
     * Values of a numerical variable, by its position in the list asked for. As parsed, not yet on
     * a grid; NaN where missing (never, among complete cases).
     */
    double[] values(int variable);

    /**
     * Fold of each row, from 0 to count - 1, by a keyed hash of its patient: the same for all rows
     * of a patient, wherever they lie. Filled anew at every call.
     */
    int[] folds(int count);

    /** Positions of the levels of a categorical variable; -1 where missing. */
    int[] codes(int variable);
}
