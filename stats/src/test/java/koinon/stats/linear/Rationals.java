package koinon.stats.linear;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The oracle: linear systems of integers solved without error. */
final class Rationals {
    private static final MathContext DIGITS = new MathContext(60);

    private Rationals() {}

    /** Solves A x = b by fraction-free elimination; A regular. 60 digits are given. */
    static BigDecimal[] solve(BigInteger[][] a, BigInteger[] b) {
        int n = b.length;
        BigInteger[][] m = new BigInteger[n][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], 0, m[i], 0, n);
            m[i][n] = b[i];
        }
        BigInteger previous = BigInteger.ONE;
        for (int k = 0; k < n; k++) {
            pivot(m, k);
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    eliminate(m, i, k, previous);
                }
            }
            previous = m[k][k];
        }
        BigDecimal[] x = new BigDecimal[n];
        for (int i = 0; i < n; i++) {
            x[i] = new BigDecimal(m[i][n]).divide(new BigDecimal(m[i][i]), DIGITS);
        }
        return x;
    }

    private static void pivot(BigInteger[][] m, int k) {
        int row = k;
        while (m[row][k].signum() == 0) {
            row++;
        }
        BigInteger[] swapped = m[k];
        m[k] = m[row];
        m[row] = swapped;
    }

    private static void eliminate(BigInteger[][] m, int i, int k, BigInteger previous) {
        BigInteger factor = m[i][k];
        for (int j = 0; j < m[i].length; j++) {
            BigInteger left = m[i][j].multiply(m[k][k]);
            m[i][j] = left.subtract(factor.multiply(m[k][j])).divide(previous);
        }
    }

    static BigInteger[][] gram(long[][] columns) {
        int p = columns.length;
        BigInteger[][] gram = new BigInteger[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                gram[j][k] = dot(columns[j], columns[k]);
            }
        }
        return gram;
    }

    static BigInteger dot(long[] a, long[] b) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.add(BigInteger.valueOf(a[i]).multiply(BigInteger.valueOf(b[i])));
        }
        return sum;
    }

    static BigInteger[] triangle(BigInteger[][] a) {
        BigInteger[] triangle = new BigInteger[a.length * (a.length + 1) / 2];
        int at = 0;
        for (int j = 0; j < a.length; j++) {
            for (int k = j; k < a.length; k++) {
                triangle[at++] = a[j][k];
            }
        }
        return triangle;
    }

    static double relativeError(DoubleDouble value, BigDecimal truth) {
        if (truth.signum() == 0) {
            return Math.abs(value.doubleValue());
        }
        BigDecimal error = value.exact().subtract(truth).abs();
        return error.divide(truth.abs(), DIGITS).doubleValue();
    }
}
