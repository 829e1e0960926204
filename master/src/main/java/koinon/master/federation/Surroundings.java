package koinon.master.federation;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Progress;
import koinon.model.KoinonException;
import koinon.wire.link.Timers.Cancellable;

/** What a drive needs of the federation. */
interface Surroundings {
    Limits limits();

    /** Milliseconds since an origin of its own. */
    long now();

    Optional<Session> session(String workerId);

    String name(String workerId);

    Cancellable after(long millis, Runnable onLoop);

    /** Runs work elsewhere and comes back to the loop with its result or failure. */
    <T> void aside(Callable<T> work, Consumer<T> onLoop, Consumer<KoinonException> failed);

    void started(String experiment, byte[] header);

    /** A round is complete. */
    void roundTook(String algorithm, long millis);

    void progress(String experiment, Progress progress);

    void succeeded(String experiment, Outcome outcome);

    void failed(String experiment, Failure failure);
}
