package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.ClientCalls;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import koinon.wire.link.Peer;
import koinon.wire.pki.Authority;
import koinon.wire.pki.CertificateRequest;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.Identity;
import koinon.wire.pki.Keys;
import koinon.wire.pki.MemoryRegistry;
import koinon.wire.pki.RootTrust;
import koinon.wire.pki.SpiffeId;
import koinon.wire.proto.Admission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatekeeperTest {
    private static final Duration DAY = Duration.ofDays(1);

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
    void letsAMemberIn() throws Exception {
        assertThat(house.attempt(house.member("w1"))).isEqualTo("opened");
    }

    @Test
    void refusesACallerWithoutACertificate() {
        ManagedChannel channel =
                Channels.open(
                        house.dialSettings(house.port()),
                        RootTrust.of(house.authority.root(), house.clock),
                        null);
        try {
            assertThatThrownBy(() -> renew(channel))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAUTHENTICATED")
                    .hasMessageContaining("join with an invitation");
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws Exception {
        Authority other = Authority.openOrCreate(folder.resolve("other"), "demo", house.clock);
        // The same names, the same federation, known to the registry even: only the key differs.
        Credentials foreign = issuedBy(other, house.registry);
        assertThat(house.attempt(foreign)).startsWith("UNAVAILABLE");
        assertThat(house.of("w1").everOpened()).isFalse();
    }

    @Test
    void refusesACertificateThatTheRegistryDoesNotKnow() throws Exception {
        Credentials unknown = issuedBy(house.authority, new MemoryRegistry());
        assertThat(house.attempt(unknown)).contains("UNAUTHENTICATED", "revoked");
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        Credentials credentials = house.member("w1");
        house.clock.set(DAY.plusMinutes(1));
        assertThat(house.attempt(credentials)).contains("UNAUTHENTICATED", "expired at");
    }

    @Test
    void refusesACertificateThatExpiredByEveryClock() throws Exception {
        house.clock.set(DAY.multipliedBy(-2));
        Credentials credentials = issuedBy(house.authority, house.registry);
        house.clock.set(Duration.ZERO);
        assertThat(house.attempt(credentials)).contains("UNAUTHENTICATED", "expired at");
    }

    @Test
    void bearsAWorkerWhoseClockIsTenMinutesOff() throws Exception {
        Credentials credentials = house.member("w1");
        house.clock.set(Duration.ofMinutes(10));
        assertThat(house.attempt(credentials)).isEqualTo("opened");
        house.clock.set(Duration.ofMinutes(-10));
        assertThat(house.attempt(credentials)).isEqualTo("opened");
    }

    @Test
    void refusesARevokedWorkerOnANewStream() throws Exception {
        Credentials credentials = house.member("w1");
        house.registry.revoke("w1");
        assertThat(house.attempt(credentials)).contains("UNAUTHENTICATED", "revoked");
        assertThatThrownBy(() ->
                        new GrpcAdmission(house.dialSettings(house.port()), house.clock)
                                .renew(credentials))
                .hasMessageContaining("revoked");
    }

    @Test
    void endsTheLiveStreamOfARevokedWorker() throws Exception {
        house.member("w1");
        Recorder worker = new Recorder();
        house.dialer("w1", house.dialSettings(house.port())).start(worker);
        worker.awaitOpened();
        house.of("w1").awaitOpened();
        house.registry.revoke("w1");
        house.acceptor.revoke("w1");
        assertThat(house.of("w1").awaitClosed()).contains("revoked");
        assertThat(worker.awaitClosed()).contains("revoked");
        DialState.Waiting waiting = house.awaitState(DialState.Waiting.class);
        assertThat(waiting.refused()).isTrue();
        assertThat(waiting.reason()).contains("revoked");
        // It goes on trying, slowly, and is let in again when the registry changes its mind.
        DialState.Waiting later = house.awaitState(DialState.Waiting.class);
        assertThat(later.delayMillis()).isGreaterThanOrEqualTo(200);
        house.registry.admit(house.store("w1").load().orElseThrow().peer());
        worker.awaitOpened();
    }

    @Test
    void endsAStreamWhenItsCertificateExpires() throws Exception {
        try (House brief =
                new House(
                        folder.resolve("brief"),
                        s -> House.withWorkerLife(s, Duration.ofSeconds(3)))) {
            Recorder worker = new Recorder();
            Attempt attempt =
                    brief.attempt(brief.member("w1"), worker, new LinkedBlockingQueue<>());
            worker.awaitOpened();
            assertThat(worker.awaitClosed()).contains("expired at");
            assertThat(brief.of("w1").awaitClosed()).contains("expired at");
            attempt.close(Status.CANCELLED);
        }
    }

    /** A resumed session shows the certificate of the first handshake: asked anew all the same. */
    @Test
    void refusesARevokedWorkerThatResumesItsTlsSession() throws Exception {
        Credentials credentials = house.member("w1");
        CountingKeys keys = new CountingKeys(credentials.identity());
        SslContext resuming =
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .trustManager(RootTrust.of(credentials.root(), house.clock))
                        .keyManager(keys)
                        .build();
        assertThat(renewOver(resuming)).isNotEmpty();
        assertThat(renewOver(resuming)).isNotEmpty();
        assertThat(keys.asked()).as("handshakes that were not resumed").isEqualTo(1);
        house.registry.revoke("w1");
        assertThatThrownBy(() -> renewOver(resuming)).hasMessageContaining("revoked");
        house.registry.admit(credentials.peer());
        house.clock.set(DAY.plusMinutes(1));
        assertThatThrownBy(() -> renewOver(resuming)).hasMessageContaining("expired at");
        assertThat(keys.asked()).as("handshakes that were not resumed").isEqualTo(1);
    }

    /** Even with one context for two connections, which the dialer never has. */
    @Test
    void aWorkersOwnContextNeverResumes() throws Exception {
        Credentials credentials = house.member("w1");
        SslContext context =
                Channels.tls(RootTrust.of(credentials.root(), house.clock), credentials.identity());
        assertThat(renewOver(context)).isNotEmpty();
        assertThat(renewOver(context)).isNotEmpty();
        assertThat(context.sessionContext().getIds().hasMoreElements()).isFalse();
    }

    @Test
    void speaksNothingOlderThanTls13() throws Exception {
        assertThatThrownBy(() -> handshake("TLSv1.2")).isInstanceOf(SSLException.class);
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
    }

    private String handshake(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null, new TrustManager[] {RootTrust.of(house.authority.root(), house.clock)}, null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", house.port())) {
            socket.setSoTimeout(30_000);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private byte[] renewOver(SslContext context) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", house.port())
                        .sslContext(context)
                        .build();
        try {
            return renew(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    private static byte[] renew(ManagedChannel channel) {
        byte[] request =
                Admission.RenewRequest.newBuilder()
                        .setCertificateRequest(
                                ByteString.copyFrom(CertificateRequest.create(Keys.generate())))
                        .build()
                        .toByteArray();
        return ClientCalls.blockingUnaryCall(
                channel,
                Methods.RENEW,
                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                request);
    }

    /** Credentials from there, with the root of the house. */
    private Credentials issuedBy(Authority issuer, MemoryRegistry registry) {
        KeyPair keys = Keys.generate();
        var chain =
                issuer.issueWorker(
                        CertificateRequest.verify(CertificateRequest.create(keys)), "w1", DAY);
        Peer peer = issuer.identify(chain.getFirst());
        registry.admit(peer);
        return new Credentials(
                new Identity(keys.getPrivate(), chain),
                new SpiffeId("demo", "w1"),
                house.authority.root());
    }
}
