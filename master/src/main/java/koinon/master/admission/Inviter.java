package koinon.master.admission;

import java.time.Duration;
import koinon.wire.pki.Invitation;

/** Makes invitations. */
public interface Inviter {
    /**
     * A new invitation for a worker of this display name. Its text contains the secret.
     *
     * @throws koinon.model.KoinonException NAME_TAKEN, or INVALID_INVITATION for a name that cannot
     *     be used
     */
    Invitation invite(String name, Duration life);
}
