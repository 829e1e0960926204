package koinon.master.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Durable records of members. A method that returns has written through to the disk. */
public interface RegistryStore {
    /** Remembers an invitation by the hash of its secret. */
    void invite(InvitationRecord invitation);

    List<InvitationRecord> invitations();

    /**
     * Uses up an invitation and admits its worker in one transaction: of two callers with one
     * invitation exactly one wins; the winner may repeat the call with the same worker id until the
     * invitation expires.
     *
     * @throws koinon.model.KoinonException INVALID_INVITATION when unknown, used, expired, or the
     *     hash differs; NAME_TAKEN when a worker of that name exists
     */
    WorkerRecord admit(String invitationId, byte[] secretHash, String workerId, Instant now);

    List<WorkerRecord> workers();

    Optional<WorkerRecord> worker(String id);

    /** Suspended workers take part in nothing until resumed. */
    void suspend(String workerId, boolean suspended);

    void recordCertificate(String workerId, String serial, Instant notAfter);

    /** False for unknown serials, revoked certificates and suspended workers. */
    boolean isAdmitted(String workerId, String serial);

    void revokeCertificates(String workerId);

    /** Pins the identity key of a worker at its first connection; false when it differs later. */
    boolean pinIdentity(String workerId, byte[] publicKey);

    /** What a worker published last, so that absent sites can be named after a restart. */
    void saveAnnouncement(String workerId, byte[] announcement);

    Optional<byte[]> announcement(String workerId);

    /**
     * @param id public part of the invitation
     * @param secretHash SHA-256 of the secret part
     */
    @SuppressWarnings("ArrayRecordComponent")
    record InvitationRecord(
            String id, byte[] secretHash, String name, Instant expires, boolean used) {
        public InvitationRecord {
            secretHash = secretHash.clone();
        }
    }

    record WorkerRecord(String id, String name, Instant admitted, boolean suspended) {}
}
