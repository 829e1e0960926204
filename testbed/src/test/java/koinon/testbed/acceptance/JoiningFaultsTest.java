package koinon.testbed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import koinon.master.admission.Invitations;
import koinon.master.admission.RegistryBook;
import koinon.master.registry.RegistryStore;
import koinon.master.store.Stores;
import koinon.wire.link.Endpoint;
import koinon.wire.pki.Authority;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may not come in, and what they are told: over real processes and real TLS. Usual time: 40 s.
 */
@DisabledIfSystemProperty(named = "koinon.tests", matches = "quick")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class JoiningFaultsTest {
    private static RunningFederation federation;

    @TempDir private static Path data;

    @BeforeAll
    static void start() {
        federation = new RunningFederation();
        Trial.write(data, "alpha", 60);
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @Test
    void anInvitationIsGoodForOneWorkerOnly() {
        String invitation = federation.invite("Once");

        Program.Ended first = federation.join("once-a", invitation);
        Program.Ended second = federation.join("once-b", invitation);

        assertThat(first.code()).as(first.text()).isZero();
        refused(second, "used");
    }

    @Test
    void aTamperedInvitationIsNotSentAnywhere() {
        String invitation = federation.invite("Tampered");
        int middle = invitation.length() / 2;
        char other = invitation.charAt(middle) == 'A' ? 'B' : 'A';
        String tampered =
                invitation.substring(0, middle) + other + invitation.substring(middle + 1);

        refused(federation.join("tampered", tampered), "truncated or mistyped");
        refused(federation.join("tampered", "koinon-invitation-1."), "truncated or mistyped");
        refused(federation.join("tampered", "hello"), "not an invitation");
    }

    @Test
    void aForgedSecretIsUnknown() {
        Invitation real = Invitation.parse(federation.invite("Forged"));
        Invitation forged =
                new Invitation(
                        real.id(),
                        Secret.random(),
                        real.rootFingerprint(),
                        real.expiry(),
                        real.displayName(),
                        real.endpoint());

        refused(federation.join("forged", forged.format()), "unknown");
    }

    @Test
    void anInvitationToAnotherMasterStopsAtItsCertificate() {
        Invitation real = Invitation.parse(federation.invite("Misled"));
        Invitation misled =
                new Invitation(
                        UUID.randomUUID(),
                        Secret.random(),
                        "0".repeat(64),
                        Instant.now().plusSeconds(600),
                        "Misled",
                        real.endpoint());

        refused(federation.join("misled", misled.format()), "root certificate is not the one");
    }

    @Test
    void anExpiredInvitationSaysSo() {
        federation.masterProcess().close();
        String invitation;
        try (Stores stores = stores()) {
            RegistryStore registry = stores.registry();
            Invitations invitations =
                    new Invitations(
                            registry,
                            new RegistryBook(registry),
                            Authority.openOrCreate(
                                    federation.masterHome().resolve("authority"),
                                    "trial",
                                    Clock.systemUTC()),
                            new Endpoint("localhost", federation.federationPort()));
            invitation = invitations.invite("Late", Duration.ofMinutes(-1)).format();
        }
        federation.startMaster();
        federation.awaitMaster();

        refused(federation.join("late", invitation), "expired");
    }

    @Test
    void ofTwoWorkersWithOneNameTheSecondIsRefused() {
        String first = federation.invite("Twin");
        String second = federation.invite("Twin");

        assertThat(federation.join("twin-a", first).code()).isZero();
        refused(federation.join("twin-b", second), "Twin");
        Api.Answer third = federation.api().post("api/v1/invitations", "{\"name\":\"twin\"}");
        assertThat(third.status()).as(third.body()).isEqualTo(409);
        assertThat(third.json().path("code").asText()).isEqualTo("NAME_TAKEN");
    }

    @Test
    void aWorkerThatHasNotJoinedIsToldHow(@TempDir Path home) {
        Program.Ended ended =
                Program.run("worker", "start", "--home", home + "", "--data", data.toString());

        refused(ended, "has not joined", "worker join");
    }

    @Test
    void aWorkerStartedWithoutItsMasterConnectsWhenThatComes() {
        federation.admit("Patient", data);
        federation.masterProcess().close();
        federation.start("Patient");
        Await.until(
                "the worker's word that there is no master",
                RunningFederation.PATIENCE,
                () -> federation.workerLog("Patient").contains("Not connected"));

        federation.startMaster();
        federation.awaitMaster();

        federation.awaitConnected("Patient");
        federation.worker("Patient").close();
    }

    @Test
    void aSuspendedWorkerIsKeptOutUntilItIsResumed() {
        federation.admit("Suspect", data);
        String id = federation.member("Suspect").path("id").asText();
        whileStopped(registry -> registry.suspend(id, true));
        federation.start("Suspect");
        Await.until(
                "the worker's word that it is kept out",
                RunningFederation.PATIENCE,
                () -> federation.workerLog("Suspect").contains("or its worker suspended"));
        assertThat(federation.state("Suspect")).isEqualTo("suspended");

        whileStopped(registry -> registry.suspend(id, false));

        federation.awaitConnected("Suspect");
        federation.worker("Suspect").close();
    }

    @Test
    void aRevokedCertificateDoesNotConnect() {
        federation.admit("Revoked", data);
        String id = federation.member("Revoked").path("id").asText();
        whileStopped(registry -> registry.revokeCertificates(id));
        federation.start("Revoked");

        Await.until(
                "the worker's word that it is kept out",
                RunningFederation.PATIENCE,
                () -> federation.workerLog("Revoked").contains("or its worker suspended"));
        assertThat(federation.state("Revoked")).isNotEqualTo("connected");
        federation.worker("Revoked").close();
    }

    @Test
    void aWorkerOfAnotherFederationDoesNotConnect() {
        try (RunningFederation other = new RunningFederation()) {
            other.admit("Stranger", data);
            Path address = other.home("Stranger").resolve("master.address");
            Folder.write(address, "localhost:" + federation.federationPort() + "\n");
            other.start("Stranger");

            Await.until(
                    "the stranger's word that it found another master",
                    RunningFederation.PATIENCE,
                    () -> other.workerLog("Stranger").contains("Not connected"));
            assertThat(other.workerLog("Stranger")).contains("certificate");
            assertThat(federation.state("Stranger")).isEmpty();
        }
    }

    private static void whileStopped(Consumer<RegistryStore> change) {
        federation.masterProcess().close();
        try (Stores stores = stores()) {
            change.accept(stores.registry());
        }
        federation.startMaster();
        federation.awaitMaster();
    }

    private static Stores stores() {
        return Stores.open(federation.masterHome().resolve("master.db").toString());
    }

    private static void refused(Program.Ended ended, String... words) {
        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.err()).contains(words).doesNotContain("Exception", "\tat ");
        assertThat(ended.err().strip().lines().toList()).as("one line").hasSize(1);
    }
}
