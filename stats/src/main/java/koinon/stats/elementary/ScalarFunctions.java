package koinon.stats.elementary;

import static koinon.stats.elementary.Constants.EXPONENT_SHIFT;
import static koinon.stats.elementary.Constants.HALF_ROOT_BITS;
import static koinon.stats.elementary.Constants.LN2_HIGH;
import static koinon.stats.elementary.Constants.LN2_LOW;
import static koinon.stats.elementary.Constants.ONE_BITS;
import static koinon.stats.elementary.Constants.ROUND;
import static koinon.stats.elementary.Constants.ROUND_BITS;

/** One value at a time. Each step has its twin in {@link VectorFunctions}: change both or none. */
final class ScalarFunctions {
    private ScalarFunctions() {}

    static double exp(double argument) {
        double x = Math.max(Constants.EXP_MIN, Math.min(Constants.EXP_MAX, argument));
        double shifted = Math.fma(x, Constants.LOG2_E, ROUND);
        double k = shifted - ROUND;
        // The first difference is exact: the high part of ln 2 ends in zeros.
        double high = Math.fma(k, -LN2_HIGH, x);
        double low = k * LN2_LOW;
        double r = high - low;
        double rest = (high - r) - low;
        double q = Constants.EXP[0];
        for (int i = 1; i < Constants.EXP.length; i++) {
            q = Math.fma(q, r, Constants.EXP[i]);
        }
        double p = r + Math.fma(r * r, q, rest);
        // Two factors, because 2^k itself may be subnormal or too great.
        long exponent = Double.doubleToRawLongBits(shifted) - ROUND_BITS;
        long half = exponent >> 1;
        return (1 + p) * power(half) * power(exponent - half);
    }

    private static double power(long k) {
        return Double.longBitsToDouble((k << EXPONENT_SHIFT) + ONE_BITS);
    }

    static double log(double x) {
        boolean tiny = x < Double.MIN_NORMAL;
        double lifted = tiny ? x * Constants.LIFT : x;
        long bits = Double.doubleToRawLongBits(lifted);
        long exponent = (bits - HALF_ROOT_BITS) >> EXPONENT_SHIFT;
        double m = Double.longBitsToDouble(bits - (exponent << EXPONENT_SHIFT));
        double k = Double.longBitsToDouble(exponent + ROUND_BITS) - ROUND;
        double value = logOf(m, tiny ? k - Constants.LIFT_EXPONENT : k);
        if (x > 0 && x < Double.POSITIVE_INFINITY) {
            return value;
        }
        return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }

    private static double logOf(double m, double k) {
        double f = m - 1;
        double s = f / (2 + f);
        double z = s * s;
        double q = Constants.LOG[0];
        for (int i = 1; i < Constants.LOG.length; i++) {
            q = Math.fma(q, z, Constants.LOG[i]);
        }
        double halfSquare = 0.5 * f * f;
        double tail = Math.fma(s, Math.fma(q, z, halfSquare), k * LN2_LOW);
        return Math.fma(k, LN2_HIGH, f - (halfSquare - tail));
    }

    static double log1p(double x) {
        double sum = 1 + x;
        double lost = x - (sum - 1);
        return log(sum) + lost / sum;
    }
}
