package koinon.wire.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/**
 * Files that only their owner may read (mode 600, folders 700), replaced as a whole or not at all:
 * written beside, forced to disk, renamed. Reading refuses a file that others can read, and one
 * longer than 1 MB.
 */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");
    private static final long LONGEST = 1 << 20;

    private PrivateFiles() {}

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    }

    static Path temporaryFolderBeside(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        Path beside = parent == null ? folder.toAbsolutePath() : parent;
        Files.createDirectories(beside);
        return Files.createTempDirectory(
                beside, ".creating-", PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    }

    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path temporary =
                Files.createTempFile(
                        folder,
                        ".writing-",
                        null,
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(folder);
    }

    static String read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw refused(file, "is longer than 1 MB");
        }
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (OTHERS.contains(permission)) {
                throw refused(file, "can be read by others; run: chmod 600 " + file);
            }
        }
        return Files.readString(file);
    }

    /** Makes the names in a folder survive a loss of power. */
    static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static KoinonException failed(String what, Path where, IOException cause) {
        return new KoinonException(
                ErrorCode.OUT_OF_RESOURCES,
                what + " " + where + " failed: " + cause.getClass().getSimpleName(),
                cause);
    }

    private static KoinonException refused(Path file, String why) {
        return new KoinonException(ErrorCode.INVALID_CONFIGURATION, file + " " + why);
    }
}
