package koinon.stats.sums;

import java.math.BigInteger;
import koinon.model.exact.ExactVector;

/**
 * What is left of moments when the means are taken out, without any rounding.
 *
 * <pre>
 *   spread(a, b) = n Σab − Σa Σb = n Σ (a − ā)(b − b̄)
 * </pre>
 *
 * <p>Guarantee: exact, hence 0 for a constant column and for no other, and as good 10^8 away from 0
 * as near it. Units: the product of the two columns' steps.
 */
public final class Spread {
    private Spread() {}

    public static BigInteger of(long n, BigInteger sumA, BigInteger sumB, BigInteger sumAB) {
        return sumAB.multiply(BigInteger.valueOf(n)).subtract(sumA.multiply(sumB));
    }

    /** Of columns a and b of a triangle as {@link ExactGram} writes it, whose column 0 is ones. */
    public static BigInteger ofGram(ExactVector moments, String field, int a, int b) {
        int columns = columns(moments.schema().field(field).length());
        return of(
                moments.integer(field, 0).longValueExact(),
                moments.integer(field, ExactGram.index(columns, 0, a)),
                moments.integer(field, ExactGram.index(columns, 0, b)),
                moments.integer(field, ExactGram.index(columns, a, b)));
    }

    private static int columns(int triangle) {
        return (int) ((Math.sqrt(8.0 * triangle + 1) - 1) / 2);
    }
}
