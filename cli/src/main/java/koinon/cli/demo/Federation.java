package koinon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import koinon.cli.api.Json;
import koinon.cli.api.MasterApi;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** The running processes of a demo, and waiting for what they are to become. */
final class Federation {
    private static final Duration MASTER_READY = Duration.ofSeconds(60);
    private static final Duration WORKERS_READY = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Launcher launcher;
    private final MasterApi api;
    private final Terminal terminal;
    private final List<Started> processes = new ArrayList<>();
    private final long begin = System.nanoTime();

    Federation(Launcher launcher, MasterApi api, Terminal terminal) {
        this.launcher = launcher;
        this.api = api;
        this.terminal = terminal;
    }

    /** Starts all and returns when every worker with files shows its datasets. */
    void start(Path masterHome, int federationPort, List<DemoWorker> workers) {
        Started master = launcher.master(masterHome, federationPort);
        processes.add(master);
        if (!await(MASTER_READY, this::masterReady)) {
            throw master.failed("is not ready after " + MASTER_READY.toSeconds() + " s");
        }
        tell("master is ready at " + api.url());
        for (DemoWorker worker : workers) {
            JsonNode answer = api.post("invitations", Json.object().put("name", worker.name()));
            launcher.join(worker, answer.path("invitation").asText());
            processes.add(launcher.worker(worker));
            tell(worker.name() + " has joined");
        }
        Set<String> ready = new HashSet<>();
        if (!await(WORKERS_READY, () -> workersReady(workers, ready))) {
            throw late(workers, ready);
        }
    }

    /** Stays while all processes run; one that ends is named, and the rest goes on. */
    int stay(BooleanSupplier stopping) {
        Set<Started> ended = new HashSet<>();
        while (!stopping.getAsBoolean() && ended.size() < processes.size()) {
            for (Started started : processes) {
                if (!started.process().isAlive()
                        && !stopping.getAsBoolean()
                        && ended.add(started)) {
                    terminal.error(started.name() + " has ended; its logs: " + started.logs());
                }
            }
            pause(PAUSE.multipliedBy(5));
        }
        return 1;
    }

    private boolean masterReady() {
        try {
            api.get("status");
            return true;
        } catch (KoinonException e) {
            if (e.code() == ErrorCode.SITE_UNREACHABLE) {
                return false;
            }
            throw e;
        }
    }

    private boolean workersReady(List<DemoWorker> workers, Set<String> ready) {
        JsonNode known = api.get("workers").path("workers");
        for (DemoWorker worker : workers) {
            for (JsonNode node : known) {
                boolean same = node.path("name").asText().equals(worker.name());
                boolean connected = node.path("state").asText().equals("connected");
                List<String> datasets = Json.texts(node.path("datasets"));
                boolean complete = worker.files() == 0 || !datasets.isEmpty();
                if (same && connected && complete && ready.add(worker.name())) {
                    tell(worker.name() + " is ready: " + shown(datasets));
                }
            }
        }
        return ready.size() == workers.size();
    }

    private static String shown(List<String> datasets) {
        return datasets.isEmpty()
                ? "no datasets, there were fewer files than workers"
                : Terminal.clean(String.join(", ", datasets));
    }

    private KoinonException late(List<DemoWorker> workers, Set<String> ready) {
        String missing =
                workers.stream()
                        .map(DemoWorker::name)
                        .filter(name -> !ready.contains(name))
                        .findFirst()
                        .orElse("a worker");
        return processes.stream()
                .filter(started -> started.name().equals(missing))
                .findFirst()
                .orElseThrow()
                .failed("shows no dataset after " + WORKERS_READY.toSeconds() + " s");
    }

    /** Asks until it is so; false when the time is over, a failure when a process has ended. */
    private boolean await(Duration time, BooleanSupplier question) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            processes.forEach(Started::requireAlive);
            if (question.getAsBoolean()) {
                return true;
            }
            pause(PAUSE);
        }
        return false;
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private void tell(String what) {
        double passed = (System.nanoTime() - begin) / 1e9;
        terminal.err(String.format(Locale.ROOT, "%5.1f s  %s", passed, what));
    }
}
