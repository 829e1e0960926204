package koinon.wire.pki;

import java.time.Instant;
import java.util.UUID;

/** The master's memory of invitations: who was invited, until when, and who came. */
public interface InvitationBook {
    /** What is kept of an invitation: never the secret itself. */
    record Entry(
            UUID id,
            String secretFingerprint,
            Instant expiry,
            String workerId,
            String displayName) {}

    /** A worker's claim to be the one invited; the key is that of its certificate request. */
    record Claim(UUID id, String secretFingerprint, String keyFingerprint) {}

    /** What a claim leads to. */
    sealed interface Result {
        /** The worker may have a certificate under this id. */
        record Accepted(String workerId, String displayName) implements Result {}

        /** Nothing was changed. */
        record Refused(Reason reason) implements Result {}
    }

    /** Why a claim is refused. A wrong secret counts as unknown. */
    enum Reason {
        UNKNOWN("this invitation is unknown here; ask the operator for a new one"),
        USED("this invitation has been used; each works once: ask the operator for a new one"),
        EXPIRED("this invitation has expired; ask the operator for a new one");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    void add(Entry entry);

    /**
     * Uses an invitation up, atomically: of any number of claims with different keys exactly one is
     * accepted. A repeat with the accepted key is accepted again until the expiry, so that an
     * answer lost on the way costs no second invitation.
     */
    Result consume(Claim claim, Instant now);
}
