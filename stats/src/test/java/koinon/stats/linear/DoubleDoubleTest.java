package koinon.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class DoubleDoubleTest {
    private static final double SMALL = 0x1p-102;
    private static final MathContext DIGITS = new MathContext(80);

    @Trials
    void operationsAreWithinTheirBound(RandomGenerator random) {
        DoubleDouble a = any(random);
        DoubleDouble b = any(random);
        BigDecimal x = a.exact();
        BigDecimal y = b.exact();
        assertThat(error(a.plus(b), x.add(y))).isLessThan(SMALL);
        assertThat(error(a.minus(b), x.subtract(y))).isLessThan(SMALL);
        assertThat(error(a.times(b), x.multiply(y))).isLessThan(SMALL);
        assertThat(error(a.dividedBy(b), x.divide(y, DIGITS))).isLessThan(SMALL);
        assertThat(error(a.times(a).squareRoot(), x.abs())).isLessThan(SMALL);
    }

    @Trials(50)
    void readsIntegersWithoutLosingTheirLeadingBits(RandomGenerator random) {
        BigInteger integer = new BigInteger(1, bytes(random));
        DoubleDouble value = DoubleDouble.of(integer, -7);
        BigDecimal truth = new BigDecimal(integer).divide(BigDecimal.valueOf(128));
        assertThat(error(value, truth)).isLessThan(0x1p-105);
        assertThat(value.doubleValue()).isEqualTo(truth.doubleValue());
        assertThat(error(DoubleDouble.of(truth), truth)).isLessThan(0x1p-105);
    }

    @Test
    void knowsZeroOrderAndText() {
        assertThat(DoubleDouble.ZERO.squareRoot()).isEqualTo(DoubleDouble.ZERO);
        assertThat(DoubleDouble.of(-1).squareRoot().doubleValue()).isNaN();
        DoubleDouble third = DoubleDouble.ONE.dividedBy(DoubleDouble.of(3));
        assertThat(third.toString()).startsWith("0.3333333333333333333333333333333");
        assertThat(third).isLessThan(third.plus(DoubleDouble.of(1e-30)));
        assertThat(DoubleDouble.of(Double.NaN).toString()).isEqualTo("NaN");
    }

    @Test
    void refusesWhatIsTooLargeOrUneven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoubleDouble.of(BigInteger.ONE.shiftLeft(2000), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoubleDouble.dot(new DoubleDouble[1], new DoubleDouble[2]));
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(1, 17)];
        random.nextBytes(bytes);
        bytes[0] |= 1;
        return bytes;
    }

    private static DoubleDouble any(RandomGenerator random) {
        double high = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 31));
        return DoubleDouble.sum(high, Math.ulp(high) * random.nextDouble(-0.5, 0.5));
    }

    private static double error(DoubleDouble value, BigDecimal truth) {
        return Rationals.relativeError(value, truth);
    }
}
