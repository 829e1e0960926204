package koinon.stats.elementary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final MathContext DIGITS = new MathContext(50);

    @Test
    void knowsTheSpecialValues() {
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-0.0)).isEqualTo(1);
        assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Elementary.exp(-800)).isZero();
        assertThat(Elementary.exp(800)).isInfinite();
        assertThat(Elementary.exp(Double.NaN)).isNaN();
        assertThat(Elementary.log(1)).isZero();
        assertThat(Elementary.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.log(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Elementary.log(-1)).isNaN();
        assertThat(Elementary.log(Double.NEGATIVE_INFINITY)).isNaN();
        assertThat(Elementary.log(Double.NaN)).isNaN();
        assertThat(Elementary.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Elementary.log1p(0)).isZero();
        assertThat(Elementary.log1p(1e-300)).isEqualTo(1e-300);
    }

    @Trials(100)
    void expIsWithinOneUnitOfTheTruth(RandomGenerator random) {
        for (int i = 0; i < 100; i++) {
            double x = random.nextDouble(-30, 30);
            assertThat(unitsOff(Elementary.exp(x), trueExp(x))).isLessThan(1);
        }
    }

    @Trials(50)
    void expFollowsThePlatformOverItsWholeRange(RandomGenerator random) {
        for (int i = 0; i < 1000; i++) {
            double x = random.nextDouble(-745.5, 709.7);
            double expected = StrictMath.exp(x);
            assertThat(Math.abs(Elementary.exp(x) - expected))
                    .isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    @Trials(100)
    void logIsWithinOneUnitOfTheTruth(RandomGenerator random) {
        for (int i = 0; i < 50; i++) {
            double x = i < 25 ? positive(random) : random.nextDouble(0.5, 2);
            double log = Elementary.log(x);
            // One Newton step on the platform's logarithm gives twice its digits.
            double start = StrictMath.log(x);
            BigDecimal e = trueExp(start);
            BigDecimal ratio = new BigDecimal(x).divide(e, DIGITS).subtract(BigDecimal.ONE);
            BigDecimal square = ratio.multiply(ratio).divide(BigDecimal.TWO, DIGITS);
            BigDecimal truth = new BigDecimal(start).add(ratio).subtract(square);
            assertThat(unitsOff(log, truth)).isLessThan(1);
        }
    }

    /** A change here is a new numeric version of every step that uses these functions. */
    @Test
    void bitsNeverChange() {
        double[] x = new double[4096];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i + 1) / 64.0;
        }
        double[] exp = new double[x.length];
        double[] log = new double[x.length];
        Elementary.exp(x, exp, x.length);
        Elementary.log(x, log, x.length);
        assertThat(Arrays.hashCode(exp)).isEqualTo(1601297305);
        assertThat(Arrays.hashCode(log)).isEqualTo(1278435798);
    }

    @Trials(50)
    void log1pFollowsThePlatform(RandomGenerator random) {
        for (int i = 0; i < 1000; i++) {
            double x = Math.scalb(random.nextDouble(), -random.nextInt(80));
            double expected = StrictMath.log1p(x);
            assertThat(Math.abs(Elementary.log1p(x) - expected))
                    .isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    @Trials(100)
    void blocksGiveTheBitsOfSingleValues(RandomGenerator random) {
        int n = random.nextInt(0, 300);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = any(random);
        }
        double[] exp = new double[n];
        double[] log = x.clone();
        Elementary.exp(x, exp, n);
        Elementary.log(log, log, n);
        for (int i = 0; i < n; i++) {
            assertThat(bits(exp[i])).isEqualTo(bits(Elementary.exp(x[i])));
            assertThat(bits(log[i])).isEqualTo(bits(Elementary.log(x[i])));
        }
    }

    @Test
    void refusesTooShortArrays() {
        assertThatThrownBy(() -> Elementary.exp(new double[3], new double[2], 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Elementary.log(new double[3], new double[4], 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    private static double any(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextDouble(-750, 720);
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextDouble(-2, 2);
            default -> {
                double[] special = {0, -0.0, 1, -1, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE, 0x1p-1022};
                yield special[random.nextInt(special.length)];
            }
        };
    }

    private static double positive(RandomGenerator random) {
        return Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
    }

    private static double unitsOff(double value, BigDecimal truth) {
        BigDecimal error = new BigDecimal(value).subtract(truth).abs();
        return error.divide(new BigDecimal(Math.ulp(truth.doubleValue())), DIGITS).doubleValue();
    }

    /** e^x as (e^(x / 2^16))^(2^16), the inner one by its Taylor sum. */
    private static BigDecimal trueExp(double x) {
        MathContext digits = new MathContext(70);
        BigDecimal small = new BigDecimal(x).divide(new BigDecimal(1 << 16));
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; k < 30; k++) {
            term = term.multiply(small, digits).divide(new BigDecimal(k), digits);
            sum = sum.add(term, digits);
        }
        for (int i = 0; i < 16; i++) {
            sum = sum.multiply(sum, digits);
        }
        return sum;
    }
}
