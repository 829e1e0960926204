package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ExactCrossTest {
    @Trials(50)
    void equalsBigIntegersHoweverSplit(RandomGenerator random) {
        int left = random.nextInt(0, 5);
        int right = random.nextInt(0, 4);
        int n = random.nextInt(0, 12_000);
        double[][] a = Columns.random(left, n, random);
        double[][] b = Columns.random(right, n, random);
        ExactCross cross = new ExactCross(left, right);
        cross.add(a, b, n);
        cross.merge(new ExactCross(left, right));
        ExactVector.Builder builder = ExactVector.builder(Columns.schema(left * right));
        cross.writeTo(builder, "sums");
        ExactVector sums = builder.build();
        for (int j = 0; j < left; j++) {
            for (int k = 0; k < right; k++) {
                assertThat(sums.integer("sums", j * right + k)).isEqualTo(Columns.dot(a[j], b[k]));
            }
        }
    }

    @Test
    void refusesAnotherShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactCross(2, 3).merge(new ExactCross(3, 2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactCross(1, 1).add(new double[1][1], new double[2][1], 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExactCross(1, -1));
    }
}
