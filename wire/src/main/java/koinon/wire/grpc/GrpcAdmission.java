package koinon.wire.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.pki.CertificateRequest;
import koinon.wire.pki.CredentialStore;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.Keys;
import koinon.wire.pki.RootTrust;
import koinon.wire.proto.Admission;

/**
 * The worker's side of joining and renewing. Both block, at most for the {@code openWithin} of the
 * settings.
 */
public final class GrpcAdmission {
    private final DialSettings settings;
    private final Clock clock;

    public GrpcAdmission(DialSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** For a worker that dials where its invitation says. */
    public static GrpcAdmission of(Invitation invitation, Clock clock) {
        return new GrpcAdmission(DialSettings.to(invitation.endpoint()), clock);
    }

    /**
     * Exchanges the invitation for credentials and stores them. When the answer is lost, the same
     * call with the same store works again.
     *
     * @throws KoinonException INVALID_INVITATION, or SITE_UNREACHABLE and SITE_TIMED_OUT, after
     *     which it is worth trying again
     */
    public Credentials join(Invitation invitation, CredentialStore store) {
        KeyPair keys = store.joinKeys();
        byte[] request =
                Admission.JoinRequest.newBuilder()
                        .setInvitationId(ByteString.copyFrom(id(invitation)))
                        .setSecret(ByteString.copyFrom(invitation.secret().reveal()))
                        .setCertificateRequest(ByteString.copyFrom(CertificateRequest.create(keys)))
                        .build()
                        .toByteArray();
        RootTrust trust = RootTrust.pinned(invitation.rootFingerprint(), clock);
        ManagedChannel channel = Channels.open(settings, trust, null);
        Credentials credentials = joined(call(channel, Methods.JOIN, request), keys, invitation);
        store.joined(credentials);
        return credentials;
    }

    /** New credentials, with a new key, for those in force; the caller stores them. */
    public Credentials renew(Credentials current) {
        KeyPair keys = Keys.generate();
        byte[] request =
                Admission.RenewRequest.newBuilder()
                        .setCertificateRequest(ByteString.copyFrom(CertificateRequest.create(keys)))
                        .build()
                        .toByteArray();
        RootTrust trust = RootTrust.of(current.root(), clock);
        ManagedChannel channel = Channels.open(settings, trust, current.identity());
        byte[] answer = call(channel, Methods.RENEW, request);
        try {
            Admission.RenewAnswer renewed = Admission.RenewAnswer.parseFrom(answer);
            return checked(Credentials.issued(keys, bytes(renewed.getChainList()), current.root()));
        } catch (InvalidProtocolBufferException broken) {
            throw unreadable();
        }
    }

    private Credentials joined(byte[] answer, KeyPair keys, Invitation invitation) {
        try {
            Admission.JoinAnswer joined = Admission.JoinAnswer.parseFrom(answer);
            X509Certificate root = invitation.pinnedRoot(joined.getRoot().toByteArray());
            return checked(Credentials.issued(keys, bytes(joined.getChainList()), root));
        } catch (InvalidProtocolBufferException broken) {
            throw unreadable();
        }
    }

    private Credentials checked(Credentials credentials) {
        credentials.checkPath(clock);
        return credentials;
    }

    private byte[] call(
            ManagedChannel channel, MethodDescriptor<byte[], byte[]> method, byte[] request) {
        try {
            return ClientCalls.blockingUnaryCall(
                    channel,
                    method,
                    CallOptions.DEFAULT.withDeadlineAfter(
                            settings.openWithin().toMillis(), TimeUnit.MILLISECONDS),
                    request);
        } catch (StatusRuntimeException failed) {
            throw Reasons.failure(
                    failed.getStatus(), failed.getTrailers(), settings.endpoint().toString());
        } finally {
            channel.shutdownNow();
        }
    }

    private static byte[] id(Invitation invitation) {
        return ByteBuffer.allocate(16)
                .putLong(invitation.id().getMostSignificantBits())
                .putLong(invitation.id().getLeastSignificantBits())
                .array();
    }

    private static List<byte[]> bytes(List<ByteString> chain) {
        return chain.stream().map(ByteString::toByteArray).toList();
    }

    private static KoinonException unreadable() {
        return new KoinonException(ErrorCode.SITE_FAILED, "the master's answer is unreadable");
    }
}
