package koinon.wire.grpc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * How the master listens.
 *
 * @param names DNS names and IP addresses under which workers dial; they go into its certificate
 * @param maxConnections open at a time; further ones are closed unheard
 */
public record AcceptSettings(
        InetSocketAddress address,
        Set<String> names,
        int maxConnections,
        LinkLimits limits,
        Keepalive keepalive,
        Lifetimes lifetimes) {
    /**
     * How long things last.
     *
     * @param worker a worker's certificate
     * @param server the master's own certificate, replaced at two thirds
     * @param renewalGrace how long after its end a worker's certificate may still be renewed (and
     *     only that), so that a worker that was off for a weekend needs no new invitation
     * @param callDeadline for a join or a renewal
     */
    public record Lifetimes(
            Duration worker, Duration server, Duration renewalGrace, Duration callDeadline) {
        /** 24 hours, 90 days, no grace, 10 seconds. */
        public static final Lifetimes STANDARD =
                new Lifetimes(
                        Duration.ofHours(24),
                        Duration.ofDays(90),
                        Duration.ZERO,
                        Duration.ofSeconds(10));

        public Lifetimes withWorker(Duration life) {
            return new Lifetimes(life, server, renewalGrace, callDeadline);
        }

        public Lifetimes withRenewalGrace(Duration grace) {
            return new Lifetimes(worker, server, grace, callDeadline);
        }
    }

    public AcceptSettings {
        names = Set.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a master needs a name under which it is dialled");
        }
    }

    /** With the standard limits and lifetimes, and 4096 connections. */
    public static AcceptSettings at(InetSocketAddress address, Set<String> names) {
        return new AcceptSettings(
                address, names, 4096, LinkLimits.STANDARD, Keepalive.STANDARD, Lifetimes.STANDARD);
    }

    public AcceptSettings with(LinkLimits other) {
        return new AcceptSettings(address, names, maxConnections, other, keepalive, lifetimes);
    }

    public AcceptSettings with(Keepalive other) {
        return new AcceptSettings(address, names, maxConnections, limits, other, lifetimes);
    }

    public AcceptSettings with(Lifetimes other) {
        return new AcceptSettings(address, names, maxConnections, limits, keepalive, other);
    }
}
