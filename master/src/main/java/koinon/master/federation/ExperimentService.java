package koinon.master.federation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.ExperimentStore;
import koinon.master.experiments.Experiments;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Progress;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Request;
import koinon.wire.link.Timers.Cancellable;
import koinon.wire.message.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Experiments from submission to their durable end. The record is on the disk before a submission
 * returns; a running one is resumed after a restart with the header it had.
 */
final class ExperimentService implements Experiments, Surroundings {
    private static final Logger log = LoggerFactory.getLogger(ExperimentService.class);

    private static final long STORE_RETRY_MILLIS = 5_000;

    private final Federation federation;
    private final ExperimentStore store;
    private final Federation.Environment environment;
    private final Watchers watchers;
    private final FairQueue<String> queue = new FairQueue<>();
    private final Map<String, Running> active = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private int running;

    /** An experiment that has not ended. */
    private static final class Running {
        private volatile Experiment experiment;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private Optional<Drive> drive = Optional.empty();
        private boolean admitted;
        private boolean ended;

        Running(Experiment experiment) {
            this.experiment = experiment;
        }
    }

    ExperimentService(
            Federation federation, ExperimentStore store, Federation.Environment environment) {
        this.federation = federation;
        this.store = store;
        this.environment = environment;
        this.watchers = new Watchers(environment.background());
    }

    @Override
    public Ticket submit(String owner, Request request) {
        Request validated = planner().validate(request);
        if (waiting.incrementAndGet() > environment.limits().queued()) {
            waiting.decrementAndGet();
            throw new KoinonException(
                    ErrorCode.TOO_MANY_EXPERIMENTS,
                    "there are "
                            + environment.limits().queued()
                            + " experiments waiting; try later");
        }
        Experiment experiment =
                new Experiment(
                        environment.ids().get(),
                        owner,
                        validated,
                        Experiment.State.QUEUED,
                        environment.clock().instant(),
                        null,
                        Progress.NONE,
                        null,
                        null);
        Running entry = new Running(experiment);
        active.put(experiment.id(), entry);
        try {
            store.insert(experiment);
        } catch (RuntimeException e) {
            active.remove(experiment.id());
            waiting.decrementAndGet();
            throw e;
        }
        federation.loop().execute(() -> enqueue(entry));
        return new Ticket(experiment, entry.outcome.copy());
    }

    private void enqueue(Running entry) {
        queue.add(entry.experiment.owner(), entry.experiment.id());
        admit();
    }

    /** Starts waiting experiments as long as there is room. */
    private void admit() {
        while (running < environment.limits().running()) {
            Optional<String> next = queue.next();
            if (next.isEmpty()) {
                return;
            }
            waiting.decrementAndGet();
            Running entry = active.get(next.get());
            if (entry != null && !entry.ended) {
                begin(entry, Optional.empty());
            }
        }
    }

    private void begin(Running entry, Optional<byte[]> header) {
        Experiment e = entry.experiment;
        entry.admitted = true;
        running++;
        update(entry, Experiment.State.RUNNING, Progress.NONE);
        try {
            Drive drive = new Drive(planner().plan(e, header.map(Header::parse)), this);
            entry.drive = Optional.of(drive);
            federation.add(e.id(), drive);
            header.ifPresentOrElse(drive::resume, drive::start);
        } catch (KoinonException refused) {
            failed(e.id(), Failure.of(refused));
        } catch (RuntimeException broken) {
            log.error("Experiment {} cannot be started", e.id(), broken);
            failed(e.id(), new Failure(ErrorCode.INTERNAL, "the experiment cannot be started"));
        }
    }

    private Planner planner() {
        return new Planner(federation.roll().catalogue(), environment.algorithms());
    }

    /** After a restart: what had a header goes on with it, the rest is queued again. */
    void resume() {
        for (Experiment e : store.unfinished()) {
            Running entry = new Running(e);
            if (active.putIfAbsent(e.id(), entry) != null) {
                continue; // submitted since the start, and on its way into the queue
            }
            Optional<byte[]> header = store.header(e.id());
            if (header.isPresent()) {
                begin(entry, header);
            } else {
                waiting.incrementAndGet();
                queue.add(e.owner(), e.id());
            }
        }
        admit();
    }

    private void update(Running entry, Experiment.State state, Progress progress) {
        Experiment e = entry.experiment;
        entry.experiment =
                new Experiment(
                        e.id(),
                        e.owner(),
                        e.request(),
                        state,
                        e.created(),
                        null,
                        progress,
                        null,
                        null);
        watchers.tell(entry.experiment);
    }

    @Override
    public Optional<Experiment> find(String id) {
        Running entry = active.get(id);
        return entry == null ? store.find(id) : Optional.of(entry.experiment);
    }

    @Override
    public List<Experiment> recent(int limit) {
        return store.recent(limit).stream()
                .map(e -> {
                    Running entry = active.get(e.id());
                    return entry == null ? e : entry.experiment;
                })
                .toList();
    }

    @Override
    public boolean cancel(String id) {
        Running entry = active.get(id);
        if (entry == null) {
            return false;
        }
        federation.loop().execute(() -> cancel(entry));
        return true;
    }

    private void cancel(Running entry) {
        if (queue.remove(entry.experiment.owner(), entry.experiment.id())) {
            waiting.decrementAndGet();
        }
        entry.drive.ifPresent(Drive::end);
        Failure failure = new Failure(ErrorCode.CANCELLED, "cancelled on request");
        ended(entry, Experiment.State.CANCELLED, Optional.empty(), Optional.of(failure));
    }

