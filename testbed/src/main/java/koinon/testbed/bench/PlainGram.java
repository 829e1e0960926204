package koinon.testbed.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The baseline: a Gram matrix in plain doubles, 2 × 2 tiles of vectors and fma, one thread. */
public final class PlainGram {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private final double[][] sums;

    /** For an even number of columns. */
    PlainGram(int columns) {
        sums = new double[columns][columns];
    }

    /** Adds n rows; n a multiple of the lanes. */
    void add(double[][] columns, int from, int n) {
        for (int j = 0; j < columns.length; j += 2) {
            for (int k = j; k < columns.length; k += 2) {
                tile(columns, j, k, new Rows(from, n));
            }
        }
    }

    record Rows(int from, int n) {}

    private void tile(double[][] columns, int j, int k, Rows rows) {
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[k];
        double[] d = columns[k + 1];
        DoubleVector ac = DoubleVector.zero(SPECIES);
        DoubleVector ad = ac;
        DoubleVector bc = ac;
        DoubleVector bd = ac;
        for (int i = rows.from(); i < rows.from() + rows.n(); i += SPECIES.length()) {
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, c, i);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, d, i);
            ac = x0.fma(y0, ac);
            ad = x0.fma(y1, ad);
            bc = x1.fma(y0, bc);
            bd = x1.fma(y1, bd);
        }
        sums[j][k] += ac.reduceLanes(VectorOperators.ADD);
        sums[j][k + 1] += ad.reduceLanes(VectorOperators.ADD);
        sums[j + 1][k] += bc.reduceLanes(VectorOperators.ADD);
        sums[j + 1][k + 1] += bd.reduceLanes(VectorOperators.ADD);
    }
}
