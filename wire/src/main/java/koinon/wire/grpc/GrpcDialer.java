package koinon.wire.grpc;

import io.grpc.Status;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Backoff;
import koinon.wire.link.Dialer;
import koinon.wire.link.LinkListener;
import koinon.wire.link.Surroundings;
import koinon.wire.link.Timers;
import koinon.wire.pki.CredentialStore;
import koinon.wire.pki.Credentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The worker's end: one link at a time, dialled at once, and again after every loss with growing,
 * jittered delays, for ever; seldom when the master refuses us. After a renewal the link is closed
 * and made anew on a new connection, which shows the new certificate.
 *
 * <p>Guarantee: an old link is closed to the listener before a new one is opened. Not checked: that
 * messages queued when a link ends ever arrive; the layer above repeats them.
 */
public final class GrpcDialer implements Dialer {
    private static final Logger log = LoggerFactory.getLogger(GrpcDialer.class);
    private static final String RENEWED = "the certificate was renewed";

    private final DialSettings settings;
    private final Surroundings around;
    private final Consumer<DialState> states;
    private final Renewal renewal;
    private final Attempt.Owner owner = new Ends();

    private final ReentrantLock lock = new ReentrantLock();
    // All below: guarded by the lock.
    private final Backoff backoff;
    private Credentials credentials;
    private @Nullable LinkListener listener;
    private @Nullable Attempt current;
    private Timers.@Nullable Cancellable pending;
    private boolean redial;
    private boolean closed;

    /**
     * @param store with the credentials of a join, see {@link GrpcAdmission#join}
     * @param states hears what the dialer does; called from any thread, must not block
     * @throws KoinonException NOT_ADMITTED when the store is empty
     */
    public GrpcDialer(
            DialSettings settings,
            CredentialStore store,
            Surroundings around,
            Consumer<DialState> states) {
        this.settings = settings;
        this.around = around;
        this.states = states;
        this.backoff = new Backoff(settings.backoff(), around.random());
        this.credentials =
                store.load()
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.NOT_ADMITTED, "no credentials here: join first"));
        this.renewal =
                new Renewal(
                        settings, store, around, new Renewal.Outcome(this::renewed, this::tell));
    }

    @Override
    public void start(LinkListener theListener) {
        lock.lock();
        try {
            if (listener != null || closed) {
                throw new IllegalStateException("the dialer has been started before");
            }
            listener = theListener;
            renewal.watch(credentials);
        } finally {
            lock.unlock();
        }
        dial();
    }

    @Override
    public void close() {
        renewal.close();
        Attempt last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            cancelPending();
            last = current;
        } finally {
            lock.unlock();
        }
        if (last == null) {
            tell(new DialState.Closed());
        } else {
            last.close(Status.CANCELLED.withDescription("the worker is going down"));
        }
    }

    private void dial() {
        Attempt attempt;
        lock.lock();
        try {
            LinkListener hearer = listener;
            if (closed || current != null || hearer == null) {
                return;
            }
            pending = null;
            attempt = new Attempt(settings, credentials, around, new Attempt.Ears(hearer, owner));
            current = attempt;
        } finally {
            lock.unlock();
        }
        tell(new DialState.Dialling());
        attempt.begin();
    }

    private void renewed(Credentials fresh) {
        Attempt old;
        lock.lock();
        try {
            credentials = fresh;
            old = current;
            redial = old != null;
            cancelPending();
        } finally {
            lock.unlock();
        }
        if (old == null) {
            dial();
        } else {
            old.close(Status.CANCELLED.withDescription(RENEWED));
        }
    }

    private void cancelPending() {
        Timers.Cancellable waiting = pending;
        if (waiting != null) {
            waiting.cancel();
            pending = null;
        }
    }

    /** What follows from the end of an attempt. */
    private DialState next(Status status, long livedMillis) {
        lock.lock();
        try {
            current = null;
            if (closed) {
                return new DialState.Closed();
            }
            backoff.lived(livedMillis);
            boolean refused = Reasons.refused(status);
            long delay = redial ? 0 : refused ? backoff.slow() : backoff.next();
            redial = false;
            pending = around.timers().after(delay, GrpcDialer.this::dial);
            return new DialState.Waiting(Reasons.text(status), refused, delay);
        } finally {
            lock.unlock();
        }
    }

    private void ended(Status status, long livedMillis) {
        DialState state = next(status, livedMillis);
        if (state instanceof DialState.Waiting(String reason, boolean refused, long delay)) {
            log.atLevel(refused ? Level.ERROR : Level.WARN)
                    .log(
                            "{} the master at {}: {}; next attempt in {} ms",
                            refused ? "Refused by" : "Not connected to",
                            settings.endpoint(),
                            reason,
                            delay);
        }
        tell(state);
    }

    private void tell(DialState state) {
        try {
            states.accept(state);
        } catch (RuntimeException broken) {
            log.error("Handling the state of the dialer failed", broken);
        }
    }

    private final class Ends implements Attempt.Owner {
        @Override
        public void opened() {
            log.info("Connected to the master at {}", settings.endpoint());
            tell(new DialState.Connected());
        }

        @Override
        public void ended(Status status, long livedMillis) {
            GrpcDialer.this.ended(status, livedMillis);
        }
    }
}
