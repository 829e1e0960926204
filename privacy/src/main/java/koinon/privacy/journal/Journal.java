package koinon.privacy.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/**
 * Append-only record of every answer, on the disk before it is sent (blueprint D5): a repeated
 * question is answered with the same bytes, and an occasion that was used once cannot be used for
 * another header. Several writers share one fsync. Layout: see {@link JournalRecord}.
 *
 * <p>After a crash the file is cut behind its last whole record. A broken record with a whole one
 * behind it is no torn write but damage: such a file is not opened, because what it has lost might
 * be answered twice. Not for two processes at once: the file is locked.
 *
 * <p>Uses {@link RandomAccessFile}, not a channel: interrupting a thread that waits for a channel
 * closes it for all others.
 */
public final class Journal implements AutoCloseable {
    private final RandomAccessFile file;
    private final Map<Key, Place> index = new HashMap<>();
    private final Object syncing = new Object();
    private long end;
    private long synced;
    private volatile boolean failed;

    private record Key(String experiment, int round) {}

    private record Place(byte[] digest, long position, int length) {}

    private Journal(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Opens or creates a journal.
     *
     * @throws KoinonException INVALID_CONFIGURATION when it is in use or damaged, OUT_OF_RESOURCES
     *     when it cannot be read or written
     */
    @SuppressWarnings("resource") // the journal owns the file
    public static Journal open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(file, path);
                Journal journal = new Journal(file);
                journal.recover(path);
                return journal;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "the journal " + path + " cannot be opened", e);
        }
    }

    private static void lock(RandomAccessFile file, Path path) throws IOException {
        boolean locked;
        try {
            locked = file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException _) {
            locked = false;
        }
        if (!locked) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "another process is using " + path + "; stop it first");
        }
    }

    private void recover(Path path) throws IOException {
        long size = file.length();
        for (ByteBuffer body = next(size); body != null; body = next(size)) {
            JournalRecord record = JournalRecord.read(body);
            remember(record, end + JournalRecord.HEAD);
            end += JournalRecord.HEAD + record.bodyLength();
        }
        if (JournalRecord.anyIn(file, end + 1, size)) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the journal " + path + " is damaged at byte " + end + "; restore a backup");
        }
        file.setLength(end);
        file.getFD().sync();
        synced = end;
    }

    /** Body of the record at the end of what has been read so far; null when there is none. */
    private @Nullable ByteBuffer next(long size) throws IOException {
        if (end + JournalRecord.HEAD > size) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(read(end, JournalRecord.HEAD));
        int length = head.getInt();
        int crc = head.getInt();
        if (!JournalRecord.possible(length) || end + JournalRecord.HEAD + length > size) {
            return null;
        }
        ByteBuffer body = ByteBuffer.wrap(read(end + JournalRecord.HEAD, length));
        return JournalRecord.whole(body, crc) ? body : null;
    }

    private void remember(JournalRecord record, long bodyPosition) {
        index.put(
                new Key(record.experiment(), record.round()),
                new Place(
                        record.digest(),
                        bodyPosition + record.payloadOffset(),
                        record.payloadLength()));
    }

    /**
     * The payload sent on an occasion before.
     *
     * @throws KoinonException REFUSED_BY_POLICY when the occasion was used for another header
     */
    public Optional<byte[]> find(String experiment, int round, byte[] headerDigest) {
        Place place;
        synchronized (this) {
            place = index.get(new Key(experiment, round));
        }
        return place == null ? Optional.empty() : Optional.of(payload(place, headerDigest));
    }

    private byte[] payload(Place place, byte[] headerDigest) {
        if (!MessageDigest.isEqual(place.digest, headerDigest)) {
            throw reused();
        }
        try {
            sync(place.position + place.length);
            return read(place.position, place.length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Records a payload and returns once it is on the disk. Where the occasion has been used in the
     * meantime, what stands there is returned instead of the new payload.
     *
     * @throws KoinonException OUT_OF_RESOURCES when it cannot be written (nothing may be sent
     *     then), REFUSED_BY_POLICY when the occasion was used for another header
     */
    public byte[] record(String experiment, int round, byte[] headerDigest, byte[] payload) {
        JournalRecord record = new JournalRecord(experiment, round, headerDigest, payload.length);
        byte[] bytes = record.encode(payload);
        Place before;
        synchronized (this) {
            // Nothing in here waits for a sync: whoever syncs needs this lock.
            before = index.get(new Key(experiment, round));
            if (before == null) {
                append(record, bytes);
            }
        }
        if (before != null) {
            return payload(before, headerDigest);
        }
        try {
            sync(end());
        } catch (IOException e) {
            throw failed(e);
        }
        return payload;
    }

    private synchronized long end() {
        return end;
    }

    private synchronized void append(JournalRecord record, byte[] bytes) {
        try {
            file.seek(end);
            file.write(bytes);
        } catch (IOException e) {
            cutBack();
            throw failed(e);
        }
        remember(record, end + JournalRecord.HEAD);
        end += bytes.length;
    }

    /** After a failed write: what stands behind the last whole record must not look like one. */
    private void cutBack() {
        try {
            file.setLength(end);
        } catch (IOException _) {
            // The checksum of the torn record protects the next start.
        }
    }

    /** Returns when everything before a position is on the disk; one caller syncs for all. */
    private void sync(long position) throws IOException {
        synchronized (syncing) {
            if (failed) {
                throw new IOException("an earlier write to the journal was lost");
            }
            if (synced >= position) {
                return;
            }
            long covered = end();
            try {
                file.getFD().sync();
            } catch (IOException e) {
                // The kernel reports a lost page once; a second sync would pretend success.
                failed = true;
                throw e;
            }
            synced = covered;
        }
    }

    private synchronized byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    private static KoinonException reused() {
        return new KoinonException(
                ErrorCode.REFUSED_BY_POLICY,
                "this round of this experiment was answered for another roster or question");
    }

    private static KoinonException failed(IOException e) {
        return new KoinonException(
                ErrorCode.OUT_OF_RESOURCES,
                "the journal cannot be written, so nothing is sent; is the disk full?",
                e);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
