package koinon.algorithms;

import java.math.BigInteger;
import koinon.model.exact.ExactVector;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.sums.Spread;

/**
 * Everything a test of means needs of a sample: its size, sum and sum of squares, in integers q of
 * a grid.
 *
 * <pre>
 *   mean = Σq / n · step       variance = (n Σq² − (Σq)²) / (n (n − 1)) · step²
 * </pre>
 *
 * <p>Guarantee: differences are taken in integers, so that a constant sample has variance 0 and no
 * other has, and values of 1e8 ± 1 keep their digits.
 *
 * @param log2Step unit of the integers
 */
record Sample(long n, BigInteger sum, BigInteger squares, int log2Step) {
    /** Words of a field that holds a sample: n, Σq, Σq². */
    static final int WORDS = 3;

    /** From a field as {@code ExactGram} writes the columns 1 and q. */
    static Sample of(ExactVector sums, String field, int log2Step) {
        return new Sample(
                sums.integer(field, 0).longValueExact(),
                sums.integer(field, 1),
                sums.integer(field, 2),
                log2Step);
    }

    Sample plus(Sample other) {
        return new Sample(n + other.n, sum.add(other.sum), squares.add(other.squares), log2Step);
    }

    DoubleDouble mean() {
        return DoubleDouble.of(sum, log2Step).dividedBy(size());
    }

    private DoubleDouble size() {
        return DoubleDouble.of((double) n);
    }

    boolean constant() {
        return spread().signum() == 0;
    }

    private BigInteger spread() {
        return Spread.of(n, sum, sum, squares);
    }

    /** Sum of squares about the mean. */
    DoubleDouble centred() {
        return DoubleDouble.of(spread(), 2 * log2Step).dividedBy(size());
    }

    /** With n − 1; NaN for fewer than two values. */
    double variance() {
        return n < 2 ? Double.NaN : centred().doubleValue() / (n - 1);
    }

    double deviation() {
        return Math.sqrt(variance());
    }

    /** This mean less another's, on the same grid. */
    DoubleDouble meanLess(Sample other) {
        BigInteger cross =
                sum.multiply(BigInteger.valueOf(other.n))
                        .subtract(other.sum.multiply(BigInteger.valueOf(n)));
        return DoubleDouble.of(cross, log2Step).dividedBy(size()).dividedBy(other.size());
    }
}
