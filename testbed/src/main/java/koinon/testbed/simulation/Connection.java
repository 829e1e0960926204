package koinon.testbed.simulation;

import java.time.Instant;
import koinon.wire.link.Link;
import koinon.wire.link.Peer;

/**
 * One connection with its two ends. In calm weather each end receives in the order of sending and
 * at most once; messages on their way when it ends are lost.
 */
final class Connection {
    private final SimulatedNetwork network;
    private final String worker;
    private final End atWorker;
    private final End atMaster;
    private boolean stalled;

    Connection(SimulatedNetwork network, String worker) {
        this.network = network;
        this.worker = worker;
        this.atWorker = new End(true);
        this.atMaster = new End(false);
    }

    String worker() {
        return worker;
    }

    boolean closed() {
        return atWorker.gone() && atMaster.gone();
    }

    boolean concerns(Life life) {
        return life.equals(atWorker.life) || life.equals(atMaster.life);
    }

    void open(SimulatedDialer dialer, SimulatedNetwork.Listening listening) {
        Peer peer = new Peer(worker, "01", Instant.MAX);
        atWorker.begin(
                dialer.life(),
                new Ear() {
                    @Override
                    public void opened(Link link) {
                        dialer.opened(link);
                    }

                    @Override
                    public void received(Link link, byte[] message) {
                        dialer.received(link, message);
                    }

                    @Override
                    public void closed(Link link, String reason) {
                        dialer.closed(link, reason);
                    }
                });
        atMaster.begin(
                listening.life(),
                new Ear() {
                    @Override
                    public void opened(Link link) {
                        listening.listener().opened(peer, link);
                    }

                    @Override
                    public void received(Link link, byte[] message) {
                        listening.listener().received(peer, link, message);
                    }

                    @Override
                    public void closed(Link link, String reason) {
                        listening.listener().closed(peer, link, reason);
                    }
                });
    }

    /** Both ends hear of the end, each in its own time. */
    void cut(String reason) {
        atWorker.hangUp(reason, delay());
        atMaster.hangUp(reason, delay());
    }

    void stall() {
        stalled = true;
    }

    /** One side's process is dead. */
    void orphan(boolean heard) {
        if (heard) {
            cut("the peer is gone");
        } else {
            stall();
        }
    }

    private int delay() {
        return 1 + network.random().nextInt(network.weather().slowestMillis());
    }

    /** Who hears what happens at one end. */
    private interface Ear {
        void opened(Link link);

        void received(Link link, byte[] message);

        void closed(Link link, String reason);
    }

    /** One end: a link for the process there. */
    private final class End implements Link {
        private final boolean workers;
        private Life life = new Life(network.simulation());
        private Ear ear = new Deaf();
        private long opensAt;
        private long lastArrival;
        private boolean closing;
        private boolean closed;

        End(boolean workers) {
            this.workers = workers;
        }

        void begin(Life owner, Ear hears) {
            life = owner;
            ear = hears;
            int delay = delay();
            opensAt = network.simulation().nowMillis() + delay;
            lastArrival = opensAt;
            life.after(delay, () -> ear.opened(this));
        }

        boolean gone() {
            return closed || life.over();
        }

        @Override
        public void send(byte[] message) {
            if (closing) {
                throw new IllegalStateException("the link is closed");
            }
            byte[] sent =
                    workers
                            ? network.tap().toMaster(worker, message)
                            : network.tap().toWorker(worker, message);
            Weather weather = network.weather();
            if (stalled || network.random().nextDouble() < weather.lost()) {
                return;
            }
            End peer = workers ? atMaster : atWorker;
            peer.arrive(sent);
            if (network.random().nextDouble() < weather.doubled()) {
                peer.arrive(sent);
            }
        }

        private void arrive(byte[] message) {
            long now = network.simulation().nowMillis();
            boolean overtaken = network.random().nextDouble() < network.weather().overtaken();
            long at = Math.max(lastArrival, now + delay());
            if (overtaken) {
                at += 10L * delay();
            } else {
                lastArrival = at;
            }
            life.after(
                    at - now,
                    () -> {
                        if (!closing && !stalled) {
                            ear.received(this, message.clone());
                        }
                    });
        }

        @Override
        public boolean writable() {
            return !closing;
        }

        @Override
        public void close(String reason) {
            hangUp(reason, 0);
            if (!stalled) {
                (workers ? atMaster : atWorker).hangUp("closed by the peer", delay());
            }
        }

        /** The end is told that the link is closed, after it was told that it is open. */
        void hangUp(String reason, long delayMillis) {
            long now = network.simulation().nowMillis();
            long at = Math.max(now + delayMillis, opensAt + 1);
            life.after(at - now, () -> tellClosed(reason));
            if (delayMillis == 0) {
                closing = true;
            }
        }

        private void tellClosed(String reason) {
            closing = true;
            if (!closed) {
                closed = true;
                ear.closed(this, reason);
            }
        }
    }

    /** Hears nothing. */
    private static final class Deaf implements Ear {
        @Override
        public void opened(Link link) {}

        @Override
        public void received(Link link, byte[] message) {}

        @Override
        public void closed(Link link, String reason) {}
    }
}
