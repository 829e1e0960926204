package koinon.wire.link;

/** The worker's side: keeps one link to the master, for ever, until closed. */
public interface Dialer extends AutoCloseable {
    /** Dials at once and again after every loss. To be called once. */
    void start(LinkListener listener);

    /** Closes the link and dials no more. */
    @Override
    void close();
}
