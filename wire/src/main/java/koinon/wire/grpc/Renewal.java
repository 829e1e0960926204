package koinon.wire.grpc;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import koinon.model.KoinonException;
import koinon.wire.link.Backoff;
import koinon.wire.link.Surroundings;
import koinon.wire.link.Timers;
import koinon.wire.pki.CredentialStore;
import koinon.wire.pki.Credentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a worker's certificate when two thirds of its life have passed, and tries again until it
 * works; new credentials are stored before they are used.
 */
final class Renewal implements AutoCloseable {
    /** What renewal leads to. */
    record Outcome(Consumer<Credentials> renewed, Consumer<DialState.RenewalFailed> failed) {}

    private static final Logger log = LoggerFactory.getLogger(Renewal.class);
    private static final long LONGEST_SLEEP_MILLIS = 600_000;

    /** Keeps a wrong clock from renewing without a pause. */
    private static final long SHORTEST_SLEEP_MILLIS = 500;

    private final GrpcAdmission admission;
    private final CredentialStore store;
    private final Surroundings around;
    private final Backoff backoff;
    private final Outcome outcome;
    private volatile Timers.@Nullable Cancellable pending;
    private volatile boolean closed;

    Renewal(DialSettings settings, CredentialStore store, Surroundings around, Outcome outcome) {
        this.admission = new GrpcAdmission(settings, around.clock());
        this.store = store;
        this.around = around;
        this.backoff = new Backoff(settings.backoff(), around.random());
        this.outcome = outcome;
    }

    /** In steps, because the timers' clock may stand still while the machine sleeps. */
    void watch(Credentials current) {
        Clock clock = around.clock();
        long due = Duration.between(clock.instant(), current.renewAt()).toMillis();
        long sleep = Math.clamp(due, SHORTEST_SLEEP_MILLIS, LONGEST_SLEEP_MILLIS);
        later(
                sleep,
                () -> {
                    if (clock.instant().isBefore(current.renewAt())) {
                        watch(current);
                    } else {
                        renew(current);
                    }
                });
    }

    private void renew(Credentials current) {
        try {
            Credentials fresh = admission.renew(current);
            store.save(fresh);
            log.info("The certificate was renewed: {}", fresh);
            backoff.lived(Long.MAX_VALUE);
            watch(fresh);
            outcome.renewed.accept(fresh);
        } catch (KoinonException failed) {
            long delay =
                    switch (failed.code()) {
                        case NOT_ADMITTED -> backoff.slow();
                        default -> backoff.next();
                    };
            again(current, failed.text(), delay);
        } catch (RuntimeException broken) {
            // Whatever it was: a worker that stops renewing is lost.
            log.error("A renewal failed", broken);
            again(current, "internal error", backoff.next());
        }
    }

    private void again(Credentials current, String reason, long delay) {
        log.warn("The certificate could not be renewed: {}; again in {} ms", reason, delay);
        later(delay, () -> renew(current));
        outcome.failed.accept(new DialState.RenewalFailed(reason, delay));
    }

    private void later(long millis, Runnable task) {
        if (!closed) {
            pending =
                    around.timers()
                            .after(
                                    millis,
                                    () -> {
                                        if (!closed) {
                                            task.run();
                                        }
                                    });
        }
    }

    @Override
    public void close() {
        closed = true;
        Timers.Cancellable waiting = pending;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
