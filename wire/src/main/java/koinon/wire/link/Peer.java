package koinon.wire.link;

import java.time.Instant;

/**
 * Who is at the other end, as its certificate says; {@code certificateSerial} in lower-case hex.
 */
public record Peer(String workerId, String certificateSerial, Instant notAfter) {}
