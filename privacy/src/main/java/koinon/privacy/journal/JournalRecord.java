package koinon.privacy.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * What stands before the payload in one record of the journal. Layout, big-endian:
 *
 * <pre>
 *   4  n, length of the body        4  CRC32C of the body
 *   2  length of experiment id      .  experiment id, 1 to 256 printable ASCII characters
 *   4  round                       32  SHA-256 of the header
 *   .  payload to the end
 * </pre>
 *
 * <p>Narrow limits on id and round keep the search for a record in arbitrary bytes fast: hardly any
 * other place needs its checksum computed.
 */
record JournalRecord(String experiment, int round, byte[] digest, int payloadLength) {
    /** Bytes before the body. */
    static final int HEAD = 8;

    private static final int DIGEST = 32;
    private static final int FIXED = 2 + 4 + DIGEST;
    private static final int MAX_ID = 256;
    private static final int MAX_ROUND = 1 << 20;
    private static final int MAX_BODY = 256 << 20;

    JournalRecord {
        if (digest.length != DIGEST) {
            throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.length);
        }
        if (!possibleId(ByteBuffer.wrap(bytes(experiment))) || !possibleRound(round)) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST,
                    "an experiment has an id of 1 to 256 printable characters and fewer than"
                            + " a million rounds");
        }
        if (payloadLength > MAX_BODY - FIXED - experiment.length()) {
            // Recovery would take a longer record for a torn one and cut it off.
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "an answer of " + payloadLength + " bytes");
        }
    }

    int bodyLength() {
        return payloadOffset() + payloadLength;
    }

    /** Position of the payload in the body. */
    int payloadOffset() {
        return FIXED + experiment.length();
    }

    /** The whole record. */
    byte[] encode(byte[] payload) {
        byte[] id = bytes(experiment);
        ByteBuffer record = ByteBuffer.allocate(HEAD + bodyLength()).position(HEAD);
        record.putShort((short) id.length).put(id).putInt(round).put(digest).put(payload);
        int crc = crc(record.flip().position(HEAD));
        return record.putInt(0, bodyLength()).putInt(4, crc).array();
    }

    /** Reads a whole body. */
    static JournalRecord read(ByteBuffer body) {
        byte[] id = new byte[Short.toUnsignedInt(body.getShort())];
        body.get(id);
        int round = body.getInt();
        byte[] digest = new byte[DIGEST];
        body.get(digest);
        String experiment = new String(id, StandardCharsets.US_ASCII);
        return new JournalRecord(experiment, round, digest, body.remaining());
    }

    /** Whether a body may have this length. */
    static boolean possible(int length) {
        return length >= FIXED && length <= MAX_BODY;
    }

    /** Whether a body is as it was written. */
    static boolean whole(ByteBuffer body, int crc) {
        int at = body.position();
        int id = Short.toUnsignedInt(body.getShort(at));
        return id <= MAX_ID
                && FIXED + id <= body.remaining()
                && possibleId(body.slice(at + 2, id))
                && possibleRound(body.getInt(at + 2 + id))
                && crc == crc(body);
    }

    private static boolean possibleRound(int round) {
        return round >= 0 && round < MAX_ROUND;
    }

    private static boolean possibleId(ByteBuffer id) {
        boolean possible = id.hasRemaining() && id.remaining() <= MAX_ID;
        while (possible && id.hasRemaining()) {
            byte character = id.get();
            possible = character > ' ' && character < 127;
        }
        return possible;
    }

    /** Whether a whole record starts anywhere in a part of a file. */
    static boolean anyIn(RandomAccessFile file, long from, long to) throws IOException {
        if (to - from < HEAD + FIXED) {
            return false;
        }
        long length = Math.min(to - from, Integer.MAX_VALUE);
        MappedByteBuffer part = file.getChannel().map(FileChannel.MapMode.READ_ONLY, from, length);
        for (int at = 0; at <= length - HEAD - FIXED; at++) {
            int body = part.getInt(at);
            if (possible(body)
                    && body <= length - at - HEAD
                    && whole(part.slice(at + HEAD, body), part.getInt(at + 4))) {
                return true;
            }
        }
        return false;
    }

    private static int crc(ByteBuffer body) {
        CRC32C crc = new CRC32C();
        crc.update(body.duplicate());
        return (int) crc.getValue();
    }

    /** UTF-8, so that other characters stay other characters and are refused. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
