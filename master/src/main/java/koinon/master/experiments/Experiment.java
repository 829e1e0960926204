package koinon.master.experiments;

import java.time.Instant;
import koinon.model.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of one request to run an algorithm.
 *
 * @param id UUID
 * @param owner who asked; the fair queue takes turns between owners
 * @param outcome the native API's {@code result} as JSON text, once it succeeded
 * @param failure why it failed or was cancelled
 */
public record Experiment(
        String id,
        String owner,
        Request request,
        State state,
        Instant created,
        @Nullable Instant finished,
        Progress progress,
        @Nullable String outcome,
        @Nullable Failure failure) {

    /** Life of an experiment. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }
}
