package koinon.wire.grpc;

/** What a dialer is doing, for logs and for the worker's console. */
public sealed interface DialState {
    record Dialling() implements DialState {}

    record Connected() implements DialState {}

    /**
     * Not connected; dials again after the delay.
     *
     * @param refused whether the master knows us and does not want us (revoked, expired, foreign):
     *     then only seldom is tried again, and a human should read the reason
     */
    record Waiting(String reason, boolean refused, long delayMillis) implements DialState {}

    /** The link works, but a new certificate could not be had yet. */
    record RenewalFailed(String reason, long delayMillis) implements DialState {}

    record Closed() implements DialState {}
}
