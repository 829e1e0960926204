package koinon.master.admission;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import koinon.master.registry.RegistryStore;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Peer;
import koinon.wire.pki.AdmissionRegistry;
import koinon.wire.pki.InvitationBook;

/**
 * Invitations and certificates over the registry's store. A worker's id is made from the
 * fingerprint of the key with which it joins, so that a repeated join gives the same worker.
 */
public final class RegistryBook implements InvitationBook, AdmissionRegistry {
    private static final int ID_DIGITS = 20;

    private final RegistryStore registry;

    public RegistryBook(RegistryStore registry) {
        this.registry = registry;
    }

    @Override
    public void add(Entry entry) {
        registry.invite(
                new RegistryStore.InvitationRecord(
                        entry.id().toString(),
                        entry.secretFingerprint().getBytes(StandardCharsets.US_ASCII),
                        entry.displayName(),
                        entry.expiry(),
                        false));
    }

    @Override
    public Result consume(Claim claim, Instant now) {
        try {
            RegistryStore.WorkerRecord worker =
                    registry.admit(
                            claim.id().toString(),
                            claim.secretFingerprint().getBytes(StandardCharsets.US_ASCII),
                            "w-" + claim.keyFingerprint().substring(0, ID_DIGITS),
                            now);
            return new Result.Accepted(worker.id(), worker.name());
        } catch (KoinonException e) {
            if (e.code() != ErrorCode.INVALID_INVITATION) {
                throw e;
            }
            return new Result.Refused(reason(claim, now));
        }
    }

    /** Whoever knows the secret hears why; whoever does not, hears that it is unknown. */
    private Reason reason(Claim claim, Instant now) {
        byte[] hash = claim.secretFingerprint().getBytes(StandardCharsets.US_ASCII);
        return registry.invitations().stream()
                .filter(i -> i.id().equals(claim.id().toString()))
                .filter(i -> java.security.MessageDigest.isEqual(i.secretHash(), hash))
                .findFirst()
                .map(i -> i.used() || now.isBefore(i.expires()) ? Reason.USED : Reason.EXPIRED)
                .orElse(Reason.UNKNOWN);
    }

    @Override
    public void admit(Peer peer) {
        registry.recordCertificate(peer.workerId(), peer.certificateSerial(), peer.notAfter());
    }

    @Override
    public boolean isAdmitted(String workerId, String certificateSerial) {
        return registry.isAdmitted(workerId, certificateSerial);
    }
}
