package koinon.stats.design;

import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/** A part of a design that gives columns which belong together. */
public sealed interface Term
        permits InterceptTerm, CategoricalTerm, NumericalTerm, TransformedTerm, InteractionTerm {
    /** Variables it reads. */
    List<String> variables();

    /** Names of its columns. */
    List<String> names();

    /** Number of its columns. */
    default int width() {
        return names().size();
    }

    /** Grid of its columns. */
    Grid grid();

    /**
     * Writes its columns for the rows of a block.
     *
     * @param variable position of its first variable in the block
     * @param out one array per column
     */
    void fill(Block block, int variable, double[][] out);
}
