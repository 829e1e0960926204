package koinon.master.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest message for a reader that may be slow: a later one replaces one not yet taken,
 * so that the memory of a watcher is bounded and a sender never waits.
 */
final class Mailbox<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T newest;
    private boolean closed;

    void put(T message) {
        lock.lock();
        try {
            newest = message;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** The newest message, as soon as there is one; nothing after the patience or when closed. */
    Optional<T> take(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (newest == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<T> taken = Optional.ofNullable(newest);
            newest = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
