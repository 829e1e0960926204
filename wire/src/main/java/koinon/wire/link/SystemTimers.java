package koinon.wire.link;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers on the machine's monotonic clock. Each task runs on a virtual thread of its own, so that a
 * slow one delays no other; a task that fails is logged.
 */
public final class SystemTimers implements Timers, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SystemTimers.class);

    private final long originNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("timers").daemon().factory());

    public SystemTimers() {
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // After close a late task is dropped, not an error for whoever schedules it.
        scheduler.setRejectedExecutionHandler((task, executor) -> {});
    }

    @Override
    public long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - originNanos);
    }

    @Override
    public Cancellable after(long delayMillis, Runnable task) {
        Future<?> pending =
                scheduler.schedule(
                        () -> Thread.startVirtualThread(() -> run(task)),
                        Math.max(0, delayMillis),
                        TimeUnit.MILLISECONDS);
        return () -> pending.cancel(false);
    }

    /** Drops the tasks that wait. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("A delayed task failed", failure);
        }
    }
}
