package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Endpoint;
import koinon.wire.pki.Authority;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.Fingerprint;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.InvitationBook;
import koinon.wire.pki.Secret;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinTest {
    @TempDir Path folder;
    private House house;

    @BeforeEach
    void open() {
        house = new House(folder);
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void givesCredentialsForAnInvitation() {
        Credentials credentials = house.member("w1");
        assertThat(credentials.workerId()).isEqualTo("w1");
        assertThat(house.store("w1").load()).contains(credentials);
        assertThat(house.registry.isAdmitted("w1", credentials.identity().serial())).isTrue();
    }

    @Test
    void worksByNameAsWellAsByAddress() {
        Invitation byName =
                house.book.invite(house.authority, "w1", new Endpoint("localhost", house.port()));
        assertThat(house.join(byName, house.store("w1")).workerId()).isEqualTo("w1");
    }

    @Test
    void refusesAMasterUnderANameItsCertificateLacks() throws Exception {
        // All of 127/8 is this machine, but the certificate names 127.0.0.1 only.
        try (House wide = new House(folder.resolve("wide"), House::onAllAddresses)) {
            Endpoint alias = new Endpoint("127.0.0.2", wide.port());
            Invitation invitation = wide.book.invite(wide.authority, "w1", alias);
            refused(
                    () -> wide.join(invitation, wide.store("w1")),
                    ErrorCode.SITE_UNREACHABLE,
                    "No subject alternative names matching IP address 127.0.0.2");
        }
    }

    @Test
    void refusesAnExpiredInvitation() {
        Invitation invitation = house.invite("w1");
        house.clock.set(Duration.ofHours(2));
        refused(invitation, "has expired");
    }

    @Test
    void refusesAnInvitationThatWasUsed() {
        Invitation invitation = house.invite("w1");
        house.join(invitation, house.store("first"));
        refused(invitation, "has been used");
    }

    @Test
    void repeatsAnAnswerThatWasLost() throws Exception {
        Invitation invitation = house.invite("w1");
        KeyPair keys = house.store("w1").joinKeys();
        InvitationBook.Claim claim =
                new InvitationBook.Claim(
                        invitation.id(),
                        invitation.secret().fingerprint(),
                        Fingerprint.of(keys.getPublic()));
        // The master accepted this key; the worker, cut off, never heard of it.
        house.book.consume(claim, house.clock.instant());
        assertThat(house.join(invitation, house.store("w1")).workerId()).isEqualTo("w1");
        refused(invitation, "has been used");
    }

    @Test
    void refusesATamperedSecret() {
        Invitation real = house.invite("w1");
        refused(copy(real, Secret.random(), real.rootFingerprint()), "is unknown here");
        assertThat(house.join(real, house.store("w1")).workerId()).isEqualTo("w1");
    }

    @Test
    void refusesAMasterWithAnotherRoot() {
        Authority foreign = Authority.openOrCreate(folder.resolve("foreign"), "demo", house.clock);
        Invitation real = house.invite("w1");
        Invitation pinned = copy(real, real.secret(), foreign.rootFingerprint());
        refused(
                () -> house.join(pinned, house.store("w1")),
                ErrorCode.SITE_UNREACHABLE,
                "not the one of the invitation");
        // The secret was never sent to the stranger.
        assertThat(house.join(real, house.store("w1")).workerId()).isEqualTo("w1");
    }

    @Test
    void admitsExactlyOneOfManyAtOnce() throws Exception {
        Invitation invitation = house.invite("w1");
        int many = 8;
        int admitted = 0;
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> joins = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String name = "w" + i;
                joins.add(workers.submit(() -> wins(invitation, name)));
            }
            for (Future<Boolean> join : joins) {
                admitted += join.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
        }
        assertThat(admitted).isEqualTo(1);
    }

    @Test
    void saysThatTheMasterCannotBeReached() {
        Invitation invitation = house.invite("w1");
        house.acceptor.close();
        refused(
                () -> house.join(invitation, house.store("w1")),
                ErrorCode.SITE_UNREACHABLE,
                "cannot be reached");
        house.restart();
        assertThat(house.join(invitation, house.store("w1")).workerId()).isEqualTo("w1");
    }

    private boolean wins(Invitation invitation, String name) {
        try {
            house.join(invitation, house.store(name));
            return true;
        } catch (KoinonException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INVITATION);
            return false;
        }
    }

    private void refused(Invitation invitation, String why) {
        refused(
                () -> house.join(invitation, house.store("refused")),
                ErrorCode.INVALID_INVITATION,
                why);
        assertThat(house.store("refused").load()).isEmpty();
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KoinonException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    private static Invitation copy(Invitation from, Secret secret, String root) {
        return new Invitation(
                from.id(), secret, root, from.expiry(), from.displayName(), from.endpoint());
    }
}
