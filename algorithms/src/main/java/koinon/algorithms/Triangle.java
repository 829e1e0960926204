package koinon.algorithms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import koinon.model.exact.ExactVector;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.Spread;

/**
 * Exact sums of the products of every pair of columns over some rows, the first column ones: added
 * and subtracted without rounding.
 *
 * @param triangle as {@link ExactGram} lays it out, not to be changed
 * @param log2Steps step of each column
 */
record Triangle(BigInteger[] triangle, int[] log2Steps) {
    static Triangle of(ExactVector sums, String field, int[] log2Steps) {
        BigInteger[] triangle = new BigInteger[ExactGram.size(log2Steps.length)];
        Arrays.setAll(triangle, i -> sums.integer(field, i));
        return new Triangle(triangle, log2Steps);
    }

    Triangle plus(Triangle other) {
        return combined(other, BigInteger::add);
    }

    Triangle minus(Triangle other) {
        return combined(other, BigInteger::subtract);
    }

    private Triangle combined(Triangle other, BinaryOperator<BigInteger> operator) {
        BigInteger[] result = new BigInteger[triangle.length];
        Arrays.setAll(result, i -> operator.apply(triangle[i], other.triangle[i]));
        return new Triangle(result, log2Steps);
    }

    long n() {
        return triangle[0].longValueExact();
    }

    int columns() {
        return log2Steps.length;
    }

    private BigInteger integer(int j, int k) {
        return triangle[ExactGram.index(columns(), j, k)];
    }

    /** Σ of the products of columns j and k, in real units. */
    DoubleDouble sum(int j, int k) {
        return DoubleDouble.of(integer(j, k), log2Steps[j] + log2Steps[k]);
    }

    DoubleDouble mean(int j) {
        return sum(0, j).dividedBy(DoubleDouble.of((double) n()));
    }

    /** n Σ (x − x̄)(y − ȳ) of columns j and k, in real units. */
    DoubleDouble spread(int j, int k) {
        BigInteger spread = Spread.of(n(), integer(0, j), integer(0, k), integer(j, k));
        return DoubleDouble.of(spread, log2Steps[j] + log2Steps[k]);
    }
}
