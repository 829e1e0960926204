package koinon.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import koinon.cli.api.Events;
import koinon.cli.api.MasterApi;
import koinon.cli.home.DemoRecord;
import koinon.cli.home.ProcessRecord;

/** A federation of real processes, started and ended by {@code ./koinon demo}. */
final class RunningDemo implements AutoCloseable {
    private static final Map<String, String> BUILT = Map.of("KOINON_NO_BUILD", "1");

    private final Place place;
    private final Path home;
    private final MasterApi api;
    private final Map<String, ProcessHandle> anew = new HashMap<>();

    private RunningDemo(Place place, Path home) {
        this.place = place;
        this.home = home;
        this.api = new MasterApi("http://localhost:" + Place.PORT);
    }

    /** Starts one and returns when all workers are ready; without data it makes a cohort. */
    static RunningDemo start(Place place, int workers, Optional<Path> data) {
        RunningDemo demo = new RunningDemo(place, place.home().resolve("federation"));
        demo.command("stop", "--home", demo.home.toString());
        List<String> options = new ArrayList<>();
        options.addAll(List.of("--detach", "--policy", "validation"));
        options.addAll(List.of("--workers", String.valueOf(workers)));
        options.addAll(List.of("--port", String.valueOf(Place.PORT)));
        options.addAll(List.of("--home", demo.home.toString()));
        data.ifPresent(folder -> options.addAll(List.of("--data", folder.toString())));
        demo.command(options.toArray(String[]::new));
        return demo;
    }

    private void command(String... options) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(place.root().resolve("koinon").toString(), "demo"));
        command.addAll(List.of(options));
        Commands.output(command, BUILT).lines().forEach(place.say());
    }

    MasterApi api() {
        return api;
    }

    /** Runs an experiment to its end, which has to be a good one, and returns it. */
    JsonNode run(JsonNode request) {
        JsonNode accepted = api.post("experiments", request);
        JsonNode ended = Events.follow(api, accepted.path("id").asText(), _ -> {});
        if (!ended.path("state").asText().equals("succeeded")) {
            throw new IllegalStateException("not succeeded: " + ended.path("problem"));
        }
        return ended;
    }

    /** The master first, then the workers. */
    List<ProcessRecord> processes() {
        return DemoRecord.read(home).map(DemoRecord::processes).orElse(List.of());
    }

    private List<ProcessRecord> workers() {
        List<ProcessRecord> all = processes();
        return all.subList(Math.min(1, all.size()), all.size());
    }

    private ProcessHandle living(ProcessRecord worker) {
        return Optional.ofNullable(anew.get(worker.name()))
                .filter(ProcessHandle::isAlive)
                .or(worker::living)
                .orElseThrow();
    }

    /** The sizes of the workers' processes in MB, largest first. */
    List<Double> ofWorkers(String size) {
        return workers().stream()
                .map(worker -> Machine.megabytes(living(worker).pid(), size))
                .sorted((a, b) -> Double.compare(b, a))
                .toList();
    }

    /** Lets the peaks of the workers' sizes ({@code VmHWM}) begin anew. */
    void forgetPeaks() {
        workers().forEach(worker -> Machine.forgetPeak(living(worker).pid()));
    }

    double ofMaster(String size) {
        return Machine.megabytes(processes().getFirst().pid(), size);
    }

    /** Ends a worker and starts it anew as it was started; what is returned runs on its own. */
    Process startAnew(ProcessRecord worker) {
        ProcessHandle handle = living(worker);
        List<String> command = commandLine(handle);
        handle.destroy();
        Waiting.until("the worker ends", () -> !handle.isAlive());
        Waiting.until("the master misses it", () -> !connected(worker.name()));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("anew.log").toFile())
                            .start();
            anew.put(worker.name(), process.toHandle());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + worker.name(), e);
        }
    }

    /** Starts all workers anew, their data known, and returns when all are ready. */
    void startAllAnew() {
        workers().forEach(this::startAnew);
        workers()
                .forEach(worker ->
                        Waiting.until(worker.name() + " is ready", () -> connected(worker.name())));
    }

    /** From the kernel, since the platform cuts long command lines. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            Path file = Path.of("/proc/" + process.pid() + "/cmdline");
            return List.of(java.nio.file.Files.readString(file).split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a command line", e);
        }
    }

    /** Whether a worker is connected and its datasets are known. */
    boolean connected(String name) {
        for (JsonNode worker : api.get("workers").path("workers")) {
            if (worker.path("name").asText().equals(name)) {
                return worker.path("state").asText().equals("connected")
                        && !worker.path("datasets").isEmpty();
            }
        }
        return false;
    }

    @Override
    public void close() {
        anew.values().forEach(ProcessHandle::destroy);
        command("stop", "--home", home.toString());
    }

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
