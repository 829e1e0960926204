package koinon.master.federation;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order in which they came, on another executor: state that
 * only such tasks touch needs no lock. A task that fails is logged and does not stop the others.
 */
final class Loop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final Executor executor;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    Loop(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        for (Runnable task = poll(); task != null; task = poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task of the loop failed", e);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Runnable poll() {
        synchronized (tasks) {
            Runnable next = tasks.poll();
            running = next != null;
            return next;
        }
    }
}
