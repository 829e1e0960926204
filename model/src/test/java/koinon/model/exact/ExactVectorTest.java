package koinon.model.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class ExactVectorTest {
    private static final VectorSchema SCHEMA =
            VectorSchema.of(
                    new Field("one", 5, 0, 1),
                    new Field("two", 7, -40, 2),
                    new Field("four", 3, -80, 4));

    @Trials
    void sumsAndDifferencesAreThoseOfTheRing(RandomGenerator random) {
        ExactVector a = ExactVector.of(SCHEMA, words(random));
        ExactVector b = ExactVector.of(SCHEMA, words(random));
        long[] difference = a.words();
        Rings.subtract(SCHEMA, difference, b.words());
        ExactVector sum = a.plus(b);
        ExactVector minus = ExactVector.of(SCHEMA, difference);
        for (Field f : SCHEMA.fields()) {
            for (int i = 0; i < f.length(); i++) {
                BigInteger x = a.integer(f.name(), i);
                BigInteger y = b.integer(f.name(), i);
                assertThat(sum.integer(f.name(), i)).isEqualTo(wrapped(x.add(y), f.words()));
                assertThat(minus.integer(f.name(), i)).isEqualTo(wrapped(x.subtract(y), f.words()));
            }
        }
    }

    @Trials
    void orderAndGroupingDoNotMatter(RandomGenerator random) {
        ExactVector a = ExactVector.of(SCHEMA, words(random));
        ExactVector b = ExactVector.of(SCHEMA, words(random));
        ExactVector c = ExactVector.of(SCHEMA, words(random));
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.plus(ExactVector.zero(SCHEMA))).isEqualTo(a).hasSameHashCodeAs(a);
    }

    @Trials
    void theBuilderAddsIntegersOf128Bits(RandomGenerator random) {
        ExactVector.Builder builder = ExactVector.builder(SCHEMA);
        BigInteger expected = BigInteger.ZERO;
        String field = List.of("one", "two", "four").get(random.nextInt(3));
        for (int k = 0; k < 20; k++) {
            long high = edge(random);
            long low = edge(random);
            builder.add(field, 1, high, low);
            expected = expected.add(integer(high, low));
        }
        assertThat(builder.build().integer(field, 1))
                .isEqualTo(wrapped(expected, SCHEMA.field(field).words()));
    }

    @Trials
    void theBuilderExtendsTheSignOfALong(RandomGenerator random) {
        long value = edge(random);
        ExactVector built =
                ExactVector.builder(SCHEMA)
                        .add("one", 0, value)
                        .add("two", 0, value)
                        .add("four", new long[] {value, value})
                        .build();
        assertThat(built.count("one", 0)).isEqualTo(value);
        assertThat(built.integer("two", 0)).isEqualTo(BigInteger.valueOf(value));
        assertThat(built.integer("four", 1)).isEqualTo(BigInteger.valueOf(value));
    }

    @Test
    void carriesRunThroughAllWordsOfAnElementAndNoFurther() {
        VectorSchema schema = VectorSchema.of(new Field("x", 2, 0, 4));
        ExactVector ones = ExactVector.of(schema, new long[] {-1, -1, -1, -1, 5, 0, 0, 0});
        ExactVector one = ExactVector.builder(schema).add("x", 0, 1).build();
        assertThat(ones.plus(one).words()).containsExactly(0, 0, 0, 0, 5, 0, 0, 0);
    }

    @Trials
    void valuesAreCorrectlyRounded(RandomGenerator random) {
        int words = random.nextInt(1, 5);
        // Exponents from where results are subnormal to where they overflow.
        int log2Step = random.nextInt(-1400, 1100);
        VectorSchema schema = VectorSchema.of(new Field("x", 1, log2Step, words));
        long[] content = new long[words];
        for (int w = 0; w < words; w++) {
            content[w] = edge(random);
        }
        ExactVector vector = ExactVector.of(schema, content);
        assertThat(vector.value("x", 0)).isEqualTo(vector.exact("x", 0).doubleValue());
    }

    @Test
    void subnormalValuesAreNotRoundedTwice() {
        // 2^53 + 1 halves of the smallest double, times 2: ties at the first and second rounding.
        VectorSchema schema = VectorSchema.of(new Field("x", 1, -1076, 1));
        for (long integer : new long[] {(3L << 53) + 1, (1L << 54) + 2, (1L << 55) - 1, 6, 10}) {
            ExactVector vector = ExactVector.builder(schema).add("x", 0, integer).build();
            BigDecimal exact =
                    new BigDecimal(integer).divide(new BigDecimal(BigInteger.TWO.pow(1076)));
            assertThat(vector.value("x", 0)).isEqualTo(exact.doubleValue());
        }
    }

    @Test
    void hugeIntegersOnFineStepsAreFinite() {
        VectorSchema schema = VectorSchema.of(new Field("x", 1, -2000, 64));
        long[] words = new long[64];
        words[32] = 1; // 2^2048
        assertThat(ExactVector.of(schema, words).value("x", 0)).isEqualTo(Math.scalb(1.0, 48));
    }

    @Test
    void refusesWhatDoesNotFit() {
        ExactVector vector = ExactVector.zero(SCHEMA);
        assertThatThrownBy(() -> ExactVector.of(SCHEMA, new long[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vector.plus(ExactVector.zero(VectorSchema.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vector.integer("three", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vector.integer("one", 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ExactVector.builder(SCHEMA).add("one", -1, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ExactVector.builder(SCHEMA).add("one", new long[6]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Rings.add(SCHEMA, new long[1], new long[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesFieldsWithoutMeaning() {
        assertThatThrownBy(() -> new Field("x", -1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("x", Field.MAX_LENGTH + 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("x", 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("x", 1, Integer.MIN_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SCHEMA.with(Field.counts("one", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arraysAreCopiedInAndOut() {
        long[] words = new long[SCHEMA.words()];
        ExactVector vector = ExactVector.of(SCHEMA, words);
        words[0] = 7;
        vector.words()[0] = 7;
        assertThat(vector.count("one", 0)).isZero();
    }

    @Test
    void neverPrintsValues() {
        assertThat(ExactVector.builder(SCHEMA).add("one", 0, 4711).build().toString())
                .doesNotContain("4711");
    }

    @Test
    void theCensusTravelsAsTheLastField() {
        Census census = new Census(120, 118, 3, 1);
        ExactVector sums = ExactVector.builder(SCHEMA).add("one", 2, 9).build();
        ExactVector additive = LocalAnswer.pooled(sums, census, 1).additive();
        assertThat(Census.of(additive)).isEqualTo(census);
        assertThat(additive.count("one", 2)).isEqualTo(9);
        assertThat(Census.of(additive.plus(additive))).isEqualTo(new Census(240, 236, 6, 2));
    }

    private static long[] words(RandomGenerator random) {
        List<Long> words = new ArrayList<>();
        for (int i = 0; i < SCHEMA.words(); i++) {
            words.add(edge(random));
        }
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    /** Half of the time a value at an edge of the carries. */
    private static long edge(RandomGenerator random) {
        long[] edges = {0, 1, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, (1L << 53) + 1};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong();
    }

    private static BigInteger integer(long high, long low) {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(low));
        return BigInteger.valueOf(high).shiftLeft(64).add(unsigned);
    }

    /** The two's-complement integer that the ring has for a value. */
    private static BigInteger wrapped(BigInteger value, int words) {
        BigInteger modulus = BigInteger.TWO.pow(64 * words);
        BigInteger residue = value.mod(modulus);
        return residue.testBit(64 * words - 1) ? residue.subtract(modulus) : residue;
    }
}
