package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import koinon.model.exact.Grid;
import koinon.model.metadata.Variable;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.NumericalTerm;
import koinon.stats.elementary.Elementary;
import koinon.stats.rows.Block;

/**
 * What a generalised linear model is about.
 *
 * @param asked the question, its offset variable among the y
 * @param offset exposure of a row, whose logarithm is added to the linear predictor
 */
record GlmModel(
        Question asked,
        GlmFamily family,
        DesignMatrix design,
        Variable outcome,
        Optional<Variable> offset) {
    /** Columns that a block holds: the design's, the outcome, the offset. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(design.variables());
        columns.add(outcome.code());
        offset.ifPresent(v -> columns.add(v.code()));
        return columns;
    }

    Grid outcomeGrid() {
        return asked.grid(outcome.code());
    }

    /** The outcomes of a block's rows on their grid, times 2^log2. */
    void outcomes(Block block, int log2, double[] out) {
        scaled(block, design.variables().size(), outcomeGrid(), log2, out);
    }

    /** The exposures of a block's rows on their grid; ones without an offset. */
    void exposures(Block block, double[] out) {
        if (offset.isPresent()) {
            Grid grid = asked.grid(offset.get().code());
            scaled(block, design.variables().size() + 1, grid, 0, out);
        } else {
            Arrays.fill(out, 0, block.size(), 1);
        }
    }

    private static void scaled(Block block, int position, Grid grid, int log2, double[] out) {
        NumericalTerm.quantise(grid, block.values(position), out, block.size());
        double step = Math.scalb(1.0, grid.log2Step() + log2);
        for (int i = 0; i < block.size(); i++) {
            out[i] *= step;
        }
    }

    /** Adds the logarithms of the exposures. */
    void addOffsets(Block block, double[] scratch, double[] eta) {
        if (offset.isPresent()) {
            exposures(block, scratch);
            Elementary.log(scratch, scratch, block.size());
            for (int i = 0; i < block.size(); i++) {
                eta[i] += scratch[i];
            }
        }
    }
}
