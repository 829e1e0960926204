package koinon.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs, each with a deadline. */
final class Commands {
    private static final long MINUTES = 60;

    private Commands() {}

    /** The output of a program that has to succeed; its errors go to ours. */
    static String output(List<String> command, Map<String, String> environment) {
        return output(command, environment, ProcessBuilder.Redirect.INHERIT);
    }

    private static String output(
            List<String> command, Map<String, String> environment, ProcessBuilder.Redirect errors) {
        try {
            Path output = Files.createTempFile("koinon-bench", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command)
                                .redirectOutput(output.toFile())
                                .redirectError(errors);
                builder.environment().putAll(environment);
                finish(command, builder.start());
                return Files.readString(output, StandardCharsets.UTF_8);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        }
    }

    private static void finish(List<String> command, Process process) {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " took over " + MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }

    /** The first line that a program says, where there is such a program. */
    static Optional<String> firstLine(String... command) {
        try {
            return output(List.of(command), Map.of(), ProcessBuilder.Redirect.DISCARD)
                    .lines()
                    .findFirst();
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** A Python that knows scikit-learn: that of KOINON_PYTHON, the system's, or any. */
    static Optional<String> python() {
        return List.of(
                        Optional.ofNullable(System.getenv("KOINON_PYTHON")).orElse("python3"),
                        "/usr/bin/python3")
                .stream()
                .filter(python -> firstLine(python, "-c", "import sklearn; print(1)").isPresent())
                .findFirst();
    }
}
