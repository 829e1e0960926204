package koinon.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of this process as a folder of its own below the home: a build in the middle of a demo
 * rewrites the jars it was started from, which would break it. Jars of releases never change and
 * are linked, ours are copied.
 */
final class ClassPath {
    private ClassPath() {}

    /** Fills the folder and returns the class path that means it. */
    static String keep(Path folder) {
        List<Path> entries =
                Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .map(Path::toAbsolutePath)
                        .toList();
        if (entries.isEmpty() || entries.stream().anyMatch(Files::isDirectory)) {
            return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
        }
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
            for (Path entry : entries) {
                keep(entry, folder.resolve(entry.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + folder, e);
        }
        return entries.stream()
                .map(entry -> folder.resolve(entry.getFileName()).toString())
                .sorted()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void keep(Path jar, Path kept) throws IOException {
        if (!jar.toString().contains("-SNAPSHOT")) {
            try {
                Files.createLink(kept, jar);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // Another file system: a copy does as well.
                Files.deleteIfExists(kept);
            }
        }
        // With its time: a cache for a fast start knows the jars by size and time.
        Files.copy(jar, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
