package koinon.privacy.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import koinon.model.exact.Field;
import koinon.model.exact.Rings;
import koinon.model.exact.VectorSchema;
import koinon.privacy.masks.PairwiseMasks.Occasion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys come from the system's generator, so no seed replays these tests; each check of uniformity
 * states how often it fails though all is well.
 */
class PairwiseMasksTest {
    private static final long[] EDGES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE};

    @ParameterizedTest
    @CsvSource({
        "3, 0",
        "3, 1",
        "3, 2",
        "3, 10000",
        "4, 0",
        "4, 1",
        "4, 2",
        "4, 10000",
        "10, 0",
        "10, 1",
        "10, 2",
        "10, 10000",
        "50, 0",
        "50, 1",
        "50, 2",
        "50, 10000"
    })
    void masksCancelToTheBit(int sites, int length) {
        VectorSchema schema =
                VectorSchema.of(Field.counts("n", length), Field.sums("x", length, 0));
        Federation federation = new Federation(sites);
        List<long[]> plain = inputs(schema, sites);
        List<long[]> masked = federation.mask(schema, plain, occasion("e", 1, 1));
        long[] sum = sum(schema, masked);
        assertThat(sum).isEqualTo(sum(schema, plain));
        for (int i = 0; i < Math.min(length, 100); i++) {
            int at = length + 2 * i;
            BigInteger oracle =
                    plain.stream().map(x -> wide(x, at)).reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(wide(sum, at)).isEqualTo(oracle.mod(BigInteger.TWO.pow(128)));
        }
    }

    @Test
    void whatIsLeftWithoutOneSiteIsUniform() {
        VectorSchema schema = VectorSchema.of(Field.sums("x", 10_000, 0));
        Federation federation = new Federation(3);
        List<long[]> plain =
                Collections.nCopies(3, new long[schema.words()]).stream()
                        .map(long[]::clone)
                        .toList();
        List<long[]> masked = federation.mask(schema, plain, occasion("e", 1, 1));
        for (int missing = 0; missing < 3; missing++) {
            List<long[]> rest = new ArrayList<>(masked);
            rest.remove(missing);
            long[] partial = sum(schema, rest);
            assertThat(partial).isNotEqualTo(new long[partial.length]);
            assertUniform(partial);
        }
    }

    @Test
    void theTestOfUniformityFindsAPlainSum() {
        RandomGenerator random = generator();
        long[] counts = random.longs(20_000, 0, 1L << 60).toArray();
        assertThatThrownBy(() -> assertUniform(counts)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyOccasionHasMasksOfItsOwn() {
        VectorSchema schema = VectorSchema.of(Field.counts("n", 64));
        Federation federation = new Federation(3);
        List<long[]> plain = inputs(schema, 3);
        long[] first = federation.mask(schema, plain, occasion("e", 1, 1)).getFirst();
        assertThat(federation.mask(schema, plain, occasion("e", 1, 1)).getFirst()).isEqualTo(first);
        List<Occasion> others =
                List.of(
                        occasion("f", 1, 1),
                        occasion("", 1, 1),
                        occasion("e", 2, 1),
                        occasion("e", 1, 2),
                        occasion("e", 1, -1));
        for (Occasion other : others) {
            long[] again = federation.mask(schema, plain, other).getFirst();
            for (int i = 0; i < again.length; i++) {
                // 320 comparisons of 64 uniform bits: fails once in 5e16 runs.
                assertThat(again[i]).isNotEqualTo(first[i]);
            }
        }
    }

    @Test
    void masksOfDifferentRostersDoNotCancel() {
        VectorSchema schema = VectorSchema.of(Field.counts("n", 8));
        Federation federation = new Federation(4);
        List<long[]> zero = Stream.generate(() -> new long[8]).limit(4).toList();
        List<long[]> all = federation.mask(schema, zero, occasion("e", 1, 1));
        // Three sites are told of a roster of four, one of a roster of three (another header).
        Roster fewer = new Roster(federation.roster.seats().subList(1, 4));
        long[] split = new long[8];
        federation.masks.get(1).apply(schema, split, fewer, 0, occasion("e", 2, 1));
        long[] sum = sum(schema, List.of(all.get(0), split, all.get(2), all.get(3)));
        assertThat(Arrays.stream(sum)).doesNotContain(0L);
    }

    @Test
    void theOrderInWhichSeatsArriveDoesNotMatter() {
        Federation federation = new Federation(5);
        List<Roster.Seat> seats = new ArrayList<>(federation.roster.seats());
        Collections.reverse(seats);
        assertThat(new Roster(seats)).isEqualTo(federation.roster);
        assertThat(new Roster(seats).indexOf("site-03")).isEqualTo(3);
        assertThat(new Roster(seats).indexOf("site-99")).isEqualTo(-1);
    }

    @Test
    void maskingWordByWordWouldRevealCarries() {
        // What the masks are not: without carries between the words of an element, the low words
        // add up to more than 64 bits, and the lost carry shows in the sum of the high words.
        VectorSchema words = VectorSchema.of(Field.counts("lanes", 2));
        VectorSchema elements = VectorSchema.of(Field.sums("x", 1, 0));
        Federation federation = new Federation(3);
        List<long[]> one = List.of(new long[] {-1, 0}, new long[] {1, 0}, new long[] {0, 0});
        List<long[]> other = List.of(new long[] {0, 0}, new long[] {0, 1}, new long[] {0, 0});
        Occasion occasion = occasion("e", 1, 1);
        long[] exact = {0, 1};
        assertThat(sum(elements, federation.mask(elements, one, occasion))).isEqualTo(exact);
        assertThat(sum(elements, federation.mask(elements, other, occasion))).isEqualTo(exact);
        assertThat(sum(words, federation.mask(words, one, occasion))).isNotEqualTo(exact);
        assertThat(sum(words, federation.mask(words, other, occasion))).isEqualTo(exact);
    }

    @Test
    void refusesADigestOfAnotherLength() {
        assertThatThrownBy(() -> new Occasion("e", new byte[31], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Sites with keys of their own and one roster. */
    private static final class Federation {
        private final List<PairwiseMasks> masks = new ArrayList<>();
        private final Roster roster;

        Federation(int sites) {
            List<Roster.Seat> seats = new ArrayList<>();
            for (int i = 0; i < sites; i++) {
                SiteKeys keys = SiteKeys.ephemeral(Instant.EPOCH);
                masks.add(new PairwiseMasks(() -> keys));
                seats.add(new Roster.Seat("site-%02d".formatted(i), keys.shown()));
            }
            roster = new Roster(seats);
        }

        List<long[]> mask(VectorSchema schema, List<long[]> plain, Occasion occasion) {
            List<long[]> masked = new ArrayList<>();
            for (int i = 0; i < masks.size(); i++) {
                long[] words = plain.get(i).clone();
                masks.get(i).apply(schema, words, roster, i, occasion);
                masked.add(words);
            }
            return masked;
        }
    }

    /** Chi-squared over low and high bytes, 255 degrees of freedom each. */
    private static void assertUniform(long[] words) {
        for (int shift : new int[] {0, 56}) {
            int[] counts = new int[256];
            for (long word : words) {
                counts[(int) (word >>> shift) & 0xff]++;
            }
            double expected = words.length / 256.0;
            double chi2 = 0;
            for (int count : counts) {
                chi2 += (count - expected) * (count - expected) / expected;
            }
            // The upper 1e-9 point of chi-squared with 255 df is 412; 6 checks: below 1e-8.
            assertThat(chi2).isLessThan(412);
        }
    }

    private static List<long[]> inputs(VectorSchema schema, int sites) {
        RandomGenerator random = generator();
        return Stream.generate(() -> words(random, schema.words())).limit(sites).toList();
    }

    private static long[] words(RandomGenerator random, int count) {
        long[] words = new long[count];
        Arrays.setAll(
                words,
                _ ->
                        random.nextBoolean()
                                ? EDGES[random.nextInt(EDGES.length)]
                                : random.nextLong());
        return words;
    }

    private static RandomGenerator generator() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }

    private static Occasion occasion(String experiment, int digest, int round) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) digest;
        return new Occasion(experiment, bytes, round);
    }

    private static long[] sum(VectorSchema schema, List<long[]> vectors) {
        long[] sum = new long[schema.words()];
        vectors.forEach(v -> Rings.add(schema, sum, v));
        return sum;
    }

    /** The two words of an element as an unsigned integer. */
    private static BigInteger wide(long[] words, int at) {
        BigInteger low = new BigInteger(Long.toUnsignedString(words[at]));
        return new BigInteger(Long.toUnsignedString(words[at + 1])).shiftLeft(64).add(low);
    }
}
