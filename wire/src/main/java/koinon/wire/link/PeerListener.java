package koinon.wire.link;

/**
 * Hears about the links of all workers. For one link: {@code opened} first, {@code closed} last,
 * never two calls at a time; links of different peers call concurrently. A worker that comes back
 * may be opened anew before its older link is closed.
 */
public interface PeerListener {
    void opened(Peer peer, Link link);

    void received(Peer peer, Link link, byte[] message);

    void closed(Peer peer, Link link, String reason);
}
