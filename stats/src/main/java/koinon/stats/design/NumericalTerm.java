package koinon.stats.design;

import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.rows.Block;

/** A numerical variable as the integers of its grid. */
public record NumericalTerm(String variable, Grid grid) implements Term {
    /** Added and subtracted, it rounds half to even, in code that compilers turn into vectors. */
    static final double ROUND = 0x1.8p52;

    @Override
    public List<String> variables() {
        return names();
    }

    @Override
    public List<String> names() {
        return List.of(variable);
    }

    @Override
    public void fill(Block block, int position, double[][] out) {
        quantise(grid, block.values(position), out[0], block.size());
    }

    /** The integers of the first n values on a grid: {@link Grid#quantise} for a whole column. */
    public static void quantise(Grid grid, double[] values, double[] out, int n) {
        double perStep = Math.scalb(1.0, -grid.log2Step());
        for (int i = 0; i < n; i++) {
            out[i] = (values[i] * perStep + ROUND) - ROUND;
        }
    }
}
