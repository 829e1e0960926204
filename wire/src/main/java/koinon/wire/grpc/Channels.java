package koinon.wire.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.pki.Identity;
import koinon.wire.pki.RootTrust;
import org.jspecify.annotations.Nullable;

/**
 * A worker's connections. Each is a new one with a TLS context of its own and no session cache: a
 * resumed session would go on showing the certificate of an earlier handshake.
 */
final class Channels {
    private static final ExecutorService TASKS = Executors.newVirtualThreadPerTaskExecutor();

    private Channels() {}

    static ManagedChannel open(
            DialSettings settings, RootTrust trust, @Nullable Identity identity) {
        return NettyChannelBuilder.forAddress(
                        settings.endpoint().host(), settings.endpoint().port())
                .sslContext(tls(trust, identity))
                .executor(TASKS)
                .disableRetry()
                .maxInboundMessageSize(settings.limits().maxMessageBytes())
                .flowControlWindow(settings.limits().flowControlWindowBytes())
                .keepAliveTime(settings.keepalive().time().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.keepalive().timeout().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveWithoutCalls(true)
                .build();
    }

    static SslContext tls(RootTrust trust, @Nullable Identity identity) {
        SslContextBuilder builder =
                GrpcSslContexts.forClient().protocols("TLSv1.3").trustManager(trust);
        if (identity != null) {
            builder.keyManager(identity.key(), identity.chain().toArray(X509Certificate[]::new));
        }
        try {
            SslContext context = builder.build();
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setSessionCacheEnabled(false);
            }
            return context;
        } catch (SSLException failed) {
            throw new KoinonException(
                    ErrorCode.INTERNAL, "TLS 1.3 cannot be set up on this machine", failed);
        }
    }
}
