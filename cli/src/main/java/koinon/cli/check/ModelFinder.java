package koinon.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import koinon.cli.command.Misuse;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataReader;

/**
 * Finds the document of a data model: beside the file, else in the folders of data below a home
 * (the MIP layout: {@code <model>_v_<version>/CDEsMetadata.json}).
 */
final class ModelFinder {
    private static final int DEPTH = 5;

    private ModelFinder() {}

    static DataModel find(Optional<String> id, Path file, Path home) {
        Path beside = file.resolveSibling(MetadataReader.FILE_NAME);
        if (Files.isRegularFile(beside)) {
            DataModel model = MetadataReader.read(beside).model();
            if (id.isEmpty() || id.get().equals(model.id())) {
                return model;
            }
        }
        if (id.isEmpty()) {
            throw new Misuse(
                    "no data model: name one with --metadata FILE or --data-model ID, or put "
                            + MetadataReader.FILE_NAME
                            + " beside the file");
        }
        return below(home, id.get())
                .orElseThrow(() ->
                        new Misuse(
                                "no data model '"
                                        + id.get()
                                        + "' beside the file or below "
                                        + home
                                        + "; name its document with --metadata FILE"));
    }

    private static Optional<DataModel> below(Path home, String id) {
        String folder = id.replace(":", "_v_").replace('.', '_');
        for (Path document : documents(home, folder)) {
            DataModel model = MetadataReader.read(document).model();
            if (model.id().equals(id)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }

    private static List<Path> documents(Path home, String folder) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(home, DEPTH)) {
            return paths.filter(path -> path.endsWith(folder))
                    .map(path -> path.resolve(MetadataReader.FILE_NAME))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + home, e);
        }
    }
}
