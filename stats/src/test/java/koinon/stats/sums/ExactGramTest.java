package koinon.stats.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ExactGramTest {
    @Test
    void sumsProductsOfPairs() {
        // (1, 2, 3) and (4, 5, -6): 1+4+9 = 14, 4+10-18 = -4, 16+25+36 = 77
        ExactGram gram = new ExactGram(2);
        gram.add(new double[][] {{1, 2, 3}, {4, 5, -6}}, 3);
        ExactVector sums = Columns.written(gram);
        assertThat(sums.integer("sums", 0)).isEqualTo(14);
        assertThat(sums.integer("sums", 1)).isEqualTo(-4);
        assertThat(sums.integer("sums", 2)).isEqualTo(77);
    }

    @Test
    void numbersTheTriangleRowByRow() {
        assertThat(ExactGram.size(3)).isEqualTo(6);
        int[] order = {
            ExactGram.index(3, 0, 0),
            ExactGram.index(3, 0, 1),
            ExactGram.index(3, 2, 0),
            ExactGram.index(3, 1, 1),
            ExactGram.index(3, 1, 2),
            ExactGram.index(3, 2, 2)
        };
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Trials(60)
    void equalsBigIntegers(RandomGenerator random) {
        int p = random.nextInt(1, 6);
        int n = random.nextInt(0, 3000);
        double[][] columns = Columns.random(p, n, random);
        ExactGram gram = new ExactGram(p);
        gram.add(columns, n);
        ExactVector sums = Columns.written(gram);
        for (int j = 0; j < p; j++) {
            for (int k = j; k < p; k++) {
                assertThat(sums.integer("sums", ExactGram.index(p, j, k)))
                        .isEqualTo(Columns.dot(columns[j], columns[k]));
            }
        }
    }

    @Trials(30)
    void everySplitGivesTheSameBits(RandomGenerator random) {
        int p = random.nextInt(1, 8);
        int n = random.nextInt(1, 30_000);
        double[][] columns = Columns.random(p, n, random);
        ExactGram whole = new ExactGram(p);
        whole.add(columns, n);
        ExactGram split = new ExactGram(p);
        int from = 0;
        while (from < n) {
            int rows = random.nextInt(1, Math.min(n - from, 5000) + 1);
            ExactGram part = new ExactGram(p);
            part.add(columns, from, rows);
            split = random.nextBoolean() ? split.merge(part) : part.merge(split);
            from += rows;
        }
        assertThat(Columns.written(split)).isEqualTo(Columns.written(whole));
    }

    @Test
    void staysExactAtTheExtremes() {
        int n = 40 * 1024 + 5;
        double[] column = new double[n];
        Arrays.fill(column, 0x1p43);
        double[] opposite = new double[n];
        Arrays.fill(opposite, -0x1p43);
        ExactGram gram = new ExactGram(2);
        gram.add(new double[][] {column, opposite}, n);
        BigInteger square = BigInteger.valueOf(n).shiftLeft(86);
        ExactVector sums = Columns.written(gram);
        assertThat(sums.integer("sums", 0)).isEqualTo(square);
        assertThat(sums.integer("sums", 1)).isEqualTo(square.negate());
        assertThat(sums.integer("sums", 2)).isEqualTo(square);
    }

    @Test
    void isZeroWithoutRows() {
        ExactGram gram = new ExactGram(3);
        gram.add(new double[3][0], 0);
        assertThat(Columns.written(gram)).isEqualTo(ExactVector.zero(Columns.schema(6)));
    }

    @Test
    void refusesFractionsAndNaNInEitherKernel() {
        for (int n : new int[] {3, 20_000}) {
            for (double bad : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] column = new double[n];
                column[n - 1] = bad;
                double[] ones = new double[n];
                Arrays.fill(ones, 1);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new ExactGram(2).add(new double[][] {ones, column}, n));
            }
        }
    }

    @Test
    void refusesFractionsInTheVectorBody() {
        double[] column = new double[20_000];
        column[17_000] = 0.25;
        double[][] block = {column};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactGram(1).add(block, 20_000))
                .withMessageContaining("grid");
    }

    @Test
    void refusesAnotherShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactGram(2).add(new double[3][1], 1));
        assertThatThrownBy(() -> new ExactGram(1).add(new double[1][4], 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactGram(2).merge(new ExactGram(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExactGram(-1));
    }
}