    @Override
    public Subscription watch(String id, Consumer<Experiment> watcher) {
        Experiment present =
                find(id).orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_EXPERIMENT, "there is no experiment of this id"));
        Subscription subscription = watchers.watch(present, watcher);
        // It may have ended between the look and the watch; whoever watches must hear of it.
        find(id).filter(e -> e.state().ended()).ifPresent(watchers::tell);
        return subscription;
    }

    @Override
    public Load load() {
        return new Load(active.size() - waiting.get(), waiting.get());
    }

    @Override
    public long now() {
        return environment.timers().nowMillis();
    }

    @Override
    public void roundTook(String algorithm, long millis) {
        environment.meter().roundTook(algorithm, Duration.ofMillis(millis));
    }

    @Override
    public Limits limits() {
        return environment.limits();
    }

    @Override
    public Optional<Session> session(String workerId) {
        return federation.roll().session(workerId);
    }

    @Override
    public String name(String workerId) {
        return federation.roll().name(workerId);
    }

    @Override
    public Cancellable after(long millis, Runnable onLoop) {
        return environment.timers().after(millis, () -> federation.loop().execute(onLoop));
    }

    @Override
    public <T> void aside(Callable<T> work, Consumer<T> onLoop, Consumer<KoinonException> failed) {
        environment
                .background()
                .execute(() -> {
                    try {
                        T result = work.call();
                        federation.loop().execute(() -> onLoop.accept(result));
                    } catch (KoinonException e) {
                        federation.loop().execute(() -> failed.accept(e));
                    } catch (Exception | Error e) {
                        // An experiment whose step ran out of memory must end, too.
                        log.error("A step of an experiment failed", e);
                        KoinonException shown =
                                new KoinonException(
                                        ErrorCode.INTERNAL, "a step failed; see the log");
                        federation.loop().execute(() -> failed.accept(shown));
                    }
                });
    }

    @Override
    public void started(String experiment, byte[] header) {
        Running entry = active.get(experiment);
        aside(
                () -> {
                    store.start(experiment, header);
                    return experiment;
                },
                _ -> {
                    if (entry != null) {
                        entry.drive.ifPresent(Drive::begin);
                    }
                },
                e -> failed(experiment, Failure.of(e)));
    }

    @Override
    public void progress(String experiment, Progress progress) {
        Running entry = active.get(experiment);
        if (entry != null && !entry.ended) {
            update(entry, Experiment.State.RUNNING, progress);
        }
    }

    @Override
    public void succeeded(String experiment, Outcome outcome) {
        Running entry = active.get(experiment);
        if (entry != null) {
            ended(entry, Experiment.State.SUCCEEDED, Optional.of(outcome), Optional.empty());
        }
    }

    @Override
    public void failed(String experiment, Failure failure) {
        Running entry = active.get(experiment);
        if (entry != null) {
            entry.drive.ifPresent(Drive::end);
            ended(entry, Experiment.State.FAILED, Optional.empty(), Optional.of(failure));
        }
    }

    private Optional<String> written(Experiment e, Outcome outcome) {
        try {
            return Optional.of(environment.json().apply(outcome));
        } catch (RuntimeException defect) {
            log.error("The result of experiment {} cannot be written", e.id(), defect);
            return Optional.empty();
        }
    }

    /** Ends once: durable first, then told. */
    private void ended(
            Running entry,
            Experiment.State state,
            Optional<Outcome> outcome,
            Optional<Failure> failure) {
        if (entry.ended) {
            return;
        }
        entry.ended = true;
        String id = entry.experiment.id();
        federation.remove(id);
        if (entry.admitted) {
            running--;
        }
        // Not here and now: experiments that fail at once would start each other ever deeper.
        federation.loop().execute(this::admit);
        environment.background().execute(() -> close(entry, state, outcome, failure));
    }

    private void close(
            Running entry,
            Experiment.State state,
            Optional<Outcome> outcome,
            Optional<Failure> failure) {
        Experiment e = entry.experiment;
        Instant now = environment.clock().instant();
        Optional<String> written = outcome.flatMap(o -> written(e, o));
        if (outcome.isPresent() && written.isEmpty()) {
            Failure unwritten =
                    new Failure(ErrorCode.INTERNAL, "the result cannot be written; see the log");
            close(entry, Experiment.State.FAILED, Optional.empty(), Optional.of(unwritten));
            return;
        }
        Experiment last =
                new Experiment(
                        e.id(),
                        e.owner(),
                        e.request(),
                        state,
                        e.created(),
                        now,
                        e.progress(),
                        written.orElse(null),
                        failure.orElse(null));
        try {
            store.finish(e.id(), state, now, last.outcome(), last.failure());
        } catch (RuntimeException full) {
            log.error("The end of experiment {} cannot be stored yet", e.id(), full);
            Runnable again = () -> close(entry, state, outcome, failure);
            environment
                    .timers()
                    .after(STORE_RETRY_MILLIS, () -> environment.background().execute(again));
            return;
        }
        entry.experiment = last;
        active.remove(e.id());
        watchers.tell(last);
        environment.meter().ended(e.request().algorithm(), state);
        outcome.ifPresent(entry.outcome::complete);
        failure.ifPresent(f -> entry.outcome.completeExceptionally(f.exception()));
    }
}
