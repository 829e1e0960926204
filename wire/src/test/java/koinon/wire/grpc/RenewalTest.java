package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import koinon.wire.link.Link;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.RootTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
    @TempDir Path folder;

    @Test
    void bringsANewCertificateOnANewConnection() throws Exception {
        try (House house = lasting(Duration.ofSeconds(6))) {
            Credentials first = house.member("w1");
            Recorder worker = new Recorder();
            house.dialer("w1", house.dialSettings(house.port())).start(worker);
            worker.awaitOpened();
            assertThat(worker.awaitClosed()).contains("renewed");
            worker.awaitOpened().send(new byte[] {7});
            assertThat(house.of("w1").awaitReceived()).containsExactly(7);
            Credentials second = house.store("w1").load().orElseThrow();
            assertThat(second.identity().serial()).isNotEqualTo(first.identity().serial());
            assertThat(second.identity().key()).isNotEqualTo(first.identity().key());
            assertThat(house.registry.isAdmitted("w1", second.identity().serial())).isTrue();
        }
    }

    @Test
    void isTriedAgainUntilItWorks() throws Exception {
        try (House house = lasting(Duration.ofSeconds(3))) {
            house.member("w1");
            house.acceptor.close();
            Recorder worker = new Recorder();
            house.dialer("w1", house.dialSettings(house.port())).start(worker);
            house.awaitState(DialState.RenewalFailed.class);
            Credentials before = house.store("w1").load().orElseThrow();
            house.restart();
            worker.awaitOpened();
            worker.awaitClosed();
            worker.awaitOpened();
            assertThat(house.store("w1").load().orElseThrow()).isNotEqualTo(before);
        }
    }

    @Test
    void isGrantedAfterTheEndWithinTheGrace() throws Exception {
        try (House house = new House(folder, s -> s.with(grace(s, Duration.ofDays(7))))) {
            Credentials old = house.member("w1");
            house.clock.set(Duration.ofDays(3));
            assertThat(house.attempt(old)).contains("expired at");
            Recorder worker = new Recorder();
            house.dialer("w1", house.dialSettings(house.port())).start(worker);
            Link link = worker.awaitOpened();
            link.send(new byte[] {1});
            assertThat(house.of("w1").awaitReceived()).containsExactly(1);
        }
    }

    @Test
    void isRefusedAfterTheEndWithoutAGrace() throws Exception {
        try (House house = new House(folder)) {
            house.member("w1");
            house.clock.set(Duration.ofDays(3));
            house.dialer("w1", house.dialSettings(house.port())).start(new Recorder());
            assertThat(house.awaitState(DialState.RenewalFailed.class).reason())
                    .contains("expired at");
        }
    }

    @Test
    void ofTheServersCertificateLeavesOpenLinksAlone() throws Exception {
        try (House house = new House(folder)) {
            house.member("w1");
            Recorder worker = new Recorder();
            house.dialer("w1", house.dialSettings(house.port())).start(worker);
            Link link = worker.awaitOpened();
            X509Certificate before = shown(house);
            house.acceptor.renewServerCertificate();
            assertThat(shown(house).getSerialNumber()).isNotEqualTo(before.getSerialNumber());
            link.send(new byte[] {1});
            assertThat(house.of("w1").awaitReceived()).containsExactly(1);
            assertThat(house.member("w2").workerId()).isEqualTo("w2");
        }
    }

    private House lasting(Duration life) {
        return new House(folder, s -> House.withWorkerLife(s, life));
    }

    private static AcceptSettings.Lifetimes grace(AcceptSettings settings, Duration grace) {
        return settings.lifetimes().withRenewalGrace(grace);
    }

    private static X509Certificate shown(House house) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null, new TrustManager[] {RootTrust.of(house.authority.root(), house.clock)}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", house.port())) {
            socket.setSoTimeout(30_000);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }
}
