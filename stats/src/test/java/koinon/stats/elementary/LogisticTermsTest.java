package koinon.stats.elementary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class LogisticTermsTest {
    @Test
    void isHalfAtZero() {
        LogisticTerms terms = new LogisticTerms(2);
        terms.compute(new double[] {0, 0}, new double[] {1, 0}, 2);
        assertThat(terms.probability()).containsExactly(0.5, 0.5);
        assertThat(terms.residual()).containsExactly(0.5, -0.5);
        assertThat(terms.rootWeight()).containsExactly(0.5, 0.5);
        assertThat(terms.logLikelihood()[0]).isEqualTo(-Elementary.log(2));
        assertThat(terms.clamped()).isZero();
    }

    @Trials(50)
    void followsTheFormulas(RandomGenerator random) {
        double eta = random.nextDouble(-30, 30);
        LogisticTerms terms = new LogisticTerms(2);
        terms.compute(new double[] {eta, eta}, new double[] {1, 0}, 2);
        double p = 1 / (1 + StrictMath.exp(-eta));
        double q = 1 / (1 + StrictMath.exp(eta));
        assertThat(terms.probability()[0] / p).isCloseTo(1, within(1e-15));
        assertThat(terms.residual()[0] / q).isCloseTo(1, within(1e-15));
        assertThat(terms.residual()[1] / -p).isCloseTo(1, within(1e-15));
        assertThat(terms.rootWeight()[0] / Math.sqrt(p * q)).isCloseTo(1, within(1e-15));
        assertThat(terms.logLikelihood()[0] / -StrictMath.log1p(StrictMath.exp(-eta)))
                .isCloseTo(1, within(1e-15));
        assertThat(terms.logLikelihood()[1] / -StrictMath.log1p(StrictMath.exp(eta)))
                .isCloseTo(1, within(1e-15));
    }

    @Test
    void clampsAndCounts() {
        LogisticTerms terms = new LogisticTerms(3);
        terms.compute(new double[] {31, -1e300, 30}, new double[] {0, 1, 0}, 3);
        assertThat(terms.clamped()).isEqualTo(2);
        assertThat(terms.residual()[0]).isEqualTo(terms.residual()[2]);
    }

    @Trials(100)
    void aRowHasTheSameBitsWhereverItStands(RandomGenerator random) {
        int n = random.nextInt(1, 300);
        double[] eta = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            eta[i] = random.nextInt(10) == 0 ? 0 : random.nextDouble(-35, 35);
            y[i] = random.nextInt(2);
        }
        LogisticTerms block = new LogisticTerms(n);
        block.compute(eta, y, n);
        LogisticTerms single = new LogisticTerms(1);
        for (int i = 0; i < n; i++) {
            single.compute(new double[] {eta[i]}, new double[] {y[i]}, 1);
            assertSameBits(block.probability()[i], single.probability()[0]);
            assertSameBits(block.residual()[i], single.residual()[0]);
            assertSameBits(block.rootWeight()[i], single.rootWeight()[0]);
            assertSameBits(block.logLikelihood()[i], single.logLikelihood()[0]);
        }
        assertThat(block.clamped()).isEqualTo(single.clamped());
    }

    @Test
    void refusesMoreRowsThanItsCapacity() {
        assertThatThrownBy(() -> new LogisticTerms(1).compute(new double[2], new double[2], 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertSameBits(double actual, double expected) {
        assertThat(Double.doubleToLongBits(actual)).isEqualTo(Double.doubleToLongBits(expected));
    }
}
