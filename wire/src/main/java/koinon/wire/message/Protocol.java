package koinon.wire.message;

import java.util.OptionalInt;

/**
 * Versions of the stream's messages that a process speaks. Two processes use the newest version
 * that both know; a process knows its own and, once there is one, the version before.
 */
public record Protocol(int oldest, int newest) {
    /** What this build speaks. */
    public static final Protocol CURRENT = new Protocol(1, 1);

    public Protocol {
        if (oldest < 1 || oldest > newest) {
            throw new IllegalArgumentException("versions " + oldest + " to " + newest);
        }
    }

    /** The version to use with a peer; empty when there is none in common. */
    public OptionalInt common(Protocol peer) {
        int candidate = Math.min(newest, peer.newest);
        return candidate >= Math.max(oldest, peer.oldest)
                ? OptionalInt.of(candidate)
                : OptionalInt.empty();
    }
}
