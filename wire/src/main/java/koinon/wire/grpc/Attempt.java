package koinon.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import koinon.wire.link.LinkListener;
import koinon.wire.link.Surroundings;
import koinon.wire.link.Timers;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.RootTrust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a dialer, from the first packet to the end, whatever that is. */
final class Attempt extends ClientCall.Listener<byte[]> implements GrpcLink.Stream {
    /** What the dialer wants to know. */
    interface Owner {
        void opened();

        /**
         * @param livedMillis how long the link was open; 0 when it never was
         */
        void ended(Status status, long livedMillis);
    }

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final DialSettings settings;
    private final Timers timers;
    private final LinkListener listener;
    private final Owner owner;
    private final ManagedChannel channel;
    private final ClientCall<byte[], byte[]> call;
    private final GrpcLink link;
    private volatile Timers.@Nullable Cancellable timeout;
    private volatile boolean open;
    private volatile boolean over;
    private volatile @Nullable Status end;
    private volatile long openedAt;

    Attempt(DialSettings settings, Credentials credentials, Surroundings around, Ears ears) {
        this.settings = settings;
        this.timers = around.timers();
        this.listener = ears.listener;
        this.owner = ears.owner;
        this.channel =
                Channels.open(
                        settings,
                        RootTrust.of(credentials.root(), around.clock()),
                        credentials.identity());
        this.call =
                channel.newCall(
                        Methods.CONNECT,
                        CallOptions.DEFAULT.withOnReadyThreshold(
                                settings.limits().flowControlWindowBytes()));
        this.link = new GrpcLink(this, settings.limits());
    }

    /** Who hears about it. */
    record Ears(LinkListener listener, Owner owner) {}

    void begin() {
        timeout =
                timers.after(
                        settings.openWithin().toMillis(),
                        () -> {
                            if (!open) {
                                close(
                                        Status.UNAVAILABLE.withDescription(
                                                "no answer within " + settings.openWithin()));
                            }
                        });
        try {
            call.start(this, new Metadata());
            call.request(1);
        } catch (IllegalStateException closedBefore) {
            onClose(Status.CANCELLED, new Metadata());
        }
    }

    void close(Status why) {
        link.close(why);
    }

    /** The master sends headers when it has admitted us. */
    @Override
    public void onHeaders(Metadata headers) {
        open = true;
        openedAt = timers.nowMillis();
        cancelTimeout();
        if (!link.closed()) {
            owner.opened();
        }
        guarded(() -> listener.opened(link));
    }

    @Override
    public void onMessage(byte[] message) {
        if (!link.closed()) {
            guarded(() -> listener.received(link, message));
            call.request(1);
        }
    }

    @Override
    public void onReady() {
        link.ready();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        over = true;
        cancelTimeout();
        Status own = end;
        Status why = own == null ? status : own;
        String reason = link.ended(Reasons.text(why));
        if (open) {
            guarded(() -> listener.closed(link, reason));
        }
        channel.shutdownNow();
        owner.ended(why, open ? timers.nowMillis() - openedAt : 0);
    }

    @Override
    public boolean isReady() {
        return open && call.isReady();
    }

    @Override
    public void send(byte[] message) {
        call.sendMessage(message);
    }

    @Override
    public void end(Status why) {
        end = why;
        if (!over) {
            call.cancel(Reasons.text(why), null);
        }
    }

    private void cancelTimeout() {
        Timers.Cancellable pending = timeout;
        if (pending != null) {
            pending.cancel();
        }
    }

    /** What the listener throws ends its link, and only that. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            log.error("Handling a message of the master failed", broken);
            link.close("internal error at the worker");
        }
    }
}
