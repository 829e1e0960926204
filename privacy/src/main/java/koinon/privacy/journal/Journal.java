package koinon.privacy.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Append-only record of every answer, on the disk before it is sent (blueprint D5): a repeated
 * question is answered with the same bytes, and an occasion that was used once cannot be used for
 * another header. Several writers share one fsync.
 *
 * <p>A record, big-endian:
 *
 * <pre>
 *   4  n, length of the body        4  CRC32C of the body
 *   2  length of experiment id      .  experiment id in UTF-8
 *   4  round                       32  SHA-256 of the header
 *   .  payload to the end
 * </pre>
 *
 * <p>After a crash the file is cut behind its last whole record. Not for two processes at once: the
 * file is locked.
 */
public final class Journal implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int DIGEST = 32;
    private static final int MAX_BODY = 256 << 20;

    private final FileChannel channel;
    private final Map<Key, Place> index = new HashMap<>();
    private final Object syncing = new Object();
    private long end;
    private long synced;

    private record Key(String experiment, int round) {}

    private record Place(byte[] digest, long position, int length) {}

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    public static Journal open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new KoinonException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "another process is using " + file + "; stop it first");
            }
            Journal journal = new Journal(channel);
            journal.recover();
            return journal;
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "the journal " + file + " cannot be opened", e);
        }
    }

    private void recover() throws IOException {
        long size = channel.size();
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        while (end + HEAD <= size) {
            read(head.clear(), end);
            int length = head.flip().getInt();
            int crc = head.getInt();
            if (length < 6 + DIGEST || length > MAX_BODY || end + HEAD + length > size) {
                break;
            }
            ByteBuffer body = ByteBuffer.allocate(length);
            read(body, end + HEAD);
            if (crc != crc(body.flip())) {
                break;
            }
            remember(body, end + HEAD);
            end += HEAD + length;
        }
        channel.truncate(end);
        channel.force(true);
        synced = end;
    }

    private void remember(ByteBuffer body, long position) {
        byte[] experiment = new byte[Short.toUnsignedInt(body.getShort())];
        body.get(experiment);
        int round = body.getInt();
        byte[] digest = new byte[DIGEST];
        body.get(digest);
        index.put(
                new Key(new String(experiment, StandardCharsets.UTF_8), round),
                new Place(digest, position + body.position(), body.remaining()));
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
        if (place == null) {
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(place.digest, headerDigest)) {
            throw reused();
        }
        try {
            ByteBuffer payload = ByteBuffer.allocate(place.length);
            read(payload, place.position);
            sync(place.position + place.length);
            return Optional.of(payload.array());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Records a payload and returns once it is on the disk. Where the occasion has been used in the
     * meantime, what stands there is returned instead of the new payload.
     *
     * @throws KoinonException OUT_OF_RESOURCES when it cannot be written (nothing may be sent then)
     */
    public byte[] record(String experiment, int round, byte[] headerDigest, byte[] payload) {
        ByteBuffer record = encode(experiment, round, headerDigest, payload);
        Optional<byte[]> before = append(experiment, round, headerDigest, record);
        if (before.isPresent()) {
            return before.get();
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

    private synchronized Optional<byte[]> append(
            String experiment, int round, byte[] digest, ByteBuffer record) {
        Optional<byte[]> before = find(experiment, round, digest);
        if (before.isPresent()) {
            return before;
        }
        int length = record.remaining();
        try {
            for (long at = end; record.hasRemaining(); ) {
                at += channel.write(record, at);
            }
        } catch (IOException e) {
            cutBack();
            throw failed(e);
        }
        remember(record.flip().position(HEAD).slice(), end + HEAD);
        end += length;
        return Optional.empty();
    }

    /** After a failed write: what stands behind the last whole record must not look like one. */
    private void cutBack() {
        try {
            channel.truncate(end);
        } catch (IOException _) {
            // The checksum of the torn record protects the next start.
        }
    }

    /** Returns when everything before a position is on the disk; one caller syncs for all. */
    private void sync(long position) throws IOException {
        synchronized (syncing) {
            if (synced >= position) {
                return;
            }
            long covered = end();
            channel.force(false);
            synced = covered;
        }
    }

    private static ByteBuffer encode(String experiment, int round, byte[] digest, byte[] payload) {
        if (digest.length != DIGEST) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.length);
        }
        byte[] id = experiment.getBytes(StandardCharsets.UTF_8);
        int length = 2 + id.length + 4 + DIGEST + payload.length;
        ByteBuffer record = ByteBuffer.allocate(HEAD + length);
        record.position(HEAD);
        record.putShort((short) id.length).put(id).putInt(round).put(digest).put(payload);
        int crc = crc(record.flip().position(HEAD).slice());
        return record.putInt(0, length).putInt(4, crc).position(0);
    }

    private static int crc(ByteBuffer body) {
        CRC32C crc = new CRC32C();
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }

    private void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new IOException("the journal ends early");
            }
            at += count;
        }
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
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
