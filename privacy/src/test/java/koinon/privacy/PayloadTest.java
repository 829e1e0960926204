package koinon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final Payload GOLDEN =
            new Payload(
                    Payload.Mode.MASKED,
                    new long[] {1, -1, Long.MIN_VALUE, 0x0123456789abcdefL},
                    new TreeMap<>(
                            Map.of(
                                    "koinon.rows", new Statistic.Known(120),
                                    "mean/höhe/a", new Statistic.Known(-0.1),
                                    "max/höhe/a", new Statistic.Suppressed("one person's value"),
                                    "sd/höhe/a", new Statistic.Undefined("one row"))));

    @Trials
    void comesBackAsItWasSent(RandomGenerator random) {
        Payload payload = random(random);
        assertSame(Payload.parse(payload.encode()), payload);
    }

    @Test
    void readsTheBytesOfEveryVersion() throws IOException {
        byte[] golden = golden("payload-1.hex");
        assertSame(Payload.parse(golden), GOLDEN);
        assertThat(GOLDEN.encode()).isEqualTo(golden);
    }

    @Trials(20)
    void everyTruncationIsRefused(RandomGenerator random) {
        byte[] whole = random(random).encode();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
    }

    @Trials(20)
    void aChangedByteEitherMeansSomethingOrIsRefused(RandomGenerator random) {
        byte[] whole = random(random).encode();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) random.nextInt(1, 256);
            try {
                Payload parsed = Payload.parse(changed);
                assertSame(Payload.parse(parsed.encode()), parsed);
            } catch (KoinonException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.SITE_FAILED);
            }
        }
    }

    @Trials(1000)
    void rubbishIsRefused(RandomGenerator random) {
        byte[] rubbish = new byte[random.nextInt(200)];
        random.nextBytes(rubbish);
        if (rubbish.length > 2) {
            rubbish[0] = 1;
            rubbish[1] = (byte) random.nextInt(3);
            Arrays.fill(rubbish, 2, Math.min(rubbish.length, 6), (byte) 0);
        }
        try {
            Payload.parse(rubbish);
        } catch (KoinonException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SITE_FAILED);
        }
    }

    @Test
    void lengthsThatLieAllocateNothing() {
        // Two thousand million words, and as many cells, in ten bytes.
        assertRefused(HexFormat.of().parseHex("0100ffffff7f00000000"));
        assertRefused(HexFormat.of().parseHex("0100000000ffffffff7f"));
        assertRefused(HexFormat.of().parseHex("010000000000ffffff7f"));
        assertRefused(HexFormat.of().parseHex("0100ffffffff00000000"));
    }

    @Test
    void refusesOtherVersionsModesKindsAndRepeatedKeys() {
        assertRefused(HexFormat.of().parseHex("02000000000000000000"));
        assertRefused(HexFormat.of().parseHex("01030000000000000000"));
        assertRefused(HexFormat.of().parseHex("0100000000000100000001006b03"));
        assertRefused(
                HexFormat.of().parseHex("01000000000002000000" + "01006b010000" + "01006b010000"));
    }

    @Test
    void refusesToWriteTextsThatNobodyWouldRead() {
        SortedMap<String, Statistic> cells =
                new TreeMap<>(Map.of("k", new Statistic.Suppressed("x".repeat(4097))));
        Payload payload = new Payload(Payload.Mode.PLAIN, new long[0], cells);
        assertThatThrownBy(payload::encode).isInstanceOf(IllegalArgumentException.class);
    }

    private static Payload random(RandomGenerator random) {
        SortedMap<String, Statistic> cells = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            cells.put("ключ/" + random.nextInt(100), statistic(random));
        }
        Payload.Mode[] modes = Payload.Mode.values();
        long[] words = random.longs(random.nextInt(20)).toArray();
        return new Payload(modes[random.nextInt(modes.length)], words, cells);
    }

    private static Statistic statistic(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Statistic.of(Double.longBitsToDouble(random.nextLong()));
            case 1 -> new Statistic.Known(Double.POSITIVE_INFINITY);
            case 2 -> new Statistic.Suppressed("fewer than " + random.nextInt());
            default -> new Statistic.Undefined("");
        };
    }

    private static void assertSame(Payload actual, Payload expected) {
        assertThat(actual.mode()).isEqualTo(expected.mode());
        assertThat(actual.words()).isEqualTo(expected.words());
        assertThat(actual.cells()).isEqualTo(expected.cells());
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> Payload.parse(bytes))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_FAILED));
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = PayloadTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as("golden bytes " + name).isNotNull();
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }
}
