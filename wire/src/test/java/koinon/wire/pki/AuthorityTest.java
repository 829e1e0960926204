package koinon.wire.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.trials.Trials;
import koinon.wire.link.Peer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();

    @Test
    void opensWhatItCreated() {
        Authority created = authority("ca");
        Authority opened = authority("ca");
        assertThat(opened.rootFingerprint()).isEqualTo(created.rootFingerprint()).hasSize(64);
        assertThat(opened.identify(worker(created, "w1")).workerId()).isEqualTo("w1");
    }

    @Test
    void keepsItsFilesToItself() throws IOException {
        Authority unused = authority("ca");
        assertThat(unused.federation()).isEqualTo("demo");
        try (var files = Files.list(folder.resolve("ca"))) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
        assertThat(mode(folder.resolve("ca"))).isEqualTo("rwx------");
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws IOException {
        Authority unused = authority("ca");
        assertThat(unused.federation()).isEqualTo("demo");
        Files.setPosixFilePermissions(
                folder.resolve("ca/issuing.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> authority("ca")).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesTheFolderOfAnotherFederation() {
        Authority unused = authority("ca");
        assertThat(unused.federation()).isEqualTo("demo");
        assertThatThrownBy(() -> Authority.openOrCreate(folder.resolve("ca"), "other", clock))
                .hasMessageContaining("another federation");
    }

    @Test
    void refusesADamagedKey() throws IOException {
        Authority unused = authority("ca");
        assertThat(unused.federation()).isEqualTo("demo");
        Files.writeString(folder.resolve("ca/issuing.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        assertThatThrownBy(() -> authority("ca")).isInstanceOf(KoinonException.class);
    }

    @Test
    void writesTheWorkersNameIntoItsCertificate() throws Exception {
        X509Certificate certificate = worker(authority("ca"), "w1");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactly(List.of(6, "spiffe://koinon/demo/worker/w1"));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void givesEveryCertificateItsOwnSerial() {
        Authority authority = authority("ca");
        assertThat(worker(authority, "w1").getSerialNumber())
                .isNotEqualTo(worker(authority, "w1").getSerialNumber());
    }

    @Test
    void bearsClocksTenMinutesApart() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        X509Certificate certificate = worker(authority("ca"), "w1");
        certificate.checkValidity(Date.from(now.minus(Duration.ofMinutes(10))));
        certificate.checkValidity(Date.from(now.plus(Duration.ofMinutes(10))));
    }

    @Test
    void doesNotKnowCertificatesOfOthers() {
        X509Certificate foreign = worker(authority("other"), "w1");
        assertNotAdmitted(() -> identify(authority("ca"), foreign), "another authority");
    }

    @Test
    void doesNotTakeItsOwnServerForAWorker() {
        Authority authority = authority("ca");
        X509Certificate server = authority.issueServer(Set.of("localhost"), DAY).certificate();
        assertNotAdmitted(() -> identify(authority, server), "not a worker's");
    }

    @Test
    void refusesACertificateOutsideItsTime() {
        Authority authority = authority("ca");
        X509Certificate certificate = worker(authority, "w1");
        authority.checkTime(certificate, Duration.ZERO);
        clock.set(DAY.plusSeconds(2));
        assertNotAdmitted(() -> authority.checkTime(certificate, Duration.ZERO), "expired at");
        authority.checkTime(certificate, Duration.ofMinutes(1));
        clock.set(Duration.ofMinutes(-20));
        assertNotAdmitted(() -> authority.checkTime(certificate, Duration.ZERO), "not valid yet");
    }

    @Test
    void refusesAnIdThatIsNone() {
        Authority authority = authority("ca");
        assertThatThrownBy(() -> worker(authority, "a/worker/b"))
                .hasMessageContaining("id of a worker");
        assertThatThrownBy(() -> worker(authority, "")).isInstanceOf(KoinonException.class);
    }

    /** A few bits of the encoding carry no meaning; none makes another key pass. */
    @Trials(50)
    void neverTakesAnotherKeyFromATamperedRequest(RandomGenerator random) {
        KeyPair keys = Keys.generate();
        byte[] request = CertificateRequest.create(keys);
        int at = random.nextInt(request.length);
        request[at] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(CertificateRequest.verify(request).key()).isEqualTo(keys.getPublic());
        } catch (KoinonException refused) {
            assertThat(refused.text()).startsWith("the certificate request");
        }
    }

    @Test
    void refusesARequestSignedByAnotherKey() {
        KeyPair keys = new KeyPair(Keys.generate().getPublic(), Keys.generate().getPrivate());
        assertThatThrownBy(() -> CertificateRequest.verify(CertificateRequest.create(keys)))
                .hasMessageContaining("not signed by its own key");
    }

    @Test
    void refusesARequestForAnotherKindOfKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        KeyPair keys = generator.generateKeyPair();
        assertThatThrownBy(() -> CertificateRequest.verify(CertificateRequest.create(keys)))
                .hasMessageContaining("P-256");
        assertThatThrownBy(() -> CertificateRequest.verify(new byte[1 << 20]))
                .hasMessageContaining("longer than");
    }

    private static Peer identify(Authority authority, X509Certificate certificate) {
        return authority.identify(certificate);
    }

    private static void assertNotAdmitted(ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ADMITTED))
                .hasMessageContaining(why);
    }

    private Authority authority(String name) {
        return Authority.openOrCreate(folder.resolve(name), "demo", clock);
    }

    private static X509Certificate worker(Authority authority, String id) {
        byte[] request = CertificateRequest.create(Keys.generate());
        return authority.issueWorker(CertificateRequest.verify(request), id, DAY).getFirst();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
