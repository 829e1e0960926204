package koinon.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import koinon.data.check.CheckReport;
import koinon.data.check.Findings;
import koinon.data.check.ProblemCode;
import koinon.data.load.Importer;
import koinon.data.load.Version;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.file.MetadataFile;
import koinon.model.metadata.file.MetadataReader;

/**
 * One look at the data folder: reads every data model, imports every CSV beside it, in the order of
 * names. What is wrong with one file never hinders another. Of two files with the same dataset the
 * one that was published before stays, else the first; the other is refused.
 */
final class Scan {
    private static final int MAX_FILES = 10_000;

    private final Importer importer;
    private final Snapshot before;
    private final SortedMap<String, MetadataFile> models = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Snapshot.Source>> datasets = new TreeMap<>();
    private final List<FileReport> reports = new ArrayList<>();

    Scan(Importer importer, Snapshot before) {
        this.importer = importer;
        this.before = before;
    }

    Snapshot run(Path folder) {
        for (Path inner : list(folder)) {
            Path metadata = inner.resolve(MetadataReader.FILE_NAME);
            if (Files.isRegularFile(metadata)) {
                dataModel(inner, metadata);
            }
        }
        return new Snapshot(models, datasets, reports);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> !file.getFileName().toString().startsWith("."))
                            .limit(MAX_FILES + 1L)
                            .sorted()
                            .toList();
            if (found.size() > MAX_FILES) {
                throw new KoinonException(
                        ErrorCode.INVALID_DATA,
                        "the folder " + folder + " holds more than " + MAX_FILES + " files");
            }
            return found;
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_DATA, "the folder " + folder + " cannot be read", e);
        }
    }

    private void dataModel(Path folder, Path file) {
        MetadataFile metadata;
        try {
            metadata = MetadataReader.read(file);
        } catch (KoinonException e) {
            refuse(file, "", ProblemCode.INVALID_METADATA, e.text());
            return;
        }
        String id = metadata.model().id();
        MetadataFile other = models.putIfAbsent(id, metadata);
        if (other != null && !other.model().equals(metadata.model())) {
            refuse(
                    file,
                    id,
                    ProblemCode.INVALID_METADATA,
                    "another folder holds a different data model " + id);
            return;
        }
        try {
            List<Path> files = list(folder);
            files.stream()
                    .filter(Scan::csv)
                    .sorted(this::knownFirst)
                    .forEach(csv -> load(csv, metadata));
        } catch (KoinonException e) {
            refuse(folder, id, ProblemCode.UNREADABLE, e.text());
        }
    }

    private static boolean csv(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") && Files.isRegularFile(file);
    }

    private int knownFirst(Path one, Path other) {
        int known = Boolean.compare(before.publishes(other), before.publishes(one));
        return known != 0 ? known : one.compareTo(other);
    }

    private void load(Path file, MetadataFile metadata) {
        String id = metadata.model().id();
        try {
            switch (importer.run(file.toAbsolutePath(), metadata.model())) {
                case Importer.Outcome.Imported(Version version) -> publish(file, id, version);
                case Importer.Outcome.Refused(CheckReport report) ->
                        reports.add(new FileReport(file, id, false, List.of(), report));
            }
        } catch (KoinonException e) {
            refuse(file, id, ProblemCode.OUT_OF_RESOURCES, e.text());
        }
    }

    private void publish(Path file, String id, Version version) {
        Map<String, Snapshot.Source> known = datasets.computeIfAbsent(id, key -> new TreeMap<>());
        for (String dataset : version.datasets().keySet()) {
            Snapshot.Source holder = known.get(dataset);
            if (holder != null) {
                refuse(
                        file,
                        id,
                        ProblemCode.DUPLICATE_DATASET,
                        "dataset '"
                                + dataset
                                + "' is in "
                                + holder.file().getFileName()
                                + " already");
                return;
            }
        }
        List<String> codes = List.copyOf(version.datasets().keySet());
        codes.forEach(code -> known.put(code, new Snapshot.Source(file, version)));
        reports.add(new FileReport(file, id, true, codes, version.report()));
    }

    private void refuse(Path file, String id, ProblemCode code, String message) {
        Findings findings = new Findings(1);
        findings.add(0, "", code, message);
        reports.add(new FileReport(file, id, false, List.of(), findings.report(0)));
    }
}
