package koinon.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page of results; each section lies between two marks and is replaced as a whole. */
final class Page {
    private final Path file;

    Page(Path file) {
        this.file = file;
    }

    void put(String name, List<String> section) {
        String begin = "<!-- begin " + name + " -->";
        String end = "<!-- end " + name + " -->";
        try {
            List<String> lines =
                    new ArrayList<>(
                            Files.exists(file)
                                    ? Files.readAllLines(file)
                                    : List.of("# Benchmarks"));
            int from = lines.indexOf(begin);
            int to = lines.indexOf(end);
            if (from < 0 || to < from) {
                lines.add("");
                from = lines.size();
                to = from - 1;
            }
            lines.subList(from, to + 1).clear();
            List<String> fresh = new ArrayList<>(List.of(begin));
            fresh.addAll(section);
            fresh.add(end);
            lines.addAll(from, fresh);
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
