package koinon.privacy;

/**
 * A site's answer to one round as it may leave: encoded, masked where the roster asks for it, and
 * already in the journal. Only the gate makes one.
 */
public final class Masked {
    private final byte[] payload;

    Masked(byte[] payload) {
        this.payload = payload;
    }

    /** The encoded {@link Payload}; a copy. */
    public byte[] payload() {
        return payload.clone();
    }
}
