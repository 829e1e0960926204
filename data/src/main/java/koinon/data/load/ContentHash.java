package koinon.data.load;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;

/**
 * SHA-256 of a file's bytes, with one fact seen on the way.
 *
 * @param hex 64 hexadecimal digits
 * @param odd whether the bytes hold what the database reads otherwise than we do: a NUL, or an
 *     underscore between digits, which it takes for a separator of thousands
 */
record ContentHash(String hex, boolean odd) {
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long UNDERSCORES = 0x5f5f5f5f5f5f5f5fL;

    static ContentHash of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 18];
        boolean odd = false;
        byte last = 0;
        byte beforeLast = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                odd |= last == '_' && digit(beforeLast) && digit(buffer[0]);
                odd |= odd(buffer, n, last);
                beforeLast = n > 1 ? buffer[n - 2] : last;
                last = buffer[n - 1];
            }
        }
        return new ContentHash(HexFormat.of().formatHex(digest.digest()), odd);
    }

    /** Looks at eight bytes at a time: few words hold a byte that needs a closer look. */
    private static boolean odd(byte[] bytes, int length, byte before) {
        int whole = length - length % Long.BYTES;
        boolean odd = false;
        for (int i = 0; i < whole && !odd; i += Long.BYTES) {
            long word = (long) WORDS.get(bytes, i);
            odd =
                    hasZero(word)
                            || (hasZero(word ^ UNDERSCORES)
                                    && anySeparates(bytes, i, length, before));
        }
        for (int i = whole; i < length && !odd; i++) {
            odd = bytes[i] == 0 || separates(bytes, i, length, before);
        }
        return odd;
    }

    /** Whether one of eight bytes is 0 (Hacker's Delight, 2nd edition, 6-1). */
    private static boolean hasZero(long word) {
        return ((word - 0x0101010101010101L) & ~word & 0x8080808080808080L) != 0;
    }

    private static boolean anySeparates(byte[] bytes, int word, int length, byte before) {
        for (int i = word; i < word + Long.BYTES; i++) {
            if (separates(bytes, i, length, before)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a byte is an underscore between digits; the next one may lie in the next buffer. */
    private static boolean separates(byte[] bytes, int i, int length, byte before) {
        return bytes[i] == '_'
                && digit(i == 0 ? before : bytes[i - 1])
                && i + 1 < length
                && digit(bytes[i + 1]);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Name of an import: this content under the types, levels and ranges of a data model. */
    static String id(String contentHash, DataModel model) {
        MessageDigest digest = sha256();
        update(digest, contentHash);
        update(digest, model.id());
        for (Variable variable : model.variables()) {
            update(digest, variable.code());
            update(digest, variable.type() + " " + variable.categorical() + " " + variable.range());
            if (!variable.code().equals(DataModel.DATASET)) {
                variable.levels().forEach(level -> update(digest, level.code()));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void update(MessageDigest digest, String text) {
        digest.update((text.length() + "'" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
