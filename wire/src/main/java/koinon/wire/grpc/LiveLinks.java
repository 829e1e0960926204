package koinon.wire.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import koinon.wire.link.Peer;
import koinon.wire.link.PeerListener;
import koinon.wire.link.Timers;
import koinon.wire.pki.AdmissionRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of the workers, one for each: a newer one replaces an older, which may be the
 * unnoticed half of a broken connection. A stream ends when its certificate does, when the worker
 * is revoked, and when the registry, asked at least once a minute, no longer knows the certificate.
 */
final class LiveLinks implements ServerCallHandler<byte[], byte[]> {
    /** What the streams depend on. */
    record House(AdmissionRegistry registry, Clock clock, Timers timers, Sockets sockets) {}

    private static final Logger log = LoggerFactory.getLogger(LiveLinks.class);
    private static final long CHECK_MILLIS = 60_000;

    /** How long a peer may take to read the end of its stream before its connection is cut. */
    private static final long CUT_MILLIS = 2_000;

    private final House house;
    private final LinkLimits limits;
    private final PeerListener listener;
    private final Map<String, Stream> live = new ConcurrentHashMap<>();

    LiveLinks(House house, LinkLimits limits, PeerListener listener) {
        this.house = house;
        this.limits = limits;
        this.listener = listener;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(
            ServerCall<byte[], byte[]> call, Metadata headers) {
        Peer peer = Gatekeeper.PEER.get();
        Stream stream = new Stream(call, peer);
        Stream older = live.put(peer.workerId(), stream);
        if (older != null) {
            older.link.close("replaced by a newer connection of the same worker");
        }
        stream.open();
        return stream;
    }

    void revoke(String workerId) {
        Stream stream = live.get(workerId);
        if (stream != null) {
            stream.link.close(Reasons.status(Gatekeeper.revoked()));
        }
    }

    void closeAll(String reason) {
        live.values().forEach(s -> s.link.close(Status.UNAVAILABLE.withDescription(reason)));
    }

    private final class Stream extends ServerCall.Listener<byte[]> implements GrpcLink.Stream {
        private final ServerCall<byte[], byte[]> call;
        private final Peer peer;
        private final GrpcLink link;
        private volatile Timers.@Nullable Cancellable watch;
        private volatile Timers.@Nullable Cancellable cut;
        private volatile boolean over;

        Stream(ServerCall<byte[], byte[]> call, Peer peer) {
            this.call = call;
            this.peer = peer;
            this.link = new GrpcLink(this, limits);
        }

        /** Headers tell the worker that it is in; the registry is asked once we can be revoked. */
        void open() {
            call.setOnReadyThreshold(limits.flowControlWindowBytes());
            call.sendHeaders(new Metadata());
            log.info("Worker {} is connected", peer.workerId());
            guarded(() -> listener.opened(peer, link));
            check();
            call.request(1);
        }

        @Override
        public void onMessage(byte[] message) {
            if (!link.closed()) {
                guarded(() -> listener.received(peer, link, message));
                call.request(1);
            }
        }

        @Override
        public void onReady() {
            link.ready();
        }

        @Override
        public void onHalfClose() {
            link.close("the worker ended the stream");
        }

        @Override
        public void onCancel() {
            ended("the worker closed the stream or the connection was lost");
        }

        @Override
        public void onComplete() {
            ended("the stream is complete");
        }

        @Override
        public boolean isReady() {
            return call.isReady();
        }

        @Override
        public void send(byte[] message) {
            call.sendMessage(message);
        }

        @Override
        public void end(Status why) {
            call.close(why, new Metadata());
            SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            if (remote != null && !over) {
                cut = house.timers().after(CUT_MILLIS, () -> house.sockets().cut(remote));
            }
        }

        private void ended(String how) {
            over = true;
            cancel(watch);
            cancel(cut);
            live.remove(peer.workerId(), this);
            String reason = link.ended(how);
            log.info("Worker {} is disconnected: {}", peer.workerId(), reason);
            guarded(() -> listener.closed(peer, link, reason));
        }

        /** Looks again at least every minute, so that a clock set forward is noticed too. */
        private void check() {
            try {
                checkAdmission();
            } catch (RuntimeException unanswered) {
                log.error("The registry did not answer for worker {}", peer.workerId(), unanswered);
            }
            if (!over && !link.closed()) {
                long left =
                        Duration.between(house.clock().instant(), peer.notAfter()).toMillis() + 1;
                watch = house.timers().after(Math.clamp(left, 1, CHECK_MILLIS), this::check);
            }
        }

        private void checkAdmission() {
            if (house.clock().instant().isAfter(peer.notAfter())) {
                link.close(
                        Status.UNAUTHENTICATED.withDescription(
                                "the certificate expired at " + peer.notAfter()));
            } else if (!house.registry().isAdmitted(peer.workerId(), peer.certificateSerial())) {
                link.close(Reasons.status(Gatekeeper.revoked()));
            }
        }

        private void cancel(Timers.@Nullable Cancellable timer) {
            if (timer != null) {
                timer.cancel();
            }
        }

        /** What the listener throws ends its link, and only that. */
        private void guarded(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException broken) {
                log.error("Handling a message of worker {} failed", peer.workerId(), broken);
                link.close("internal error at the master");
            }
        }
    }
}
