package koinon.wire.grpc;

import java.time.Duration;

/**
 * How a dead connection is noticed: after a silence of {@code time} the peer is asked, and must
 * answer within {@code timeout}. gRPC raises a shorter time than 10 seconds to 10 seconds.
 */
public record Keepalive(Duration time, Duration timeout) {
    /** 20 seconds and 10 seconds. */
    public static final Keepalive STANDARD =
            new Keepalive(Duration.ofSeconds(20), Duration.ofSeconds(10));
}
