package koinon.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/** Folders of a demo. Each carries a mark, so that nothing else is ever deleted. */
final class Folders {
    private static final String MARK = ".demo";

    private Folders() {}

    /**
     * Empties a folder that an earlier demo made, or makes it.
     *
     * @throws KoinonException when it is there and no demo made it
     */
    static void renew(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MARK)) && !empty(folder)) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    folder + " was not made by a demo and is left alone; choose another --home");
        }
        delete(folder);
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARK));
    }

    private static boolean empty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Deletes a folder with all that is in it, links themselves and not what they lead to. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
