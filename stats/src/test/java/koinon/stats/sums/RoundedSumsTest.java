package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class RoundedSumsTest {
    private static BigInteger integer(RoundedSums sums) {
        ExactVector.Builder vector =
                ExactVector.builder(VectorSchema.of(Field.sums("sums", 1, -48)));
        sums.writeTo(vector, "sums");
        return vector.build().integer("sums", 0);
    }

    @Trials(100)
    void isTheSumOfTheRoundedTerms(RandomGenerator random) {
        RoundedSums[] parts = {new RoundedSums(1, -48), new RoundedSums(1, -48)};
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 200; i++) {
            double value = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-60, 47));
            parts[random.nextInt(2)].add(0, value);
            expected =
                    expected.add(
                            new BigDecimal(value)
                                    .multiply(new BigDecimal(BigInteger.TWO.pow(48)))
                                    .setScale(0, RoundingMode.HALF_EVEN)
                                    .toBigInteger());
        }
        assertThat(integer(parts[0].merge(parts[1]))).isEqualTo(expected);
    }

    @Test
    void refusesWhatDoesNotFit() {
        RoundedSums sums = new RoundedSums(1, -48);
        assertThatIllegalArgumentException().isThrownBy(() -> sums.add(0, 0x1p47));
        assertThatIllegalArgumentException().isThrownBy(() -> sums.add(0, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> sums.merge(new RoundedSums(1, -40)));
    }
}
