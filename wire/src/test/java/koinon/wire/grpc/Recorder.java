package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import koinon.wire.link.Link;
import koinon.wire.link.LinkListener;
import org.jspecify.annotations.Nullable;

/** Keeps what a link reports, for a test to await; notes calls that overlap. */
final class Recorder implements LinkListener {
    /** Long enough for a loaded machine; only a failure waits for it. */
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Link> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean overlapped;
    private volatile @Nullable Runnable onReceived;

    @Override
    public void opened(Link link) {
        alone(() -> opened.add(link));
    }

    @Override
    public void received(Link link, byte[] message) {
        Runnable extra = onReceived;
        alone(() -> {
            received.add(message);
            if (extra != null) {
                extra.run();
            }
        });
    }

    @Override
    public void closed(Link link, String reason) {
        alone(() -> closed.add(reason));
    }

    /** Runs inside each later {@code received}. */
    void whenReceived(Runnable task) {
        onReceived = task;
    }

    Link awaitOpened() throws InterruptedException {
        return next(opened);
    }

    byte[] awaitReceived() throws InterruptedException {
        return next(received);
    }

    String awaitClosed() throws InterruptedException {
        return next(closed);
    }

    boolean everOpened() {
        return !opened.isEmpty();
    }

    boolean overlapped() {
        return overlapped;
    }

    private void alone(Runnable task) {
        if (inside.incrementAndGet() > 1) {
            overlapped = true;
        }
        try {
            task.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("an event that was awaited").isNotNull();
        return next;
    }
}
