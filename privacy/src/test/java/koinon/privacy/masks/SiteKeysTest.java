package koinon.privacy.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKeysTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;

    @Test
    void survivesARestartWithinTheEpoch() {
        SiteKeys first = SiteKeys.open(folder, NOW);
        SiteKeys second = SiteKeys.open(folder, NOW.plus(Duration.ofHours(23)));
        assertThat(second.shown()).isEqualTo(first.shown());
        byte[] peer = SiteKeys.ephemeral(NOW).shown().epoch();
        assertThat(second.agree(peer)).isEqualTo(first.agree(peer)).hasSize(32);
    }

    @Test
    void theNextEpochHasAnotherKeyUnderTheSameIdentity() {
        SiteKeys first = SiteKeys.open(folder, NOW);
        Instant later = NOW.plus(SiteKeys.EPOCH);
        assertThat(first.expired(later)).isTrue();
        assertThat(first.expired(later.minusMillis(1))).isFalse();
        SiteKeys second = SiteKeys.open(folder, later);
        assertThat(second.shown().identity()).isEqualTo(first.shown().identity());
        assertThat(second.shown().epoch()).isNotEqualTo(first.shown().epoch());
        assertThat(second.shown().genuine()).isTrue();
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeAnEpochLonger() {
        SiteKeys first = SiteKeys.open(folder, NOW.plus(Duration.ofDays(400)));
        assertThat(SiteKeys.open(folder, NOW).shown().epoch()).isNotEqualTo(first.shown().epoch());
    }

    @Test
    void keyFilesAreForThisUserOnly() throws IOException {
        SiteKeys.open(folder, NOW);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void aDamagedIdentityIsNeverReplacedSilently() throws IOException {
        SiteKeys.open(folder, NOW);
        Path file = folder.resolve("identity.key");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, i % 2 == 0 ? changed : Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> SiteKeys.open(folder, NOW))
                    .isInstanceOfSatisfying(
                            KoinonException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
        }
    }

    @Test
    void twoSitesAgreeOnOneSecret() {
        SiteKeys a = SiteKeys.ephemeral(NOW);
        SiteKeys b = SiteKeys.ephemeral(NOW);
        assertThat(a.agree(b.shown().epoch())).isEqualTo(b.agree(a.shown().epoch()));
    }

    @Test
    void refusesAKeyThatWouldMakeTheSecretPublic() {
        // A point of small order: the secret would be zero whatever this site's key is.
        byte[] zero = HexFormat.of().parseHex("302a300506032b656e032100" + "00".repeat(32));
        assertThatThrownBy(() -> SiteKeys.ephemeral(NOW).agree(zero))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY));
    }

    @Trials(100)
    void anyChangedBitMakesKeysForged(RandomGenerator random) {
        PublicKeys good = SiteKeys.ephemeral(NOW).shown();
        assertThat(good.genuine()).isTrue();
        byte[] epoch = changed(random, good.epoch());
        byte[] signature = changed(random, good.signature());
        byte[] identity = changed(random, good.identity());
        assertThat(new PublicKeys(good.identity(), epoch, good.signature()).genuine()).isFalse();
        assertThat(new PublicKeys(good.identity(), good.epoch(), signature).genuine()).isFalse();
        assertThat(new PublicKeys(identity, good.epoch(), good.signature()).genuine()).isFalse();
    }

    @Trials
    void garbageIsForgedNotAnError(RandomGenerator random) {
        PublicKeys good = SiteKeys.ephemeral(NOW).shown();
        byte[] garbage = new byte[random.nextInt(100)];
        random.nextBytes(garbage);
        assertThat(new PublicKeys(garbage, good.epoch(), good.signature()).genuine()).isFalse();
        assertThat(new PublicKeys(good.identity(), garbage, good.signature()).genuine()).isFalse();
        assertThat(new PublicKeys(good.identity(), good.epoch(), garbage).genuine()).isFalse();
        assertThatThrownBy(() -> SiteKeys.ephemeral(NOW).agree(garbage))
                .isInstanceOf(KoinonException.class);
    }

    @Test
    void anotherSitesSignatureIsForged() {
        PublicKeys a = SiteKeys.ephemeral(NOW).shown();
        PublicKeys b = SiteKeys.ephemeral(NOW).shown();
        assertThat(new PublicKeys(a.identity(), b.epoch(), b.signature()).genuine()).isFalse();
        assertThat(new PublicKeys(a.identity(), b.epoch(), a.signature()).genuine()).isFalse();
    }

    @Test
    void privateKeysHaveNoAccessor() {
        assertThat(SiteKeys.class.getMethods())
                .noneMatch(m -> java.security.Key.class.isAssignableFrom(m.getReturnType()));
    }

    private static byte[] changed(RandomGenerator random, byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }
}
