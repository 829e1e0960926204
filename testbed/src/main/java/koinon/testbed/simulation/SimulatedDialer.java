package koinon.testbed.simulation;

import koinon.wire.link.Backoff;
import koinon.wire.link.Dialer;
import koinon.wire.link.Link;
import koinon.wire.link.LinkListener;
import org.jspecify.annotations.Nullable;

/** Dials again after every loss, with the back-off of the real dialer. */
final class SimulatedDialer implements Dialer {
    private static final Backoff.Bounds PATIENCE = new Backoff.Bounds(100, 5_000, 10_000);
    private static final int CONNECT_MILLIS = 50;

    private final SimulatedNetwork network;
    private final String worker;
    private final Life life;
    private final Backoff backoff;
    private @Nullable LinkListener listener;
    private @Nullable Link link;
    private long openedAt;
    private boolean closed;

    SimulatedDialer(SimulatedNetwork network, String worker, Life life) {
        this.network = network;
        this.worker = worker;
        this.life = life;
        this.backoff = new Backoff(PATIENCE, network.random());
    }

    Life life() {
        return life;
    }

    @Override
    public void start(LinkListener whoListens) {
        listener = whoListens;
        dial(0);
    }

    private void dial(long delayMillis) {
        life.after(
                delayMillis + network.random().nextInt(CONNECT_MILLIS),
                () -> {
                    if (!closed && !network.connect(worker, this)) {
                        dial(backoff.next());
                    }
                });
    }

    void opened(Link fresh) {
        link = fresh;
        openedAt = network.simulation().nowMillis();
        if (listener != null) {
            listener.opened(fresh);
        }
    }

    void received(Link from, byte[] message) {
        if (listener != null) {
            listener.received(from, message);
        }
    }

    void closed(Link lost, String reason) {
        backoff.lived(network.simulation().nowMillis() - openedAt);
        if (listener != null) {
            listener.closed(lost, reason);
        }
        dial(backoff.next());
    }

    @Override
    public void close() {
        closed = true;
        if (link != null) {
            link.close("the worker stops");
        }
    }
}
