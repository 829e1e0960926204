package koinon.wire.link;

/** The master's side: accepts links of admitted workers. */
public interface Acceptor extends AutoCloseable {
    /** Begins to listen. To be called once. */
    void start(PeerListener listener);

    /**
     * Closes the live link of this worker at once. The registry should already say that the worker
     * is not admitted, otherwise it simply comes back.
     */
    void revoke(String workerId);

    /** Closes all links and stops listening. */
    @Override
    void close();
}
