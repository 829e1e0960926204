package koinon.wire.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Peer;
import koinon.wire.pki.Authority;
import koinon.wire.pki.CertificateRequest;
import koinon.wire.pki.Fingerprint;
import koinon.wire.pki.InvitationBook;
import koinon.wire.pki.Secret;
import koinon.wire.proto.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out certificates: for an invitation, or for the certificate in force. The request's proof
 * of possession is checked before the invitation is used up, and a certificate is in the registry
 * before it is handed out.
 */
final class AdmissionDesk {
    private static final Logger log = LoggerFactory.getLogger(AdmissionDesk.class);
    private static final int ID_LENGTH = 16;

    private final Authority authority;
    private final Admissions admissions;
    private final Duration life;

    AdmissionDesk(Authority authority, Admissions admissions, Duration life) {
        this.authority = authority;
        this.admissions = admissions;
        this.life = life;
    }

    byte[] join(byte[] message) {
        Admission.JoinRequest request = joinRequest(message);
        CertificateRequest key = proven(request.getCertificateRequest());
        InvitationBook.Claim claim =
                new InvitationBook.Claim(
                        id(request.getInvitationId()),
                        secret(request.getSecret()).fingerprint(),
                        Fingerprint.of(key.key()));
        InvitationBook.Result result =
                admissions.book().consume(claim, authority.clock().instant());
        return switch (result) {
            case InvitationBook.Result.Refused(InvitationBook.Reason reason) -> {
                log.info("Refused invitation {}: {}", claim.id(), reason);
                throw new KoinonException(ErrorCode.INVALID_INVITATION, reason.text());
            }
            case InvitationBook.Result.Accepted(String worker, String name) -> {
                List<X509Certificate> chain = issue(key, worker);
                yield Admission.JoinAnswer.newBuilder()
                        .addAllChain(bytes(chain))
                        .setRoot(bytes(authority.root()))
                        .setDisplayName(name)
                        .build()
                        .toByteArray();
            }
        };
    }

    byte[] renew(byte[] message, Peer peer) {
        Admission.RenewRequest request;
        try {
            request = Admission.RenewRequest.parseFrom(message);
        } catch (InvalidProtocolBufferException broken) {
            throw malformed();
        }
        CertificateRequest key = proven(request.getCertificateRequest());
        return Admission.RenewAnswer.newBuilder()
                .addAllChain(bytes(issue(key, peer.workerId())))
                .build()
                .toByteArray();
    }

    private List<X509Certificate> issue(CertificateRequest key, String worker) {
        List<X509Certificate> chain = authority.issueWorker(key, worker, life);
        Peer peer = authority.identify(chain.getFirst());
        admissions.registry().admit(peer);
        log.info("Issued certificate {} to worker {}", peer.certificateSerial(), worker);
        return chain;
    }

    private static Admission.JoinRequest joinRequest(byte[] message) {
        try {
            return Admission.JoinRequest.parseFrom(message);
        } catch (InvalidProtocolBufferException broken) {
            throw malformed();
        }
    }

    private static CertificateRequest proven(ByteString der) {
        return CertificateRequest.verify(der.toByteArray());
    }

    private static UUID id(ByteString bytes) {
        if (bytes.size() != ID_LENGTH) {
            throw malformed();
        }
        ByteBuffer id = bytes.asReadOnlyByteBuffer();
        return new UUID(id.getLong(), id.getLong());
    }

    private static Secret secret(ByteString bytes) {
        if (bytes.size() != Secret.LENGTH) {
            throw malformed();
        }
        return Secret.of(bytes.toByteArray());
    }

    private static List<ByteString> bytes(List<X509Certificate> chain) {
        List<ByteString> ders = new ArrayList<>();
        chain.forEach(certificate -> ders.add(bytes(certificate)));
        return ders;
    }

    private static ByteString bytes(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without a DER form", impossible);
        }
    }

    private static KoinonException malformed() {
        return new KoinonException(ErrorCode.MALFORMED_REQUEST, "the request is not well formed");
    }
}
