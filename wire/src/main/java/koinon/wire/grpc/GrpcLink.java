package koinon.wire.grpc;

import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import koinon.wire.link.Link;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a link: a queue, bounded in bytes, that empties as far as the stream is ready
 * to take more. Nothing here blocks: the lock is only held for steps in memory.
 */
final class GrpcLink implements Link {
    /** One side's stream, whichever it is. Called under the lock of the link. */
    interface Stream {
        boolean isReady();

        void send(byte[] message);

        void end(Status why);
    }

    /** What a queued message costs besides its bytes. */
    private static final int OVERHEAD = 64;

    private final Stream stream;
    private final LinkLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private @Nullable String closed;

    GrpcLink(Stream stream, LinkLimits limits) {
        this.stream = stream;
        this.limits = limits;
    }

    @Override
    public void send(byte[] message) {
        if (message.length > limits.maxMessageBytes()) {
            throw new IllegalArgumentException(
                    "a message of "
                            + message.length
                            + " bytes is longer than the limit of "
                            + limits.maxMessageBytes());
        }
        lock.lock();
        try {
            if (closed != null) {
                throw new IllegalStateException("the link is closed: " + closed);
            }
            waiting.add(message);
            waitingBytes += message.length + OVERHEAD;
            drain();
            if (waitingBytes > limits.maxQueuedBytes()) {
                end(
                        Status.RESOURCE_EXHAUSTED.withDescription(
                                "the peer is too slow: more than "
                                        + limits.maxQueuedBytes()
                                        + " bytes wait"));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean writable() {
        lock.lock();
        try {
            return closed == null && waitingBytes < limits.maxQueuedBytes() / 2;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(String reason) {
        close(Status.ABORTED.withDescription(reason));
    }

    void close(Status why) {
        lock.lock();
        try {
            end(why);
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed != null;
        } finally {
            lock.unlock();
        }
    }

    /** To be called when the stream is ready for more. */
    void ready() {
        lock.lock();
        try {
            if (closed == null) {
                drain();
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called when the stream has ended; returns the first reason there was. */
    String ended(String reason) {
        lock.lock();
        try {
            if (closed == null) {
                forget(reason);
            }
            return closed == null ? reason : closed;
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        while (stream.isReady()) {
            byte[] next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingBytes -= next.length + OVERHEAD;
            stream.send(next);
        }
    }

    private void end(Status why) {
        if (closed == null) {
            forget(Reasons.text(why));
            stream.end(why);
        }
    }

    private void forget(String reason) {
        closed = reason;
        waiting.clear();
        waitingBytes = 0;
    }
}
