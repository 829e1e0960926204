package koinon.testbed.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.ExperimentStore;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Progress;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/** Keeps experiments as the real stores do, over crashes of the master; may be full for a time. */
final class MemoryExperimentStore implements ExperimentStore {
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final Map<String, byte[]> headers = new LinkedHashMap<>();
    private boolean full;

    void full(boolean now) {
        full = now;
    }

    @Override
    public void insert(Experiment experiment) {
        write();
        experiments.put(experiment.id(), experiment);
    }

    @Override
    public void start(String id, byte[] header) {
        write();
        Experiment e = experiments.get(id);
        if (e != null && e.state() == Experiment.State.QUEUED) {
            headers.put(id, header.clone());
            put(e, Experiment.State.RUNNING, null, null, null);
        }
    }

    @Override
    public Optional<byte[]> header(String id) {
        return Optional.ofNullable(headers.get(id)).map(byte[]::clone);
    }

    @Override
    public void finish(
            String id,
            Experiment.State state,
            Instant at,
            @Nullable String outcome,
            @Nullable Failure failure) {
        write();
        Experiment e = experiments.get(id);
        if (e != null && !e.state().ended()) {
            put(e, state, at, outcome, failure);
        }
    }

    private void put(
            Experiment e,
            Experiment.State state,
            @Nullable Instant at,
            @Nullable String outcome,
            @Nullable Failure failure) {
        experiments.put(
                e.id(),
                new Experiment(
                        e.id(),
                        e.owner(),
                        e.request(),
                        state,
                        e.created(),
                        at,
                        Progress.NONE,
                        outcome,
                        failure));
    }

    private void write() {
        if (full) {
            throw new KoinonException(ErrorCode.OUT_OF_RESOURCES, "the disk is full");
        }
    }

    @Override
    public Optional<Experiment> find(String id) {
        return Optional.ofNullable(experiments.get(id));
    }

    @Override
    public List<Experiment> recent(int limit) {
        return experiments.values().stream()
                .sorted(Comparator.comparing(Experiment::created).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Experiment> unfinished() {
        return experiments.values().stream().filter(e -> !e.state().ended()).toList();
    }
}
