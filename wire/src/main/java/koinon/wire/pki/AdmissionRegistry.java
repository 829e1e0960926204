package koinon.wire.pki;

import koinon.wire.link.Peer;

/** The master's list of certificates in force: revocation is a row, and takes effect at once. */
public interface AdmissionRegistry {
    /**
     * Writes down a certificate before it is handed out; older ones of the worker stay in force.
     */
    void admit(Peer peer);

    /** Asked for every call and every stream. */
    boolean isAdmitted(String workerId, String certificateSerial);
}
