package koinon.stats.rows;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** The analysed rows of one question at one site. Lives only beside the data. */
public interface Rows {
    /** Number of rows. */
    long count();

    /** Number of different patients among the rows. */
    long patients();

    /** Rows that were left out, by reason. */
    Dropped dropped();

    /**
     * One pass over the rows. Blocks may be visited by several threads, each with an accumulator of
     * its own, and are merged in an unspecified order: accumulators must be exact.
     *
     * @param variables columns that the blocks hold, in this order
     */
    <A> A reduce(
            List<String> variables,
            Supplier<A> zero,
            BiConsumer<A, Block> add,
            BinaryOperator<A> merge);

    /**
     * Rows left out of an analysis.
     *
     * @param missing rows within the filter with a missing value in a used variable
     * @param outOfBounds rows with no missing value, but one outside the published bound
     */
    record Dropped(long missing, long outOfBounds) {
        public static final Dropped NONE = new Dropped(0, 0);
    }
}
