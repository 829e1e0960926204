package koinon.wire.link;

/**
 * One established, authenticated stream of messages to a peer.
 *
 * <p>Guarantee: messages arrive in the order in which they were sent, each at most once, as long as
 * the link lives; what was sent shortly before it closed may be lost. Not checked: what the
 * messages say.
 */
public interface Link {
    /**
     * Queues a message and returns at once. The array belongs to the link from now on. When more
     * bytes wait than the limit allows, the peer is too slow and the link is closed.
     *
     * @throws IllegalStateException when the link is closed
     * @throws IllegalArgumentException when the message is longer than the limit of one message;
     *     the link stays open
     */
    void send(byte[] message);

    /** Whether the queue is short enough for a sender who can wait to send more. */
    boolean writable();

    /** Closes the link and drops what waits; the second call does nothing. */
    void close(String reason);
}
