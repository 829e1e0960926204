package koinon.stats.elementary;

import static koinon.stats.elementary.Constants.EXPONENT_SHIFT;
import static koinon.stats.elementary.Constants.HALF_ROOT_BITS;
import static koinon.stats.elementary.Constants.LN2_HIGH;
import static koinon.stats.elementary.Constants.LN2_LOW;
import static koinon.stats.elementary.Constants.ONE_BITS;
import static koinon.stats.elementary.Constants.ROUND;
import static koinon.stats.elementary.Constants.ROUND_BITS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A lane per value. Each step has its twin in {@link ScalarFunctions}: change both or none. */
final class VectorFunctions {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private VectorFunctions() {}

    /** Returns how many of the n values are done; the rest is the caller's. */
    static int exp(double[] x, double[] out, int n) {
        int body = SPECIES.loopBound(n);
        for (int i = 0; i < body; i += SPECIES.length()) {
            exp(DoubleVector.fromArray(SPECIES, x, i)).intoArray(out, i);
        }
        return body;
    }

    /** Returns how many of the n values are done; the rest is the caller's. */
    static int log(double[] x, double[] out, int n) {
        int body = SPECIES.loopBound(n);
        for (int i = 0; i < body; i += SPECIES.length()) {
            log(DoubleVector.fromArray(SPECIES, x, i)).intoArray(out, i);
        }
        return body;
    }

    static DoubleVector exp(DoubleVector argument) {
        DoubleVector x = argument.min(Constants.EXP_MAX).max(Constants.EXP_MIN);
        DoubleVector shifted = x.fma(all(Constants.LOG2_E), all(ROUND));
        DoubleVector k = shifted.sub(ROUND);
        DoubleVector high = k.fma(all(-LN2_HIGH), x);
        DoubleVector low = k.mul(LN2_LOW);
        DoubleVector r = high.sub(low);
        DoubleVector rest = high.sub(r).sub(low);
        DoubleVector q = all(Constants.EXP[0]);
        for (int i = 1; i < Constants.EXP.length; i++) {
            q = q.fma(r, all(Constants.EXP[i]));
        }
        DoubleVector p = r.add(r.mul(r).fma(q, rest));
        LongVector exponent = shifted.reinterpretAsLongs().sub(ROUND_BITS);
        LongVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return p.add(1.0).mul(power(half)).mul(power(exponent.sub(half)));
    }

    private static DoubleVector power(LongVector k) {
        return k.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT)
                .add(ONE_BITS)
                .reinterpretAsDoubles();
    }

    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> tiny = x.lt(Double.MIN_NORMAL);
        DoubleVector lifted = x.blend(x.mul(Constants.LIFT), tiny);
        LongVector bits = lifted.reinterpretAsLongs();
        LongVector exponent =
                bits.sub(HALF_ROOT_BITS).lanewise(VectorOperators.ASHR, EXPONENT_SHIFT);
        DoubleVector m =
                bits.sub(exponent.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT))
                        .reinterpretAsDoubles();
        DoubleVector k = exponent.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
        DoubleVector value = logOf(m, k.blend(k.sub(Constants.LIFT_EXPONENT), tiny));
        VectorMask<Double> positive = x.compare(VectorOperators.GT, 0.0);
        VectorMask<Double> finite = x.lt(Double.POSITIVE_INFINITY);
        return all(Double.NaN)
                .blend(all(Double.NEGATIVE_INFINITY), x.eq(0.0))
                .blend(x, positive)
                .blend(value, positive.and(finite));
    }

    private static DoubleVector logOf(DoubleVector m, DoubleVector k) {
        DoubleVector f = m.sub(1.0);
        DoubleVector s = f.div(f.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector q = all(Constants.LOG[0]);
        for (int i = 1; i < Constants.LOG.length; i++) {
            q = q.fma(z, all(Constants.LOG[i]));
        }
        DoubleVector halfSquare = f.mul(0.5).mul(f);
        DoubleVector tail = s.fma(q.fma(z, halfSquare), k.mul(LN2_LOW));
        return k.fma(all(LN2_HIGH), f.sub(halfSquare.sub(tail)));
    }

    static DoubleVector log1p(DoubleVector x) {
        DoubleVector sum = x.add(1.0);
        DoubleVector lost = x.sub(sum.sub(1.0));
        return log(sum).add(lost.div(sum));
    }

    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
