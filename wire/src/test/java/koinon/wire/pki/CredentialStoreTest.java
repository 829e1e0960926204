package koinon.wire.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import koinon.model.KoinonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialStoreTest {
    @TempDir Path folder;

    @Test
    void returnsWhatItKeeps() {
        Credentials credentials = credentials(Keys.generate());
        store().save(credentials);
        assertThat(store().load()).contains(credentials);
    }

    @Test
    void keepsTheFileToItsOwner() throws IOException {
        store().save(credentials(Keys.generate()));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        folder.resolve("home/credentials.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsTheKeyOfAJoinUntilItIsOver() {
        KeyPair keys = store().joinKeys();
        assertThat(store().joinKeys().getPublic()).isEqualTo(keys.getPublic());
        store().joined(credentials(keys));
        assertThat(store().joinKeys().getPublic()).isNotEqualTo(keys.getPublic());
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(store().load()).isEmpty();
    }

    @Test
    void refusesADamagedFile() throws IOException {
        store().save(credentials(Keys.generate()));
        Path file = folder.resolve("home/credentials.pem");
        Files.writeString(file, Files.readString(file).substring(0, 400));
        assertThatThrownBy(() -> store().load()).isInstanceOf(KoinonException.class);
    }

    @Test
    void refusesACertificateForAnotherKey() {
        assertThatThrownBy(() -> issued(Keys.generate(), Keys.generate()))
                .hasMessageContaining("another key");
    }

    @Test
    void neverShowsTheKey() {
        assertThat(credentials(Keys.generate()).toString())
                .startsWith("credentials of spiffe://koinon/demo/worker/w1")
                .doesNotContainIgnoringCase("private");
    }

    @Test
    void renewsAtTwoThirdsOfTheLife() {
        Credentials credentials = credentials(Keys.generate());
        Instant sixteen = Instant.now().plus(Duration.ofHours(16));
        assertThat(credentials.renewAt()).isBetween(sixteen.minusSeconds(60), sixteen);
    }

    private CredentialStore store() {
        return new CredentialStore(folder.resolve("home"));
    }

    private Credentials credentials(KeyPair keys) {
        return issued(keys, keys);
    }

    private Credentials issued(KeyPair requested, KeyPair held) {
        Authority authority =
                Authority.openOrCreate(folder.resolve("ca"), "demo", new MovableClock());
        CertificateRequest request =
                CertificateRequest.verify(CertificateRequest.create(requested));
        List<byte[]> chain =
                authority.issueWorker(request, "w1", Duration.ofDays(1)).stream()
                        .map(Pem::der)
                        .toList();
        return Credentials.issued(held, chain, authority.root());
    }
}
