package koinon.stats.sums;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products by error-free extraction in vector lanes: no integer multiplication, so it runs
 * well wherever there is a fused multiply-add.
 *
 * <pre>
 *   high sum   s starts at C = 1.5 · 2^96, whose unit in the last place is 2^44
 *   each term  t = fma(a, b, s)              s plus a·b rounded to a multiple of 2^44
 *              l = l + fma(a, b, s − t)      the rest: an integer of at most 2^43, exact
 *              s = t
 *   at the end Σ a·b = (s − C) + l
 * </pre>
 *
 * <p>Why exact: |a·b| ≤ 2^86 and at most 2^9 terms per lane keep s in the binade of C (so s − t is
 * exact) and |l| ≤ 2^52; over all lanes of 1024 rows s − C is a multiple of 2^44 up to 2^96 and l
 * an integer up to 2^53, so the lanes add without rounding in any order.
 */
final class VectorKernel implements PairKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final double BASE = 0x1.8p96;
    private static final double UNIT = 0x1p44;

    private final PlainKernel tail = new PlainKernel();

    VectorKernel() {
        if (SPECIES.length() < 2) {
            throw new UnsupportedOperationException("no vectors of doubles on this machine");
        }
    }

    @Override
    public void add(Tile tile, int from, int n) {
        int body = SPECIES.loopBound(n);
        addBody(tile, from, body);
        if (body < n) {
            tail.add(tile, from + body, n - body);
        }
    }

    private static void addBody(Tile tile, int from, int n) {
        double[] a = tile.left0;
        double[] b = tile.left1;
        double[] c = tile.right0;
        double[] d = tile.right1;
        DoubleVector s0 = DoubleVector.broadcast(SPECIES, BASE);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        DoubleVector l0 = DoubleVector.zero(SPECIES);
        DoubleVector l1 = l0;
        DoubleVector l2 = l0;
        DoubleVector l3 = l0;
        for (int i = from; i < from + n; i += SPECIES.length()) {
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, c, i);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, d, i);
            DoubleVector t0 = x0.fma(y0, s0);
            DoubleVector t1 = x0.fma(y1, s1);
            DoubleVector t2 = x1.fma(y0, s2);
            DoubleVector t3 = x1.fma(y1, s3);
            l0 = l0.add(x0.fma(y0, s0.sub(t0)));
            l1 = l1.add(x0.fma(y1, s1.sub(t1)));
            l2 = l2.add(x1.fma(y0, s2.sub(t2)));
            l3 = l3.add(x1.fma(y1, s3.sub(t3)));
            s0 = t0;
            s1 = t1;
            s2 = t2;
            s3 = t3;
        }
        flush(tile, 0, s0, l0);
        flush(tile, 1, s1, l1);
        flush(tile, 2, s2, l2);
        flush(tile, 3, s3, l3);
    }

    private static void flush(Tile tile, int product, DoubleVector s, DoubleVector l) {
        double units = s.sub(BASE).reduceLanes(VectorOperators.ADD) / UNIT;
        double rest = l.reduceLanes(VectorOperators.ADD);
        long high = (long) units;
        long low = (long) rest;
        // NaN, fractions and most values beyond 2^43 end here; the check is per tile, not per row.
        if (high != units || low != rest || Math.abs(units) > 0x1p52) {
            throw new IllegalArgumentException("a column holds a value that is not on its grid");
        }
        tile.add(product, high >> 20, high << 44);
        tile.add(product, low >> 63, low);
    }
}
