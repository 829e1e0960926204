package koinon.wire.link;

/** Time and delayed tasks, so that tests can run on a virtual clock. */
public interface Timers {
    /** Milliseconds since an origin of its own: never runs backwards; only differences count. */
    long nowMillis();

    /** Runs the task once, after the delay, unless cancelled before. */
    Cancellable after(long delayMillis, Runnable task);

    /** A task that waits for its time. */
    interface Cancellable {
        /** Does nothing when the task has already begun. */
        void cancel();
    }
}
