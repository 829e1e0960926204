package koinon.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimersTest {
    @Test
    void runsATaskAfterItsDelay() throws Exception {
        try (SystemTimers timers = new SystemTimers()) {
            long before = timers.nowMillis();
            CompletableFuture<Long> ran = new CompletableFuture<>();
            timers.after(20, () -> ran.complete(timers.nowMillis()));
            assertThat(ran.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(before + 19);
        }
    }

    @Test
    void leavesOutWhatIsCancelled() throws Exception {
        try (SystemTimers timers = new SystemTimers()) {
            List<String> ran = new CopyOnWriteArrayList<>();
            CompletableFuture<Boolean> later = new CompletableFuture<>();
            timers.after(5, () -> ran.add("cancelled")).cancel();
            timers.after(50, () -> later.complete(true));
            assertThat(later.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ran).isEmpty();
        }
    }

    @Test
    void isNotHeldUpByATaskThatWaitsOrFails() throws Exception {
        try (SystemTimers timers = new SystemTimers()) {
            CompletableFuture<Boolean> release = new CompletableFuture<>();
            CompletableFuture<Boolean> second = new CompletableFuture<>();
            timers.after(0, release::join);
            timers.after(
                    1,
                    () -> {
                        throw new IllegalStateException("a test");
                    });
            timers.after(5, () -> second.complete(true));
            assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
            release.complete(true);
        }
    }

    @Test
    void dropsTasksAfterItsEnd() {
        SystemTimers timers = new SystemTimers();
        timers.close();
        timers.after(0, () -> {}).cancel();
    }
}
