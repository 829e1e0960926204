package koinon.testbed.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process of the {@code koinon} command, started from the class path of the tests. Whatever
 * happens to the tests, the processes end with their Java machine.
 */
final class Program implements AutoCloseable {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
    private static final Duration ENDING = Duration.ofSeconds(20);
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> LIVING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** What a command that has ended left behind. */
    record Ended(int code, String out, String err) {
        String text() {
            return "exit code " + code + "\n" + out + err;
        }
    }

    /** Starts a server; what it prints goes to a file, behind what is there. */
    static Program serve(Path log, String heap, List<String> words) {
        List<String> options = new ArrayList<>(serverFlags());
        options.addAll(List.of(heap, "-Dlogback.configurationFile=koinon/cli/logback-server.xml"));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command(options, words))
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            return new Program(living(builder.start()), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + words, e);
        }
    }

    /** Runs a command to its end. */
    static Ended run(String... words) {
        return runWith("", words);
    }

    /** Runs a command to its end with something on its standard input. */
    static Ended runWith(String input, String... words) {
        try {
            Path out = Files.createTempFile("koinon-out", ".txt");
            Path err = Files.createTempFile("koinon-err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    command(
                                            List.of(
                                                    "-XX:TieredStopAtLevel=1",
                                                    "-Xmx256m",
                                                    "--enable-native-access=ALL-UNNAMED",
                                                    "--sun-misc-unsafe-memory-access=allow"),
                                            List.of(words)))
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().put("KOINON_MASTER_OPTS", "-Xmx256m");
            builder.environment().put("KOINON_WORKER_OPTS", "-Xmx384m");
            Process process = living(builder.start());
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            waitFor(process, LONGEST_RUN, List.of(words).toString());
            Ended ended =
                    new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + List.of(words), e);
        }
    }

    private static Process living(Process process) {
        LIVING.add(process);
        process.onExit().thenAccept(LIVING::remove);
        return process;
    }

    private static List<String> command(List<String> options, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), "koinon.cli.Koinon"));
        command.addAll(words);
        return command;
    }

    /** That of the tests, also where the build hides it behind a jar that only points to it. */
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private static List<String> serverFlags() {
        try (InputStream in = Program.class.getResourceAsStream("/koinon/cli/build.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return List.of(properties.getProperty("jvm").split(" ", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return Places.read(log);
    }

    /** Waits for its own end. */
    int ended(Duration patience) {
        waitFor(process, patience, "the process of " + log);
        return process.exitValue();
    }

    /** SIGKILL, also to one that is suspended. */
    void kill() {
        process.destroyForcibly();
        waitFor(process, ENDING, "a killed process");
    }

    /** SIGSTOP: it lives, holds its connections, and does nothing. */
    void suspend() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(pid())).start();
            waitFor(kill, ENDING, "kill " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, as an operator would, and kills it where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(Process process, Duration patience, String what) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(what + " did not end within " + patience);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }
}
