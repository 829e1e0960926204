package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final VectorSchema SCHEMA =
            VectorSchema.of(Field.sums("s", ExactGram.size(3), 0));

    private static ExactVector moments(double[] a, double[] b) {
        double[] ones = new double[a.length];
        Arrays.fill(ones, 1);
        ExactGram gram = new ExactGram(3);
        gram.add(new double[][] {ones, a, b}, a.length);
        ExactVector.Builder builder = ExactVector.builder(SCHEMA);
        gram.writeTo(builder, "s");
        return builder.build();
    }

    @Test
    void givesWhatPaperGives() {
        // a = 1 2 3, b = 2 2 5: 3·14 − 6·6 = 6, 3·33 − 81 = 18, 3·21 − 6·9 = 9
        ExactVector moments = moments(new double[] {1, 2, 3}, new double[] {2, 2, 5});
        assertThat(Spread.ofGram(moments, "s", 1, 1)).isEqualTo(6);
        assertThat(Spread.ofGram(moments, "s", 2, 2)).isEqualTo(18);
        assertThat(Spread.ofGram(moments, "s", 1, 2)).isEqualTo(9);
        assertThat(Spread.ofGram(moments, "s", 2, 1)).isEqualTo(9);
    }

    @Test
    void isZeroForAConstantWithAllItsBits() {
        double[] constant = new double[999];
        Arrays.fill(constant, Math.scalb(1.0, 43) - 1);
        double[] other = new double[999];
        Arrays.setAll(other, i -> i);
        ExactVector moments = moments(constant, other);
        assertThat(Spread.ofGram(moments, "s", 1, 1)).isZero();
        assertThat(Spread.ofGram(moments, "s", 1, 2)).isZero();
    }

    @Test
    void doesNotDependOnTheOrigin() {
        double far = Math.scalb(1.0, 42);
        ExactVector near = moments(new double[] {-1, 0, 1}, new double[] {0, 1, 5});
        ExactVector away = moments(new double[] {far - 1, far, far + 1}, new double[] {0, 1, 5});
        assertThat(Spread.ofGram(away, "s", 1, 1)).isEqualTo(Spread.ofGram(near, "s", 1, 1));
        assertThat(Spread.ofGram(away, "s", 1, 2)).isEqualTo(Spread.ofGram(near, "s", 1, 2));
    }

    @Test
    void isZeroForNoRows() {
        assertThat(Spread.of(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO)).isZero();
    }
}
