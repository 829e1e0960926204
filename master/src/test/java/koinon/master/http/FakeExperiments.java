package koinon.master.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiment.State;
import koinon.master.experiments.Experiments;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Progress;
import koinon.master.json.OutcomeJson;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Request;
import koinon.model.spec.RequestValidator;
import koinon.model.spec.Specification;
import org.jspecify.annotations.Nullable;

/** Experiments in memory that end when the test says so, or at once with prepared outcomes. */
public final class FakeExperiments implements Experiments {
    private final Members members;
    private final List<Specification> specifications;
    private final Map<String, Experiment> byId = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
    private final Map<String, List<Consumer<Experiment>>> watchers = new LinkedHashMap<>();
    private final Deque<Object> prepared = new ArrayDeque<>();
    private boolean full;

    public FakeExperiments(Members members, List<Specification> specifications) {
        this.members = members;
        this.specifications = specifications;
    }

    /** What the next submitted experiment ends with at once. */
    public synchronized void prepare(Outcome outcome) {
        prepared.add(outcome);
    }

    /** How the next submitted experiment fails at once. */
    public synchronized void prepare(KoinonException failure) {
        prepared.add(failure);
    }

    public synchronized void fill() {
        full = true;
    }

    @Override
    public synchronized Ticket submit(String owner, Request request) {
        if (full) {
            throw new KoinonException(ErrorCode.TOO_MANY_EXPERIMENTS, "the queue is full");
        }
        Experiment experiment =
                new Experiment(
                        UUID.randomUUID().toString(),
                        owner,
                        validate(request),
                        State.QUEUED,
                        Instant.now(),
                        null,
                        Progress.NONE,
                        null,
                        null);
        byId.put(experiment.id(), experiment);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        outcomes.put(experiment.id(), outcome);
        switch (prepared.poll()) {
            case Outcome ready -> succeed(experiment.id(), ready);
            case KoinonException failure -> fail(experiment.id(), failure);
            case null, default -> {}
        }
        return new Ticket(experiment, outcome);
    }

    private Request validate(Request request) {
        Catalogue catalogue = members.catalogue();
        Specification specification =
                specifications.stream()
                        .filter(s -> s.name().equals(request.algorithm()))
                        .findFirst()
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.UNKNOWN_ALGORITHM, "no algorithm of that name"));
        Set<String> datasets =
                catalogue.datasets(request.dataModel()).stream()
                        .map(Catalogue.Dataset::code)
                        .collect(Collectors.toSet());
        return RequestValidator.validate(
                specification,
                catalogue
                        .dataModel(request.dataModel())
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.UNKNOWN_DATA_MODEL, "no data model of that id")),
                datasets,
                request);
    }

    public void progress(String id, Progress progress) {
        change(id, new End(State.RUNNING, progress, null, null));
    }

    public void succeed(String id, Outcome outcome) {
        change(id, new End(State.SUCCEEDED, Progress.NONE, OutcomeJson.write(outcome), null));
        outcome(id).complete(outcome);
    }

    public void fail(String id, KoinonException failure) {
        change(id, new End(State.FAILED, Progress.NONE, null, Failure.of(failure)));
        outcome(id).completeExceptionally(failure);
    }

    private record End(
            State state, Progress progress, @Nullable String outcome, @Nullable Failure failure) {}

    private synchronized CompletableFuture<Outcome> outcome(String id) {
        return outcomes.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    private synchronized void change(String id, End end) {
        Experiment old = byId.get(id);
        if (old == null) {
            throw new IllegalArgumentException("unknown " + id);
        }
        Experiment changed =
                new Experiment(
                        id,
                        old.owner(),
                        old.request(),
                        end.state(),
                        old.created(),
                        end.state().ended() ? Instant.now() : null,
                        end.progress(),
                        end.outcome(),
                        end.failure());
        byId.put(id, changed);
        watchers.getOrDefault(id, List.of()).forEach(watcher -> watcher.accept(changed));
    }

    @Override
    public synchronized Optional<Experiment> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized List<Experiment> recent(int limit) {
        return List.copyOf(byId.values()).reversed().stream().limit(limit).toList();
    }

    @Override
    public boolean cancel(String id) {
        if (find(id).filter(e -> !e.state().ended()).isEmpty()) {
            return false;
        }
        Failure failure = new Failure(ErrorCode.CANCELLED, "cancelled");
        change(id, new End(State.CANCELLED, Progress.NONE, null, failure));
        return true;
    }

    @Override
    public synchronized Subscription watch(String id, Consumer<Experiment> watcher) {
        List<Consumer<Experiment>> all =
                watchers.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>());
        all.add(watcher);
        find(id).ifPresent(watcher);
        return () -> all.remove(watcher);
    }

    public synchronized int watchers(String id) {
        return watchers.getOrDefault(id, List.of()).size();
    }
}
