package koinon.master.experiments;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import koinon.model.request.Request;

/**
 * The service behind every surface: submit, look, watch, cancel. Thread-safe, never blocks long.
 */
public interface Experiments {
    /**
     * Validates, stores durably and queues a request.
     *
     * @param owner for the fair queue
     * @throws koinon.model.KoinonException with blame ANALYST when the request cannot be run, or
     *     TOO_MANY_EXPERIMENTS when the queue is full
     */
    Ticket submit(String owner, Request request);

    Optional<Experiment> find(String id);

    /** Newest first. */
    List<Experiment> recent(int limit);

    /** False when unknown or already ended. */
    boolean cancel(String id);

    /**
     * Calls the watcher with the present state and after every change, until the experiment has
     * ended or the subscription is closed. Calls for one watcher never overlap.
     */
    Subscription watch(String id, Consumer<Experiment> watcher);

    /** How busy the service is; implementations that count override this. */
    default Load load() {
        List<Experiment> all = recent(Integer.MAX_VALUE);
        return new Load(
                (int) all.stream().filter(e -> e.state() == Experiment.State.RUNNING).count(),
                (int) all.stream().filter(e -> e.state() == Experiment.State.QUEUED).count());
    }

    /** Experiments that have not ended. */
    record Load(int running, int queued) {}

    /**
     * A submitted experiment.
     *
     * @param outcome completes with the typed outcome, or exceptionally with a KoinonException;
     *     cancelling this future does not cancel the experiment
     */
    record Ticket(Experiment experiment, CompletableFuture<Outcome> outcome) {}

    /** Ends the watching; idempotent. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
