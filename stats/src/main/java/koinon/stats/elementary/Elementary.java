package koinon.stats.elementary;

import java.util.Objects;

/**
 * Exponential and logarithm from + − · / fma and bit operations alone, all of which IEEE 754 fixes
 * to the bit: the same result on every machine, and for each element wherever it stands in an
 * array.
 *
 * <pre>
 *   exp x = 2^k (1 + p(r)),  k = round(x / ln 2),  r = x − k ln 2,  p the Taylor sum of degree 13
 *   log x = k ln 2 + log m,  m in [√½, √2),  s = (m − 1) / (m + 1),  log m = 2 artanh s
 * </pre>
 *
 * <p>Error: below 1 unit in the last place for exp and log of normal results, below 2 for log1p.
 * Special values as in {@link StrictMath}. Sources: Tang, ACM TOMS 15 (1989) 144–157; the
 * coefficients of the logarithm are those of fdlibm's e_log.c (Sun Microsystems, 1993), free to use
 * with this notice.
 */
public final class Elementary {
    private Elementary() {}

    /** e to the power x. */
    public static double exp(double x) {
        return ScalarFunctions.exp(x);
    }

    /** Natural logarithm of x. */
    public static double log(double x) {
        return ScalarFunctions.log(x);
    }

    /** log(1 + x) without loss for small x, for x ≥ 0. */
    public static double log1p(double x) {
        return ScalarFunctions.log1p(x);
    }

    /** exp of the first n values; out may be x itself. */
    public static void exp(double[] x, double[] out, int n) {
        check(x, out, n);
        int body = Lanes.worth(n) ? VectorFunctions.exp(x, out, n) : 0;
        for (int i = body; i < n; i++) {
            out[i] = ScalarFunctions.exp(x[i]);
        }
    }

    /** log of the first n values; out may be x itself. */
    public static void log(double[] x, double[] out, int n) {
        check(x, out, n);
        int body = Lanes.worth(n) ? VectorFunctions.log(x, out, n) : 0;
        for (int i = body; i < n; i++) {
            out[i] = ScalarFunctions.log(x[i]);
        }
    }

    private static void check(double[] x, double[] out, int n) {
        Objects.checkFromIndexSize(0, n, x.length);
        Objects.checkFromIndexSize(0, n, out.length);
    }
}
