package koinon.stats.sums;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.VectorSchema;

/** Random columns of integers, and the oracle of their sums. */
final class Columns {
    private static final long MOST = 1L << Grid.BITS;

    private Columns() {}

    /** Columns of all kinds: full range, only the extremes, small, indicators. */
    static double[][] random(int columns, int rows, RandomGenerator random) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            int kind = random.nextInt(4);
            for (int i = 0; i < rows; i++) {
                column[i] = value(kind, random);
            }
        }
        return values;
    }

    private static double value(int kind, RandomGenerator random) {
        return switch (kind) {
            case 0 -> random.nextLong(-MOST, MOST + 1);
            case 1 -> random.nextBoolean() ? MOST : -MOST;
            case 2 -> random.nextInt(-100, 101);
            default -> random.nextInt(2);
        };
    }

    static BigInteger dot(double[] a, double[] b) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < a.length; i++) {
            BigInteger x = BigInteger.valueOf((long) a[i]);
            sum = sum.add(x.multiply(BigInteger.valueOf((long) b[i])));
        }
        return sum;
    }

    static VectorSchema schema(int length) {
        return VectorSchema.of(Field.sums("sums", length, 0));
    }

    static ExactVector written(ExactGram gram) {
        ExactVector.Builder builder = ExactVector.builder(schema(ExactGram.size(gram.columns())));
        gram.writeTo(builder, "sums");
        return builder.build();
    }
}
