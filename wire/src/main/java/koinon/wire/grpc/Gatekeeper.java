package koinon.wire.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Peer;
import koinon.wire.pki.AdmissionRegistry;
import koinon.wire.pki.Authority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody pass without a certificate that is ours, in time, and in the registry; the join alone
 * is open. It asks anew for every call, because a resumed TLS session shows the certificate of an
 * earlier handshake.
 */
final class Gatekeeper implements ServerInterceptor {
    /** Who calls; set for every call but a join. */
    static final Context.Key<Peer> PEER = Context.key("peer");

    private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

    private final Authority authority;
    private final AdmissionRegistry registry;
    private final Duration renewalGrace;

    Gatekeeper(Authority authority, AdmissionRegistry registry, Duration renewalGrace) {
        this.authority = authority;
        this.registry = registry;
        this.renewalGrace = renewalGrace;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        if (method.equals(Methods.JOIN.getFullMethodName())) {
            return next.startCall(call, headers);
        }
        boolean renewal = method.equals(Methods.RENEW.getFullMethodName());
        Peer peer;
        try {
            peer = admit(call, renewal ? renewalGrace : Duration.ZERO);
        } catch (KoinonException refused) {
            log.info(
                    "Refused a caller from {}: {}",
                    call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                    refused.text());
            call.close(Reasons.status(refused), Reasons.trailers(refused));
            return new ServerCall.Listener<>() {};
        }
        Context context = Context.current().withValue(PEER, peer);
        return Contexts.interceptCall(context, call, headers, next);
    }

    private Peer admit(ServerCall<?, ?> call, Duration grace) {
        X509Certificate certificate = certificate(call);
        Peer peer = authority.identify(certificate);
        authority.checkTime(certificate, grace);
        if (!registry.isAdmitted(peer.workerId(), peer.certificateSerial())) {
            throw revoked();
        }
        return peer;
    }

    static KoinonException revoked() {
        return refused(
                "the certificate has been revoked or its worker suspended; ask the operator of the"
                        + " federation");
    }

    private static X509Certificate certificate(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            throw refused("the connection is not encrypted");
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
                return certificate;
            }
        } catch (SSLPeerUnverifiedException none) {
            // The same answer as for an empty chain.
        }
        throw refused("a certificate is needed; join with an invitation first");
    }

    private static KoinonException refused(String why) {
        return new KoinonException(ErrorCode.NOT_ADMITTED, why);
    }
}
