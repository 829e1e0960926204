package koinon.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.data.load.Version;
import koinon.model.metadata.file.MetadataFile;

/**
 * What the data folder held at one look; a question keeps the one it was asked of.
 *
 * @param models by id
 * @param datasets by id of their data model and by code
 */
record Snapshot(
        SortedMap<String, MetadataFile> models,
        SortedMap<String, SortedMap<String, Source>> datasets,
        List<FileReport> reports) {
    /** The file that publishes a dataset, and the version it has become. */
    record Source(Path file, Version version) {}

    static final Snapshot EMPTY = new Snapshot(new TreeMap<>(), new TreeMap<>(), List.of());

    Snapshot {
        reports = List.copyOf(reports);
    }

    boolean publishes(Path file) {
        return datasets.values().stream()
                .flatMap(byCode -> byCode.values().stream())
                .anyMatch(source -> source.file().equals(file));
    }

    /** Versions by dataset of a data model. */
    SortedMap<String, Version> versions(String dataModel) {
        SortedMap<String, Version> versions = new TreeMap<>();
        Optional.ofNullable(datasets.get(dataModel))
                .ifPresent(byCode ->
                        byCode.forEach((code, source) -> versions.put(code, source.version())));
        return versions;
    }
}
