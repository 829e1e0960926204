package koinon.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koinon.cli.api.Json;

/**
 * What a demo has started: the file {@code demo.json} of its home, written after every start and
 * before waiting for anything, so that whatever runs can be stopped.
 *
 * @param url of the master's API
 * @param processes in the order they were started, the master first
 */
public record DemoRecord(String url, List<ProcessRecord> processes) {
    private static final String FILE = "demo.json";

    public DemoRecord {
        processes = List.copyOf(processes);
    }

    public DemoRecord with(ProcessRecord process) {
        List<ProcessRecord> all = new ArrayList<>(processes);
        all.add(process);
        return new DemoRecord(url, all);
    }

    public boolean running() {
        return processes.stream().anyMatch(process -> process.living().isPresent());
    }

    /** That of a home, where there is one that can be read. */
    public static Optional<DemoRecord> read(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.written(Files.readString(file), file.toString());
            List<ProcessRecord> processes = new ArrayList<>();
            for (JsonNode node : json.path("processes")) {
                processes.add(
                        new ProcessRecord(
                                node.path("name").asText(),
                                node.path("pid").asLong(),
                                node.path("birth").asText()));
            }
            return Optional.of(new DemoRecord(json.path("url").asText(), processes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public void write(Path home) {
        ObjectNode json = Json.object().put("url", url);
        var list = json.putArray("processes");
        for (ProcessRecord process : processes) {
            list.addObject()
                    .put("name", process.name())
                    .put("pid", process.pid())
                    .put("birth", process.birth());
        }
        Path file = home.resolve(FILE);
        try {
            Path fresh = home.resolve(FILE + ".new");
            Files.writeString(fresh, Json.pretty(json) + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public static void delete(Path home) {
        try {
            Files.deleteIfExists(home.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + home.resolve(FILE), e);
        }
    }
}
