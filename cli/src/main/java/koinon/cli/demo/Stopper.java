package koinon.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import koinon.cli.home.DemoRecord;
import koinon.cli.home.ProcessRecord;
import koinon.cli.terminal.Terminal;

/**
 * Ends what a demo started, and nothing else: workers first, the master last. Each is asked to end
 * and, where it does not within {@link #PATIENCE}, killed.
 */
final class Stopper {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Terminal terminal;

    Stopper(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Ends the processes of a record and forgets it. Returns how many still lived. */
    int stop(Path home, DemoRecord record) {
        List<ProcessRecord> living =
                record.processes().reversed().stream()
                        .filter(process -> process.living().isPresent())
                        .toList();
        living.forEach(process -> process.living().ifPresent(ProcessHandle::destroy));
        living.forEach(this::await);
        DemoRecord.delete(home);
        return living.size();
    }

    private void await(ProcessRecord process) {
        Optional<ProcessHandle> handle = process.living();
        if (handle.isPresent() && !ended(handle.get())) {
            handle.get().destroyForcibly();
            ended(handle.get());
            terminal.err(process.name() + " did not end in time and was killed");
        }
    }

    private static boolean ended(ProcessHandle handle) {
        try {
            handle.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
