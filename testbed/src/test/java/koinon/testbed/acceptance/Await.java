package koinon.testbed.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what another process does: asked again and again, until it is so or time is over. */
final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /** Returns when the answer is yes; fails, saying what did not happen, when time is over. */
    static void until(String what, Duration patience, BooleanSupplier question) {
        value(what, patience, () -> question.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** The first value there is; fails when there is none in time. */
    static <T> T value(String what, Duration patience, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting for " + what);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not happen within " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
