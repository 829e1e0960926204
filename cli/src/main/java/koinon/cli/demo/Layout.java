package koinon.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Spreads a folder in the MIP layout over workers: of each data model, the CSV files in the order
 * of their names, file i to worker (i mod N)+1. Every worker gets the document of every data model.
 * Large files are linked, others copied. Not checked: what is in the files.
 */
final class Layout {
    private static final String METADATA = "CDEsMetadata.json";
    private static final long LARGE = 64L << 20;

    private Layout() {}

    /**
     * Writes the data folders of the workers.
     *
     * @param homes folder of the workers' homes
     * @param hospitals names of workers by dataset, for the synthetic cohort; else empty
     */
    static List<DemoWorker> spread(
            DemoSettings settings, Path homes, Map<String, String> hospitals) {
        List<Path> models = models(settings.data());
        if (models.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    settings.data()
                            + " holds no data model: expected folders such as dementia_v_0_1 with "
                            + METADATA
                            + " and CSV files");
        }
        List<DemoWorker> workers = new ArrayList<>();
        for (int worker = 0; worker < settings.workers(); worker++) {
            String name = name(worker, models, hospitals);
            Path home = homes.resolve(folder(name));
            int files = 0;
            for (Path model : models) {
                files += give(model, worker, settings.workers(), home.resolve("data"));
            }
            workers.add(new DemoWorker(name, home, files));
        }
        return workers;
    }

    private static String name(int worker, List<Path> models, Map<String, String> hospitals) {
        List<Path> files = files(models.getFirst());
        String dataset =
                worker < files.size() ? name(files.get(worker)).replaceFirst("\\.csv$", "") : "";
        return hospitals.getOrDefault(dataset, "Hospital " + (worker + 1));
    }

    private static String folder(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static int give(Path model, int worker, int workers, Path data) {
        try {
            Path folder = Files.createDirectories(data.resolve(name(model)));
            Files.copy(model.resolve(METADATA), folder.resolve(METADATA));
            List<Path> files = files(model);
            int given = 0;
            for (int i = worker; i < files.size(); i += workers) {
                give(files.get(i), folder.resolve(name(files.get(i))));
                given++;
            }
            return given;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + model, e);
        }
    }

    private static void give(Path file, Path target) throws IOException {
        if (Files.size(file) > LARGE) {
            Files.createSymbolicLink(target, file.toRealPath());
        } else {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static List<Path> models(Path data) {
        return listed(data).stream().filter(p -> Files.isRegularFile(p.resolve(METADATA))).toList();
    }

    private static List<Path> files(Path model) {
        return listed(model).stream()
                .filter(path -> name(path).endsWith(".csv") && Files.isRegularFile(path))
                .toList();
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
