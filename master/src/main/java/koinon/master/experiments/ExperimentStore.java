package koinon.master.experiments;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Durable records of experiments. A method that returns has written through to the disk. */
public interface ExperimentStore {
    void insert(Experiment experiment);

    /**
     * Marks an experiment as running and keeps the header of its rounds, with which it can be
     * resumed after a restart (blueprint D5: the same header brings back the same masked bytes).
     */
    void start(String id, byte[] header);

    /** The header, once started. */
    Optional<byte[]> header(String id);

    /** Ends an experiment once; later calls for the same id change nothing. */
    void finish(
            String id,
            Experiment.State state,
            Instant at,
            @Nullable String outcome,
            @Nullable Failure failure);

    Optional<Experiment> find(String id);

    List<Experiment> recent(int limit);

    /** Queued and running experiments, oldest first: what a restart takes up again. */
    List<Experiment> unfinished();
}
