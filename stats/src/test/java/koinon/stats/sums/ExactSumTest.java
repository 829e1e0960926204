package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ExactSumTest {
    @Trials(50)
    void equalsBigIntegers(RandomGenerator random) {
        int n = random.nextInt(0, 5000);
        double[][] columns = Columns.random(2, n, random);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        ExactSum sum = new ExactSum(2);
        sum.add(0, columns[0], n);
        ExactSum other = new ExactSum(2);
        other.add(1, columns[1], n);
        ExactVector sums = written(sum.merge(other), 4);
        assertThat(sums.integer("sums", 0)).isEqualTo(Columns.dot(columns[0], ones));
        assertThat(sums.integer("sums", 1)).isEqualTo(Columns.dot(columns[1], ones));
    }

    @Trials(50)
    void squaresEqualBigIntegers(RandomGenerator random) {
        int n = random.nextInt(0, 5000);
        double[] column = Columns.random(1, n, random)[0];
        int middle = n / 3;
        ExactSum sum = new ExactSum(2);
        sum.addSquares(0, column, 0, middle);
        sum.addSquares(0, column, middle, n);
        sum.add(1, column, 0, middle);
        sum.add(1, column, middle, n);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        ExactVector sums = written(sum, 2);
        assertThat(sums.integer("sums", 0)).isEqualTo(Columns.dot(column, column));
        assertThat(sums.integer("sums", 1)).isEqualTo(Columns.dot(column, ones));
    }

    @Test
    void countsBeyond64Bits() {
        ExactSum sum = new ExactSum(2);
        sum.add(0, Long.MAX_VALUE);
        sum.add(0, Long.MAX_VALUE);
        sum.add(1, Long.MIN_VALUE);
        sum.add(1, Long.MIN_VALUE);
        ExactVector sums = written(sum, 2);
        assertThat(sums.integer("sums", 0)).isEqualTo("18446744073709551614");
        assertThat(sums.integer("sums", 1)).isEqualTo("-18446744073709551616");
    }

    @Test
    void refusesFractions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactSum(1).add(0, new double[] {1, 1.5}, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactSum(1).addSquares(0, new double[] {1, 1.5}, 0, 2));
    }

    private static ExactVector written(ExactSum sum, int words) {
        VectorSchema schema = VectorSchema.of(new Field("sums", 2, 0, words));
        ExactVector.Builder builder = ExactVector.builder(schema);
        sum.writeTo(builder, "sums");
        return builder.build();
    }
}
