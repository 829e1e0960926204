package koinon.wire.grpc;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Acceptor;
import koinon.wire.link.PeerListener;
import koinon.wire.link.Timers;
import koinon.wire.pki.Authority;
import koinon.wire.pki.Identity;
import koinon.wire.pki.RootTrust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's port: TLS 1.3, joins without a certificate, renewals and links with one.
 *
 * <p>Guarantee: whoever calls anything but a join holds the key of a certificate that this
 * authority issued, that is in time on this machine's clock, and that the registry admits; a link
 * lives no longer than that holds. The own certificate is replaced, without an interruption, at two
 * thirds of its life. Not checked: what the messages say.
 */
public final class GrpcAcceptor implements Acceptor {
    private static final Logger log = LoggerFactory.getLogger(GrpcAcceptor.class);
    private static final int CALLS_PER_CONNECTION = 8;
    private static final int METADATA_BYTES = 8 << 10;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    /** Never shut down: it holds nothing, and the last callbacks come late. */
    private static final ExecutorService TASKS = Executors.newVirtualThreadPerTaskExecutor();

    private final AcceptSettings settings;
    private final Authority authority;
    private final Admissions admissions;
    private final Timers timers;
    private final Sockets sockets;
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final MultiThreadIoEventLoopGroup input =
            new MultiThreadIoEventLoopGroup(
                    0, new DefaultThreadFactory("port", true), NioIoHandler.newFactory());
    private volatile @Nullable Server server;
    private volatile @Nullable LiveLinks links;
    private volatile Timers.@Nullable Cancellable rotation;

    public GrpcAcceptor(
            AcceptSettings settings, Authority authority, Admissions admissions, Timers timers) {
        this.settings = settings;
        this.authority = authority;
        this.admissions = admissions;
        this.timers = timers;
        this.sockets = new Sockets(settings.maxConnections());
    }

    @Override
    public void start(PeerListener listener) {
        if (server != null) {
            throw new IllegalStateException("the acceptor has been started before");
        }
        renewServerCertificate();
        LiveLinks live =
                new LiveLinks(
                        new LiveLinks.House(
                                admissions.registry(), authority.clock(), timers, sockets),
                        settings.limits(),
                        listener);
        links = live;
        try {
            server = builder(live).build().start();
        } catch (IOException failed) {
            close();
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot listen on " + settings.address() + ": " + rootMessage(failed),
                    failed);
        }
        log.info("Listening for workers on port {}", port());
    }

    /** The port it listens on: that of the settings, or a free one when that is 0. */
    public int port() {
        Server running = server;
        if (running == null) {
            throw new IllegalStateException("the acceptor has not been started");
        }
        return running.getPort();
    }

    @Override
    public void revoke(String workerId) {
        LiveLinks live = links;
        if (live != null) {
            live.revoke(workerId);
        }
    }

    /** Takes a new key and certificate for new connections; those that are open stay. */
    public void renewServerCertificate() {
        Identity identity = authority.issueServer(settings.names(), settings.lifetimes().server());
        keys.updateIdentityCredentials(
                identity.chain().toArray(X509Certificate[]::new), identity.key());
        log.info("The port shows certificate {} from now on", identity.serial());
        Duration rest = settings.lifetimes().server().multipliedBy(2).dividedBy(3);
        rotateIn(rest);
    }

    /** In small steps, because the timers' clock may stand still while the machine sleeps. */
    private void rotateIn(Duration rest) {
        Duration step = rest.compareTo(LONGEST_SLEEP) < 0 ? rest : LONGEST_SLEEP;
        Timers.Cancellable earlier = rotation;
        if (earlier != null) {
            earlier.cancel();
        }
        rotation =
                timers.after(
                        step.toMillis(),
                        () -> {
                            if (step.equals(rest)) {
                                renewServerCertificate();
                            } else {
                                rotateIn(rest.minus(step));
                            }
                        });
    }

    @Override
    public void close() {
        Timers.Cancellable later = rotation;
        if (later != null) {
            later.cancel();
        }
        LiveLinks live = links;
        if (live != null) {
            live.closeAll("the master is going down");
        }
        Server running = server;
        if (running != null) {
            stop(running);
        }
        var _ = input.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static void stop(Server running) {
        running.shutdown();
        try {
            if (!running.awaitTermination(1, TimeUnit.SECONDS)) {
                running.shutdownNow();
                running.awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private NettyServerBuilder builder(LiveLinks live) throws SSLException {
        LinkLimits limits = settings.limits();
        Keepalive keepalive = settings.keepalive();
        return NettyServerBuilder.forAddress(settings.address())
                .channelFactory(sockets::listening)
                .bossEventLoopGroup(input)
                .workerEventLoopGroup(input)
                .executor(TASKS)
                .sslContext(tls())
                .handshakeTimeout(10, TimeUnit.SECONDS)
                .maxInboundMetadataSize(METADATA_BYTES)
                .maxInboundMessageSize(limits.maxMessageBytes())
                .flowControlWindow(limits.flowControlWindowBytes())
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .maxConnectionIdle(IDLE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTime(keepalive.time().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(keepalive.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(
                        new Gatekeeper(
                                authority,
                                admissions.registry(),
                                settings.lifetimes().renewalGrace()))
                .addService(service(live));
    }

    private ServerServiceDefinition service(LiveLinks live) {
        AdmissionDesk desk =
                new AdmissionDesk(authority, admissions, settings.lifetimes().worker());
        Duration deadline = settings.lifetimes().callDeadline();
        return ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(Methods.JOIN, new OneAnswer(desk::join, timers, deadline))
                .addMethod(
                        Methods.RENEW,
                        new OneAnswer(
                                request -> desk.renew(request, Gatekeeper.PEER.get()),
                                timers,
                                deadline))
                .addMethod(Methods.CONNECT, live)
                .build();
    }

    private SslContext tls() throws SSLException {
        return GrpcSslContexts.configure(SslContextBuilder.forServer(keys))
                .protocols("TLSv1.3")
                .clientAuth(ClientAuth.OPTIONAL)
                .trustManager(RootTrust.of(authority.root(), authority.clock()))
                .build();
    }

    private static String rootMessage(IOException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }
}
