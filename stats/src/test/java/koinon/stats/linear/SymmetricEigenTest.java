package koinon.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    private static DoubleDouble[][] rows(double[][] matrix) {
        DoubleDouble[][] rows = new DoubleDouble[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                rows[i][j] = DoubleDouble.of(matrix[i][j]);
            }
        }
        return rows;
    }

    /* (2 1; 1 2): 3 with (1, 1) / √2 and 1 with (1, −1) / √2. */
    @Test
    void findsWhatPaperFinds() {
        SymmetricEigen eigen = SymmetricEigen.of(rows(new double[][] {{2, 1}, {1, 2}}));
        assertThat(eigen.value(0).doubleValue()).isCloseTo(3, within(1e-15));
        assertThat(eigen.value(1).doubleValue()).isCloseTo(1, within(1e-15));
        assertThat(eigen.vector(1)[0]).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(eigen.vector(1)[1]).isCloseTo(-Math.sqrt(0.5), within(1e-15));
    }

    /** A v = λ v, in descending order, with orthonormal vectors. */
    @Trials(30)
    void satisfiesItsEquation(RandomGenerator random) {
        int n = random.nextInt(1, 30);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                a[i][j] = random.nextDouble(-1, 1);
                a[j][i] = a[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(rows(a));
        for (int k = 0; k < n; k++) {
            double[] v = eigen.vector(k);
            for (int i = 0; i < n; i++) {
                double product = 0;
                for (int j = 0; j < n; j++) {
                    product += a[i][j] * v[j];
                }
                assertThat(product).isCloseTo(eigen.value(k).doubleValue() * v[i], within(1e-12));
            }
            assertThat(k == 0 || eigen.value(k - 1).compareTo(eigen.value(k)) >= 0).isTrue();
        }
    }

    /** Rows (1, 1 + 1e-10) and (1 + 1e-10, 1 + 2e-10 + 2e-20): a small eigenvalue near ½ 1e-20. */
    @Test
    void keepsTheDigitsOfASmallEigenvalue() {
        DoubleDouble off = DoubleDouble.sum(1, 1e-10);
        DoubleDouble last = off.times(off).plus(DoubleDouble.of(1e-20));
        SymmetricEigen eigen =
                SymmetricEigen.of(new DoubleDouble[][] {{DoubleDouble.ONE, off}, {off, last}});
        // The determinant is 1e-20, the trace 2 + 2e-10.
        assertThat(eigen.value(1).doubleValue() / (1e-20 / (2 + 2e-10))).isCloseTo(1, within(1e-9));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SymmetricEigen.of(rows(new double[][] {{1, Double.NaN}, {0, 1}})));
    }
}
