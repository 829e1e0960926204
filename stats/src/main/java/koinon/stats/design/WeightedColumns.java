package koinon.stats.design;

import koinon.model.exact.Grid;

/**
 * The columns of a design times a weight per row, rounded to 44-bit integers: what iteratively
 * reweighted least squares sums.
 *
 * <pre>
 *   u_j[i] = rint(w[i] · x_j[i] / step_j),   step_j = bound of column j · 2^-43
 * </pre>
 *
 * <p>Guarantee: one deterministic rounding per cell, |u| ≤ 2^43 for |w| ≤ 1, so the Gram matrix of
 * the u is exact and the same for every split of rows. Not checked: |w| ≤ 1.
 */
public final class WeightedColumns {
    private final Grid[] fine;
    private final double[] perUnit;

    public WeightedColumns(DesignMatrix design) {
        fine = new Grid[design.columns()];
        perUnit = new double[fine.length];
        for (int j = 0; j < fine.length; j++) {
            Grid grid = design.grid(j);
            fine[j] = Grid.finest(grid.log2Bound());
            perUnit[j] = Math.scalb(1.0, grid.log2Step() - fine[j].log2Step());
        }
    }

    /** Step of each column: its values are integers times 2^step. */
    public int[] log2Steps() {
        int[] steps = new int[fine.length];
        for (int j = 0; j < steps.length; j++) {
            steps[j] = fine[j].log2Step();
        }
        return steps;
    }

    /**
     * Writes the weighted cells of n rows.
     *
     * @param cells as {@link DesignMatrix#fill} wrote them
     */
    public void fill(double[][] cells, double[] weights, int n, double[][] out) {
        for (int j = 0; j < fine.length; j++) {
            double[] column = cells[j];
            double[] weighted = out[j];
            double factor = perUnit[j];
            for (int i = 0; i < n; i++) {
                weighted[i] =
                        (column[i] * weights[i] * factor + NumericalTerm.ROUND)
                                - NumericalTerm.ROUND;
            }
        }
    }
}
