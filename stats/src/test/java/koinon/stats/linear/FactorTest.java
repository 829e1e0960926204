package koinon.stats.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import koinon.model.exact.Grid;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class FactorTest {
    @Test
    void solvesByHand() {
        // 4a + 2b = 10, 2a + 3b = 9  =>  a = 1.5, b = 2; the inverse is (3, -2; -2, 4) / 8
        Factor factor = matrix(new long[][] {{4, 2}, {2, 3}}).factor();
        DoubleDouble[] x = factor.solve(vector(10, 9));
        assertThat(x[0].doubleValue()).isEqualTo(1.5);
        assertThat(x[1].doubleValue()).isEqualTo(2);
        assertThat(factor.rank()).isEqualTo(2);
        assertThat(factor.inverse().entry(0, 0).doubleValue()).isEqualTo(0.375);
        assertThat(factor.inverse().entry(1, 0).doubleValue()).isEqualTo(-0.25);
        assertThat(factor.inverseDiagonal()[1].doubleValue()).isEqualTo(0.5);
    }

    @Trials(60)
    void agreesWithRationalArithmetic(RandomGenerator random) {
        int p = random.nextInt(1, 9);
        long[][] columns = new long[p][p + random.nextInt(1, 20)];
        for (long[] column : columns) {
            long most = 1L << random.nextInt(10, Grid.BITS + 1);
            Arrays.setAll(column, _ -> random.nextLong(-most, most + 1));
        }
        BigInteger[][] gram = Rationals.gram(columns);
        assertSolvesLikeRationals(gram, 1e-24);
    }

    @Test
    void keepsTwelveDigitsOfAHilbertMatrix() {
        // Condition 1.7e16 for 12 rows: a design whose own condition number is 1.3e8.
        int n = 12;
        BigInteger multiple = BigInteger.ONE;
        for (int i = 2; i < 2 * n; i++) {
            BigInteger k = BigInteger.valueOf(i);
            multiple = multiple.multiply(k).divide(multiple.gcd(k));
        }
        BigInteger[][] hilbert = new BigInteger[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
                hilbert[j][k] = multiple.divide(BigInteger.valueOf(j + k + 1));
            }
        }
        assertSolvesLikeRationals(hilbert, 1e-12);
    }

    @Trials(30)
    void keepsTwelveDigitsOfNearlyCollinearColumns(RandomGenerator random) {
        int n = 40;
        long[][] columns = new long[3][n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = random.nextLong(-(1L << 42), 1L << 42);
            columns[1][i] = random.nextLong(-(1L << 42), 1L << 42);
            // Norms near 2^42 with a part of its own near 2^15: condition about 1e8.
            columns[2][i] =
                    (columns[0][i] + columns[1][i]) / 2 + random.nextInt(-(1 << 15), 1 << 15);
        }
        assertSolvesLikeRationals(Rationals.gram(columns), 1e-12);
    }

    private static void assertSolvesLikeRationals(BigInteger[][] a, double tolerance) {
        int p = a.length;
        int[] steps = new int[p];
        Factor factor = SymmetricMatrix.ofTriangle(Rationals.triangle(a), steps).factor();
        assertThat(factor.rank()).isEqualTo(p);
        SymmetricMatrix inverse = factor.inverse();
        for (int j = 0; j < p; j++) {
            BigInteger[] unit = new BigInteger[p];
            Arrays.fill(unit, BigInteger.ZERO);
            unit[j] = BigInteger.ONE;
            DoubleDouble[] b = new DoubleDouble[p];
            Arrays.setAll(b, i -> DoubleDouble.of(unit[i], 0));
            BigDecimal[] truth = Rationals.solve(a, unit);
            DoubleDouble[] x = factor.solve(b);
            assertThat(Rationals.relativeError(inverse.entry(j, j), truth[j]))
                    .isLessThan(tolerance);
            assertThat(Rationals.relativeError(x[j], truth[j])).isLessThan(tolerance);
        }
    }

    @Test
    void laterColumnIsTheAliasedOne() {
        // intercept, two dummies that cover all rows, a number, its double, and nothing at all
        long[][] columns = {
            {1, 1, 1, 1, 1},
            {1, 1, 0, 0, 0},
            {0, 0, 1, 1, 1},
            {3, 1, 4, 1, 5},
            {6, 2, 8, 2, 10},
            {0, 0, 0, 0, 0}
        };
        Factor factor = matrix(Rationals.gram(columns)).factor();
        assertThat(factor.aliased()).isEqualTo(bits(2, 4, 5));
        assertThat(factor.rank()).isEqualTo(3);
    }

    @Test
    void aliasedColumnsAreAsIfNotThere() {
        long[][] columns = {{1, 1, 1, 1}, {2, 2, 2, 2}, {1, 2, 3, 5}};
        Factor all = matrix(Rationals.gram(columns)).factor();
        Factor kept = matrix(Rationals.gram(new long[][] {columns[0], columns[2]})).factor();
        DoubleDouble[] x = all.solve(vector(7, 14, 9));
        DoubleDouble[] y = kept.solve(vector(7, 9));
        assertThat(x).containsExactly(y[0], DoubleDouble.ZERO, y[1]);
        assertThat(all.inverse().entry(2, 2)).isEqualTo(kept.inverse().entry(1, 1));
        assertThat(all.inverse().entry(0, 2)).isEqualTo(kept.inverse().entry(0, 1));
        assertThat(all.inverseDiagonal()[1]).isEqualTo(DoubleDouble.ZERO);
    }

    @Trials(30)
    void combinationsOfManyColumnsAreAliased(RandomGenerator random) {
        int n = 50;
        long[][] columns = new long[8][n];
        for (int j = 0; j < 7; j++) {
            Arrays.setAll(columns[j], _ -> random.nextLong(-(1L << 39), 1L << 39));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 7; j++) {
                columns[7][i] += (j - 3) * columns[j][i];
            }
        }
        assertThat(matrix(Rationals.gram(columns)).factor().aliased()).isEqualTo(bits(7));
    }

    @Test
    void toleranceLiesBetweenRatiosOf1e9AndOf1e11() {
        for (int exponent : new int[] {30, 36}) {
            // column 1 = 2^exponent · column 0, plus a part of norm 1 at right angles to it
            long large = 1L << exponent;
            long[][] columns = {{1, 0}, {large, 1}};
            boolean aliased = matrix(Rationals.gram(columns)).factor().aliased().get(1);
            assertThat(aliased).isEqualTo(exponent == 36);
            SymmetricMatrix matrix = matrix(Rationals.gram(columns));
            assertThat(matrix.factor(1e-7).rank()).isEqualTo(1);
            assertThat(matrix.factor(1e-12).rank()).isEqualTo(2);
        }
    }

    @Test
    void unitsFarFromOneNeitherOverflowNorUnderflow() {
        BigInteger[] triangle = {
            BigInteger.ONE.shiftLeft(118), BigInteger.ONE, BigInteger.valueOf(5)
        };
        SymmetricMatrix matrix = SymmetricMatrix.ofTriangle(triangle, new int[] {-500, 400});
        Factor factor = matrix.factor();
        assertThat(factor.rank()).isEqualTo(2);
        DoubleDouble[] b = {matrix.entry(0, 1), matrix.entry(1, 1)};
        DoubleDouble[] x = factor.solve(b);
        assertThat(x[0].doubleValue()).isZero();
        assertThat(x[1].doubleValue()).isEqualTo(1);
    }

    @Trials(10)
    void solvesManyColumns(RandomGenerator random) {
        int p = 60;
        long[][] columns = new long[p][2 * p];
        for (long[] column : columns) {
            Arrays.setAll(column, _ -> random.nextInt(-1000, 1001));
        }
        SymmetricMatrix matrix = matrix(Rationals.gram(columns));
        DoubleDouble[] truth = new DoubleDouble[p];
        Arrays.setAll(truth, i -> DoubleDouble.of(i + 1));
        DoubleDouble[] x = matrix.factor().solve(matrix.times(truth));
        for (int j = 0; j < p; j++) {
            assertThat(x[j].minus(truth[j]).doubleValue()).isBetween(-1e-24, 1e-24);
        }
    }

    @Test
    void hasNoColumnsAndNoRank() {
        Factor factor = matrix(new long[0][0]).factor();
        assertThat(factor.rank()).isZero();
        assertThat(factor.solve(new DoubleDouble[0])).isEmpty();
    }

    @Test
    void refusesAToleranceThatIsNone() {
        for (double bad : new double[] {-1e-9, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> matrix(new long[][] {{1}}).factor(bad));
        }
    }

    @Test
    void refusesARightSideOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix(new long[][] {{1}}).factor().solve(vector(1, 2)));
    }

    private static SymmetricMatrix matrix(BigInteger[][] a) {
        return SymmetricMatrix.ofTriangle(Rationals.triangle(a), new int[a.length]);
    }

    private static SymmetricMatrix matrix(long[][] a) {
        BigInteger[][] integers = new BigInteger[a.length][];
        Arrays.setAll(
                integers,
                i -> Arrays.stream(a[i]).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
        return matrix(integers);
    }

    private static DoubleDouble[] vector(double... values) {
        return Arrays.stream(values).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
