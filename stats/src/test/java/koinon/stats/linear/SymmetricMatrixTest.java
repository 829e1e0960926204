package koinon.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.VectorSchema;
import koinon.stats.sums.ExactGram;
import org.junit.jupiter.api.Test;

class SymmetricMatrixTest {
    private static final VectorSchema SCHEMA = VectorSchema.of(Field.sums("gram", 3, 0));

    @Test
    void readsWhatTheAccumulatorWrote() {
        ExactGram gram = new ExactGram(2);
        gram.add(new double[][] {{1, 2}, {3, 5}}, 2);
        ExactVector.Builder builder = ExactVector.builder(SCHEMA);
        gram.writeTo(builder, "gram");
        // 5, 13 and 34, in steps of 1/4, 1/4 · 8 and 64
        SymmetricMatrix matrix = SymmetricMatrix.ofGram(builder.build(), "gram", new int[] {-1, 3});
        assertThat(matrix.entry(0, 0).doubleValue()).isEqualTo(1.25);
        assertThat(matrix.entry(0, 1).doubleValue()).isEqualTo(13 * 4);
        assertThat(matrix.entry(1, 0).doubleValue()).isEqualTo(13 * 4);
        assertThat(matrix.entry(1, 1).doubleValue()).isEqualTo(34 * 64);
    }

    @Test
    void selectsAndMultiplies() {
        DoubleDouble[][] rows = new DoubleDouble[3][3];
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 3; k++) {
                rows[j][k] = DoubleDouble.of((j + 1) * (k + 1) + (j == k ? 100 : 0));
            }
        }
        SymmetricMatrix part = SymmetricMatrix.of(rows).select(2, 0);
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.entry(0, 0).doubleValue()).isEqualTo(109);
        assertThat(part.entry(0, 1).doubleValue()).isEqualTo(3);
        DoubleDouble[] product =
                part.times(new DoubleDouble[] {DoubleDouble.ONE, DoubleDouble.of(2)});
        assertThat(product[0].doubleValue()).isEqualTo(115);
        assertThat(product[1].doubleValue()).isEqualTo(205);
    }

    @Test
    void refusesAFieldThatIsNoTriangle() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SymmetricMatrix.ofGram(ExactVector.zero(SCHEMA), "gram", new int[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SymmetricMatrix.of(new DoubleDouble[0][0]).times(new DoubleDouble[1]));
    }
}
