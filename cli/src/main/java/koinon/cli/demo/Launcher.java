package koinon.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import koinon.cli.home.DemoRecord;
import koinon.cli.home.ProcessRecord;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Starts the processes of a demo, each in a session of its own, so that neither Ctrl-C nor a closed
 * terminal reaches them, and notes each in the home before anything else happens.
 */
final class Launcher {
    private static final Duration JOIN = Duration.ofSeconds(60);

    private final DemoSettings settings;
    private final List<String> serverFlags;
    private final String classPath;
    private DemoRecord record;

    Launcher(DemoSettings settings, List<String> serverFlags, String classPath) {
        this.settings = settings;
        this.serverFlags = serverFlags;
        this.classPath = classPath;
        this.record = new DemoRecord(settings.url(), List.of());
    }

    synchronized DemoRecord record() {
        return record;
    }

    /** Starts the master. */
    Started master(Path home, int federationPort) {
        List<String> command = java(server("master", "-Xmx512m"), home);
        command.addAll(List.of("master", "start", "--home", home.toString()));
        command.addAll(List.of("--name", "Koinon demo", "--host", "127.0.0.1"));
        command.addAll(List.of("--port", String.valueOf(settings.port())));
        command.addAll(List.of("--federation-host", "localhost"));
        command.addAll(List.of("--federation-port", String.valueOf(federationPort)));
        return start("master", command, home.resolve("logs"));
    }

    /** Lets a worker redeem its invitation, which is handed over on the standard input. */
    void join(DemoWorker worker, String invitation) {
        List<String> command = java(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"), worker.home());
        command.addAll(List.of("worker", "join", "--home", worker.home().toString(), "-"));
        Path log = worker.logs().resolve("join.log");
        try {
            Files.createDirectories(worker.logs());
            Process process = process(command, log).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(invitation.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(JOIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(
                        worker.name() + " could not join within " + JOIN.toSeconds() + " s", log);
            }
            if (process.exitValue() != 0) {
                throw failed(worker.name() + " could not join", log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + worker.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    /** Starts a worker that has joined. */
    Started worker(DemoWorker worker) {
        List<String> command = java(server("worker", "-Xmx1g"), worker.home());
        command.addAll(List.of("worker", "start", "--home", worker.home().toString()));
        command.addAll(List.of("--data", worker.data().toString()));
        command.addAll(List.of("--policy", settings.policy(), "--loopback"));
        return start(worker.name(), command, worker.logs());
    }

    private Started start(String name, List<String> command, Path logs) {
        Path console = logs.resolve("console.log");
        try {
            Files.createDirectories(logs);
            Process process =
                    process(command, console).redirectInput(new File("/dev/null")).start();
            note(ProcessRecord.of(name, process.toHandle()));
            return new Started(name, process, logs);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private synchronized void note(ProcessRecord process) {
        record = record.with(process);
        record.write(settings.home());
    }

    private static ProcessBuilder process(List<String> command, Path output) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
    }

    private List<String> java(List<String> options, Path home) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(serverFlags);
        command.addAll(options);
        command.add("-Dlogback.configurationFile=koinon/cli/logback-server.xml");
        command.add("-Dkoinon.logs=" + home.resolve("logs"));
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-Dstderr.encoding=UTF-8");
        command.addAll(List.of("-cp", classPath, "koinon.cli.Koinon"));
        return command;
    }

    /** Options of a server: those of the environment, else a cache for a fast start and a heap. */
    private static List<String> server(String role, String heap) {
        String given = System.getenv("KOINON_" + role.toUpperCase(Locale.ROOT) + "_OPTS");
        List<String> options = new ArrayList<>();
        if (given != null && !given.isBlank()) {
            options.addAll(List.of(given.strip().split("\\s+", -1)));
        } else {
            options.add(heap);
        }
        Path cache = Path.of(System.getProperty("koinon.aot", ""), role + ".aot");
        if (Files.isRegularFile(cache)) {
            options.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        return options;
    }

    private static KoinonException failed(String what, Path log) {
        return new KoinonException(ErrorCode.INTERNAL, what + Started.tail(List.of(log)));
    }
}
