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

class WideSumsTest {
    /** Values of all magnitudes up to 2^(86 + step). */
    private static double[][] values(int columns, int n, int step, RandomGenerator random) {
        double[][] values = new double[columns][n];
        for (double[] column : values) {
            for (int i = 0; i < n; i++) {
                column[i] = Math.scalb(random.nextDouble(-1, 1), step + random.nextInt(-3, 87));
            }
        }
        return values;
    }

    /** Half to even, as the accumulators round: the fraction is exact in a double. */
    private static BigInteger rounded(double value, int step) {
        return new BigDecimal(Math.scalb(value, -step))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }

    private static ExactVector.Builder builder(int length) {
        return ExactVector.builder(VectorSchema.of(new Field("sums", length, 0, 4)));
    }

    @Trials(40)
    void gramEqualsBigIntegersHoweverSplit(RandomGenerator random) {
        int columns = random.nextInt(1, 5);
        int n = random.nextInt(1, 1000);
        int[] steps = random.ints(columns, -60, 20).toArray();
        double[][] a = new double[columns][];
        for (int j = 0; j < columns; j++) {
            a[j] = values(1, n, steps[j], random)[0];
        }
        WideGram gram = new WideGram(columns, n);
        gram.add(a, steps, n);
        WideGram other = new WideGram(columns, n);
        other.add(a, steps, n / 2);
        ExactVector.Builder sums = builder(ExactGram.size(columns));
        gram.merge(other).writeTo(sums, "sums");
        ExactVector vector = sums.build();
        for (int j = 0; j < columns; j++) {
            for (int k = j; k < columns; k++) {
                BigInteger expected = BigInteger.ZERO;
                for (int i = 0; i < n + n / 2; i++) {
                    int row = i < n ? i : i - n;
                    BigInteger u = rounded(a[j][row], steps[j]);
                    expected = expected.add(u.multiply(rounded(a[k][row], steps[k])));
                }
                assertThat(vector.integer("sums", ExactGram.index(columns, j, k)))
                        .isEqualTo(expected);
            }
        }
    }

    @Trials(40)
    void crossEqualsBigIntegers(RandomGenerator random) {
        int left = random.nextInt(1, 4);
        int right = random.nextInt(1, 4);
        int n = random.nextInt(1, 1000);
        int[] steps = random.ints(right, -60, 20).toArray();
        double[][] a = Columns.random(left, n, random);
        double[][] b = new double[right][];
        for (int k = 0; k < right; k++) {
            b[k] = values(1, n, steps[k], random)[0];
        }
        WideCross cross = new WideCross(left, right, n);
        cross.add(a, b, steps, n);
        ExactVector.Builder sums = builder(left * right);
        cross.writeTo(sums, "sums");
        ExactVector vector = sums.build();
        for (int j = 0; j < left; j++) {
            for (int k = 0; k < right; k++) {
                BigInteger expected = BigInteger.ZERO;
                for (int i = 0; i < n; i++) {
                    BigInteger v = rounded(b[k][i], steps[k]);
                    expected = expected.add(v.multiply(BigInteger.valueOf((long) a[j][i])));
                }
                assertThat(vector.integer("sums", j * right + k)).isEqualTo(expected);
            }
        }
    }

    @Test
    void refusesWhatDoesNotFitTwoLimbs() {
        double[] ones = {1};
        int[] step = {0};
        for (double value : new double[] {0x1.8p86, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[][] values = {{value}};
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WideGram(1, 1).add(values, step, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new WideCross(1, 1, 1).add(new double[][] {ones}, values, step, 1));
        }
    }
}
