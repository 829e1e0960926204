package koinon.wire.link;

/**
 * Hears about the links of a worker. For one link: {@code opened} first, {@code closed} last, never
 * two calls at a time. While {@code received} runs, the link reads nothing further.
 */
public interface LinkListener {
    void opened(Link link);

    void received(Link link, byte[] message);

    void closed(Link link, String reason);
}
