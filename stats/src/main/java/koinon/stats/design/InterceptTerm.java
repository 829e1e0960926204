package koinon.stats.design;

import java.util.Arrays;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/** A column of ones. */
public record InterceptTerm() implements Term {
    @Override
    public List<String> variables() {
        return List.of();
    }

    @Override
    public List<String> names() {
        return List.of(DesignMatrix.INTERCEPT);
    }

    @Override
    public Grid grid() {
        return Grid.INDICATOR;
    }

    @Override
    public void fill(Block block, int variable, double[][] out) {
        Arrays.fill(out[0], 0, block.size(), 1);
    }
}
