package koinon.stats.linear;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number held as the unevaluated sum of two doubles: about 106 significant bits, the exponents of
 * double.
 *
 * <p>Invariant: high is the sum rounded to a double. Relative error of one operation: at most
 * 2^-102. Made of IEEE operations and fma alone, so the same bits on every machine. Not checked:
 * overflow, and loss of the low part below 2^-1000; scale by powers of two first. Source: Joldes,
 * Muller, Popescu, ACM TOMS 44 (2017), article 15.
 */
public record DoubleDouble(double high, double low) implements Comparable<DoubleDouble> {
    public static final DoubleDouble ZERO = new DoubleDouble(0, 0);
    public static final DoubleDouble ONE = new DoubleDouble(1, 0);

    public static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** The integer times 2^log2Unit, rounded to twice the precision of double. */
    public static DoubleDouble of(BigInteger integer, int log2Unit) {
        double high = integer.doubleValue();
        if (Double.isInfinite(high)) {
            throw new IllegalArgumentException("integer of " + integer.bitLength() + " bits");
        }
        double low = integer.subtract(new BigDecimal(high).toBigIntegerExact()).doubleValue();
        return new DoubleDouble(high, low).scaled(log2Unit);
    }

    /** The nearest number with twice the precision of double, or close to it. */
    public static DoubleDouble of(BigDecimal value) {
        double high = value.doubleValue();
        return new DoubleDouble(high, value.subtract(new BigDecimal(high)).doubleValue());
    }

    /** a + b without error. */
    public static DoubleDouble sum(double a, double b) {
        double s = a + b;
        double shadow = s - a;
        return new DoubleDouble(s, (a - (s - shadow)) + (b - shadow));
    }

    /** a · b without error. */
    public static DoubleDouble product(double a, double b) {
        double p = a * b;
        return new DoubleDouble(p, Math.fma(a, b, -p));
    }

    /** a + b without error, where |a| ≥ |b| or a = 0. */
    private static DoubleDouble quickSum(double a, double b) {
        double s = a + b;
        return new DoubleDouble(s, b - (s - a));
    }

    public DoubleDouble plus(DoubleDouble other) {
        DoubleDouble s = sum(high, other.high);
        DoubleDouble t = sum(low, other.low);
        DoubleDouble v = quickSum(s.high, s.low + t.high);
        return quickSum(v.high, t.low + v.low);
    }

    public DoubleDouble minus(DoubleDouble other) {
        return plus(other.negated());
    }

    public DoubleDouble times(DoubleDouble other) {
        DoubleDouble p = product(high, other.high);
        double cross = Math.fma(low, other.high, Math.fma(high, other.low, low * other.low));
        return quickSum(p.high, p.low + cross);
    }

    public DoubleDouble dividedBy(DoubleDouble other) {
        double first = high / other.high;
        DoubleDouble rest = minus(other.times(of(first)));
        double second = rest.high / other.high;
        rest = rest.minus(other.times(of(second)));
        return quickSum(first, second).plus(of(rest.high / other.high));
    }

    /** Square root; NaN below zero. */
    public DoubleDouble squareRoot() {
        double root = Math.sqrt(high);
        if (!(root > 0)) {
            return of(root);
        }
        DoubleDouble rest = minus(product(root, root));
        return quickSum(root, rest.high / (2 * root));
    }

    public DoubleDouble negated() {
        return new DoubleDouble(-high, -low);
    }

    /** This times 2^log2, exact unless the range of double ends. */
    public DoubleDouble scaled(int log2) {
        return new DoubleDouble(Math.scalb(high, log2), Math.scalb(low, log2));
    }

    /** Correctly rounded to a double. */
    public double doubleValue() {
        return high + low;
    }

    /** The exact value; not for infinite numbers or NaN. */
    public BigDecimal exact() {
        return new BigDecimal(high).add(new BigDecimal(low));
    }

    /** Σ a_i b_i, summed from the first to the last. */
    public static DoubleDouble dot(DoubleDouble[] a, DoubleDouble[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "vectors of " + a.length + " and " + b.length + " elements");
        }
        DoubleDouble sum = ZERO;
        for (int i = 0; i < a.length; i++) {
            sum = sum.plus(a[i].times(b[i]));
        }
        return sum;
    }

    @Override
    public int compareTo(DoubleDouble other) {
        int order = Double.compare(high, other.high);
        return order != 0 ? order : Double.compare(low, other.low);
    }

    /** 33 significant digits. */
    @Override
    public String toString() {
        return Double.isFinite(high)
                ? exact().round(new MathContext(33)).toString()
                : Double.toString(high);
    }
}
