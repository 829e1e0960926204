package koinon.wire.grpc;

import java.time.Duration;
import koinon.wire.link.Backoff;
import koinon.wire.link.Endpoint;

/**
 * How a worker dials. An HTTP CONNECT proxy is taken from {@code -Dhttps.proxyHost}, {@code
 * -Dhttps.proxyPort} and {@code -Dhttp.nonProxyHosts}, as the JDK does.
 *
 * @param openWithin time for a stream to be accepted, or a join or renewal to be answered
 */
public record DialSettings(
        Endpoint endpoint,
        LinkLimits limits,
        Keepalive keepalive,
        Backoff.Bounds backoff,
        Duration openWithin) {
    /** The standard limits and timings, and 10 seconds to open. */
    public static DialSettings to(Endpoint endpoint) {
        return new DialSettings(
                endpoint,
                LinkLimits.STANDARD,
                Keepalive.STANDARD,
                Backoff.Bounds.STANDARD,
                Duration.ofSeconds(10));
    }

    public DialSettings with(LinkLimits other) {
        return new DialSettings(endpoint, other, keepalive, backoff, openWithin);
    }

    public DialSettings with(Keepalive other) {
        return new DialSettings(endpoint, limits, other, backoff, openWithin);
    }

    public DialSettings with(Backoff.Bounds other) {
        return new DialSettings(endpoint, limits, keepalive, other, openWithin);
    }

    public DialSettings with(Duration otherOpenWithin) {
        return new DialSettings(endpoint, limits, keepalive, backoff, otherOpenWithin);
    }
}
