package koinon.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** A process that was started just now. */
record Started(String name, Process process, Path logs) {
    private static final int LINES = 15;
    private static final long LARGEST = 1 << 20;

    /**
     * Checks that it still runs.
     *
     * @throws KoinonException with the end of its log
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw failed("ended with code " + process.exitValue());
        }
    }

    KoinonException failed(String what) {
        List<Path> files = List.of(logs.resolve("koinon.log"), logs.resolve("console.log"));
        return new KoinonException(ErrorCode.INTERNAL, name + " " + what + tail(files));
    }

    /** The end of each file, for a message; says so where there is nothing. */
    static String tail(List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try {
                if (Files.isRegularFile(file) && Files.size(file) > 0) {
                    text.append("; the end of ").append(file).append(':');
                    lines(file).forEach(line -> text.append("\n  ").append(Terminal.clean(line)));
                    text.append('\n');
                }
            } catch (IOException e) {
                text.append("; ").append(file).append(" cannot be read");
            }
        }
        return text.isEmpty() ? "; it left no log" : text.toString().stripTrailing();
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.max(0, Files.size(file) - LARGEST));
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = text.strip().lines().toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        }
    }
}
