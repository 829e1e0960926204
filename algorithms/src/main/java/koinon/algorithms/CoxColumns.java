package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import koinon.model.exact.Grid;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.sums.Spread;

/**
 * The covariates of a Cox regression, centred and scaled so that no term can be large.
 *
 * <pre>
 *   u = (x − centre) / scale      centre: the mean on the column's grid; 0 for a dummy
 *                                 scale:  a power of two, √Σ (x − x̄)² or more; 1 for a dummy
 * </pre>
 *
 * <p>|u| ≤ 1 follows from the pooled moments, and 10^8 ± 1 has its digits. A column that earlier
 * ones determine is left out.
 */
record CoxColumns(DesignMatrix design, int[] kept, double[] centres, int[] scales) {
    static CoxColumns of(CoxCounts counts) {
        DesignMatrix design = counts.design();
        Moments moments = counts.moments();
        BitSet aliased = aliased(design, moments);
        List<Integer> kept = new ArrayList<>();
        double[] centres = new double[design.columns()];
        int[] scales = new int[design.columns()];
        for (int j = 1; j < design.columns(); j++) {
            if (aliased.get(j - 1)) {
                continue;
            }
            kept.add(j);
            if (!design.grid(j).equals(Grid.INDICATOR)) {
                centres[j] = mean(moments, j);
                double norm = Math.sqrt(moments.squares(j)) + design.grid(j).step();
                scales[j] = Math.getExponent(norm) + 1;
            }
        }
        return new CoxColumns(
                design, kept.stream().mapToInt(Integer::intValue).toArray(), centres, scales);
    }

    /** The mean in steps of the column. */
    private static double mean(Moments moments, int j) {
        BigInteger sum = moments.sums().integer("moments", j);
        return Math.rint(sum.doubleValue() / moments.rows());
    }

    private static BitSet aliased(DesignMatrix design, Moments moments) {
        int p = design.columns() - 1;
        BigInteger[] triangle = new BigInteger[p * (p + 1) / 2];
        int[] steps = new int[p];
        for (int j = 1, at = 0; j <= p; j++) {
            steps[j - 1] = design.log2Steps()[j];
            for (int k = j; k <= p; k++, at++) {
                triangle[at] = Spread.ofGram(moments.sums(), "moments", j, k);
            }
        }
        return SymmetricMatrix.ofTriangle(triangle, steps).factor().aliased();
    }

    int size() {
        return kept.length;
    }

    String name(int k) {
        return design.names().get(kept[k]);
    }

    /** Position of a column of the design among the kept ones, or -1. */
    int position(int column) {
        for (int k = 0; k < kept.length; k++) {
            if (kept[k] == column) {
                return k;
            }
        }
        return -1;
    }

    /** Writes u of n rows. Shapes: cells as the design filled them; one array per kept column. */
    void scale(double[][] cells, int n, double[][] out) {
        for (int k = 0; k < kept.length; k++) {
            int j = kept[k];
            double centre = centres[j];
            double unit = Math.scalb(1.0, design.log2Steps()[j] - scales[j]);
            double[] x = cells[j];
            double[] u = out[k];
            for (int i = 0; i < n; i++) {
                u[i] = (x[i] - centre) * unit;
            }
        }
    }

    /** Σ u over the events of a cell. */
    DoubleDouble eventSum(CoxCounts counts, int cell, int k) {
        int j = kept[k];
        BigInteger events = BigInteger.valueOf(counts.sums().count("events", cell));
        BigInteger sum = counts.eventSum(cell, j).subtract(events.multiply(centre(j)));
        return DoubleDouble.of(sum, design.log2Steps()[j] - scales[j]);
    }

    /** What the grid cuts off the mean: the mean of u; 0 for a dummy. */
    double offset(CoxCounts counts, int k) {
        int j = kept[k];
        if (design.grid(j).equals(Grid.INDICATOR)) {
            return 0;
        }
        BigInteger centres = BigInteger.valueOf(counts.rows()).multiply(centre(j));
        BigInteger rest = counts.sums().integer("moments", j).subtract(centres);
        int log2Step = design.log2Steps()[j] - scales[j];
        return DoubleDouble.of(rest, log2Step).doubleValue() / counts.rows();
    }

    private BigInteger centre(int column) {
        return BigInteger.valueOf((long) centres[column]);
    }

    /** A coefficient of u as one of x, and so its standard error. */
    double unscaled(double coefficient, int k) {
        return Math.scalb(coefficient, -scales[kept[k]]);
    }
}
