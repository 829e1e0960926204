package koinon.testbed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import koinon.cli.home.DemoRecord;
import koinon.cli.home.ProcessRecord;

/**
 * A detached {@code koinon demo} with a home of its own; closing it is {@code demo stop}. Where the
 * tests end without closing it, its processes are killed.
 */
final class RunningDemo implements AutoCloseable {
    private static final Set<Path> HOMES = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().unstarted(() -> HOMES.forEach(RunningDemo::kill)));
    }

    private final Path home;
    private final int port;
    private final Program.Ended start;

    private RunningDemo(Path home, int port, Program.Ended start) {
        this.home = home;
        this.port = port;
        this.start = start;
    }

    /** Starts one and returns when it says that all workers are ready. */
    static RunningDemo start(String... options) {
        try {
            Path home = Files.createTempDirectory("koinon-demo");
            List<Integer> ports = Places.freePorts(2);
            List<String> words = new ArrayList<>(List.of("demo", "--home", home.toString()));
            words.addAll(List.of("--port", ports.getFirst().toString()));
            words.addAll(List.of("--federation-port", ports.getLast().toString()));
            words.addAll(List.of(options));
            words.add("--detach");
            HOMES.add(home);
            Program.Ended ended = Program.run(words.toArray(String[]::new));
            RunningDemo demo = new RunningDemo(home, ports.getFirst(), ended);
            if (ended.code() != 0) {
                demo.close();
                throw new AssertionError("the demo did not start: " + ended.text());
            }
            return demo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program.Ended startedWith() {
        return start;
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    Api api() {
        return new Api(port);
    }

    /** Process ids that the demo noted, the master first. */
    List<Long> pids() {
        return processes(home).map(ProcessRecord::pid).toList();
    }

    private static Stream<ProcessRecord> processes(Path home) {
        return DemoRecord.read(home).stream().flatMap(record -> record.processes().stream());
    }

    private static void kill(Path home) {
        processes(home)
                .flatMap(process -> process.living().stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A command about this demo. */
    Program.Ended command(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        return Program.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        Program.run("demo", "stop", "--home", home.toString());
        kill(home);
        HOMES.remove(home);
        Folder.delete(home);
    }
}
