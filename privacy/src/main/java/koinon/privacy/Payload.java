package koinon.privacy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.result.Statistic;

/**
 * The bytes of an answer. Layout, little-endian:
 *
 * <pre>
 *   1  version, 1
 *   1  mode: 0 masked, 1 plain, 2 no sums
 *   4  w, number of 64-bit words
 *   8w words of the vector
 *   4  c, number of cells
 *   c  times:  2 length of key, key in UTF-8,
 *              1 kind: 0 known, 1 suppressed, 2 undefined
 *              8 value (known), else 2 length of reason, reason in UTF-8
 * </pre>
 *
 * Not checked: that the words are of the round's schema; the reader compares their number.
 */
public record Payload(Mode mode, long[] words, SortedMap<String, Statistic> cells) {
    private static final byte VERSION = 1;
    private static final int MAX_TEXT = 4096;

    public Payload {
        words = words.clone();
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** How the vector is protected. */
    public enum Mode {
        MASKED(0),
        PLAIN(1),
        /** The site keeps its sums: fewer than three sites and its policy shows none alone. */
        NO_SUMS(2);

        private final byte code;

        Mode(int code) {
            this.code = (byte) code;
        }

        private static Mode of(byte code) {
            for (Mode mode : values()) {
                if (mode.code == code) {
                    return mode;
                }
            }
            throw malformed();
        }
    }

    /** The words, not a copy: sums over large vectors are a hot path. */
    @Override
    public long[] words() {
        return words;
    }

    public byte[] encode() {
        int size = 2 + 4 + words.length * Long.BYTES + 4;
        for (Map.Entry<String, Statistic> cell : cells.entrySet()) {
            size += 2 + utf8(cell.getKey()).length + 1 + valueSize(cell.getValue());
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(VERSION).put(mode.code).putInt(words.length);
        out.asLongBuffer().put(words);
        out.position(out.position() + words.length * Long.BYTES);
        out.putInt(cells.size());
        cells.forEach((key, value) -> write(out, key, value));
        return out.array();
    }

    private static int valueSize(Statistic value) {
        return switch (value) {
            case Statistic.Known _ -> Double.BYTES;
            case Statistic.Suppressed(String reason) -> 2 + utf8(reason).length;
            case Statistic.Undefined(String reason) -> 2 + utf8(reason).length;
        };
    }

    private static void write(ByteBuffer out, String key, Statistic value) {
        writeText(out, key);
        switch (value) {
            case Statistic.Known(double number) -> out.put((byte) 0).putDouble(number);
            case Statistic.Suppressed(String reason) -> writeText(out.put((byte) 1), reason);
            case Statistic.Undefined(String reason) -> writeText(out.put((byte) 2), reason);
        }
    }

    private static void writeText(ByteBuffer out, String text) {
        byte[] bytes = utf8(text);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IllegalArgumentException("text of " + bytes.length + " bytes in a payload");
        }
        return bytes;
    }

    /**
     * Reads what another party sent.
     *
     * @throws KoinonException SITE_FAILED when the bytes are not a payload
     */
    public static Payload parse(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            require(in.get() == VERSION);
            Mode mode = Mode.of(in.get());
            long[] words = readWords(in);
            SortedMap<String, Statistic> cells = readCells(in);
            require(!in.hasRemaining());
            return new Payload(mode, words, cells);
        } catch (BufferUnderflowException e) {
            throw malformed();
        }
    }

    private static long[] readWords(ByteBuffer in) {
        int count = in.getInt();
        require(count >= 0 && count <= in.remaining() / Long.BYTES);
        long[] words = new long[count];
        in.asLongBuffer().get(words);
        in.position(in.position() + count * Long.BYTES);
        return words;
    }

    private static SortedMap<String, Statistic> readCells(ByteBuffer in) {
        int count = in.getInt();
        require(count >= 0 && count <= in.remaining() / 4);
        SortedMap<String, Statistic> cells = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String key = readText(in);
            require(cells.put(key, readValue(in)) == null);
        }
        return cells;
    }

    private static Statistic readValue(ByteBuffer in) {
        return switch (in.get()) {
            case 0 -> Statistic.of(in.getDouble());
            case 1 -> new Statistic.Suppressed(readText(in));
            case 2 -> new Statistic.Undefined(readText(in));
            default -> throw malformed();
        };
    }

    private static String readText(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        require(length <= MAX_TEXT && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw malformed();
        }
    }

    private static KoinonException malformed() {
        return new KoinonException(ErrorCode.SITE_FAILED, "an answer is not a well-formed payload");
    }
}
