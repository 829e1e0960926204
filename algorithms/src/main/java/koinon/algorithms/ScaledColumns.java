package koinon.algorithms;

import java.math.BigInteger;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.design.NumericalTerm;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;

/**
 * Numerical variables about their means, in units near their standard deviations, which are powers
 * of two so that nothing is lost.
 *
 * <pre>
 *   q = rint(x / step),  X = rint((q − centre) · 2^shift / unit),  unit 2^(E − 43)
 *   |q − centre| ≤ √n · sd,  hence |X| ≤ 2^43 for 2^E ≥ 4 √n
 * </pre>
 *
 * @param centres means on the grids, rounded to integers
 * @param shifts log2 of about 1 / standard deviation
 * @param log2Bound E
 */
record ScaledColumns(
        List<String> variables,
        List<Grid> grids,
        double[] centres,
        int[] shifts,
        double[] means,
        int log2Bound) {
    static ScaledColumns of(List<String> variables, List<Grid> grids, long n, Moments moments) {
        int p = variables.size();
        double[] centres = new double[p];
        double[] means = new double[p];
        int[] shifts = new int[p];
        DoubleDouble rows = DoubleDouble.of((double) n);
        for (int j = 0; j < p; j++) {
            DoubleDouble mean = DoubleDouble.of(moments.sums()[j], 0).dividedBy(rows);
            centres[j] = Math.rint(mean.doubleValue());
            means[j] = Math.scalb(centres[j], grids.get(j).log2Step());
            double sd = Math.sqrt(moments.spreads()[j].doubleValue()) / n;
            shifts[j] = sd > 0 ? -Math.getExponent(sd) : 0;
        }
        int bound = Math.getExponent(Math.sqrt((double) n)) + 3;
        return new ScaledColumns(variables, grids, centres, shifts, means, bound);
    }

    /**
     * Of the integers of several variables.
     *
     * @param spreads n Σq² − (Σq)² of each
     */
    record Moments(BigInteger[] sums, BigInteger[] spreads) {}

    int size() {
        return variables.size();
    }

    /** Step of the cells in the scaled unit. */
    int log2Step() {
        return log2Bound - Grid.BITS;
    }

    /** Scaled unit per unit of the variable, a power of two. */
    double perUnit(int j) {
        return Math.scalb(1.0, shifts[j] - grids.get(j).log2Step());
    }

    /** Writes the cells of a block that holds the variables from its first position on. */
    void fill(Block block, double[][] out) {
        double most = Math.scalb(1.0, Grid.BITS);
        for (int j = 0; j < out.length; j++) {
            double[] column = out[j];
            NumericalTerm.quantise(grids.get(j), block.values(j), column, block.size());
            double factor = Math.scalb(1.0, shifts[j] - log2Step());
            double centre = centres[j];
            for (int i = 0; i < block.size(); i++) {
                double cell = Math.rint((column[i] - centre) * factor);
                column[i] = Math.max(-most, Math.min(most, cell));
            }
        }
    }
}
