package koinon.wire.pki;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Endpoint;

/**
 * What an operator hands to a hospital, once, over a channel both trust: where the master is, how
 * to recognise it, and a secret that may be used a single time before it expires.
 *
 * <p>Text: {@code koinon-invitation-1.} and, in base64url without padding,
 *
 * <pre>
 *   bytes   content
 *   16      id
 *   32      secret
 *   32      SHA-256 of the root certificate
 *   8       expiry, seconds since 1970, big-endian
 *   1 + n   display name of the worker, UTF-8 behind its length
 *   1 + n   endpoint, host:port, likewise
 *   8       first bytes of the SHA-256 of all the above
 * </pre>
 *
 * <p>The checksum finds slips of copying; against forgery it does nothing, the secret does. White
 * space, which mail programs like to add, is ignored. Whether it has expired is the master's to
 * say, whose clock made it.
 */
public record Invitation(
        UUID id,
        Secret secret,
        String rootFingerprint,
        Instant expiry,
        String displayName,
        Endpoint endpoint) {
    private static final String PREFIX = "koinon-invitation-1.";
    private static final int LONGEST_TEXT = 2048;
    private static final int LONGEST_NAME = 100;
    private static final int FINGERPRINT = 32;
    private static final int CHECKSUM = 8;

    public Invitation {
        int bytes = displayName.getBytes(StandardCharsets.UTF_8).length;
        if (displayName.isBlank() || bytes > LONGEST_NAME || hasControls(displayName)) {
            throw invalid("the name of a worker is 1 to 100 bytes of printable text");
        }
        if (!rootFingerprint.matches("[0-9a-f]{64}")) {
            throw invalid("a fingerprint is 64 hex digits");
        }
    }

    /** The text to hand over. It contains the secret. */
    public String format() {
        byte[] name = displayName.getBytes(StandardCharsets.UTF_8);
        byte[] address = endpoint.toString().getBytes(StandardCharsets.UTF_8);
        int length = 16 + Secret.LENGTH + FINGERPRINT + 8 + 1 + name.length + 1 + address.length;
        byte[] content =
                ByteBuffer.allocate(length)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .put(secret.reveal())
                        .put(HexFormat.of().parseHex(rootFingerprint))
                        .putLong(expiry.getEpochSecond())
                        .put((byte) name.length)
                        .put(name)
                        .put((byte) address.length)
                        .put(address)
                        .array();
        byte[] whole = Arrays.copyOf(content, length + CHECKSUM);
        System.arraycopy(Fingerprint.digest(content), 0, whole, length, CHECKSUM);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Reads a text; says what is wrong with it, never what it contains. */
    public static Invitation parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw invalid("this is too long for an invitation");
        }
        String compact = text.replaceAll("\\s", "");
        if (!compact.startsWith(PREFIX)) {
            throw invalid("this is not an invitation: one begins with " + PREFIX);
        }
        ByteBuffer content = checked(decode(compact.substring(PREFIX.length())));
        try {
            Invitation invitation = read(content);
            if (content.hasRemaining()) {
                throw damaged();
            }
            return invitation;
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | DateTimeException unreadable) {
            throw damaged();
        }
    }

    /** The root certificate the master sent, when it is the one of this invitation. */
    public X509Certificate pinnedRoot(byte[] der) {
        X509Certificate root = Pem.certificate(der);
        if (!Fingerprint.of(root).equals(rootFingerprint)) {
            throw invalid("the master's root certificate is not the one of the invitation");
        }
        return root;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException foreignLetters) {
            throw damaged();
        }
    }

    private static ByteBuffer checked(byte[] whole) {
        int length = whole.length - CHECKSUM;
        if (length < 0) {
            throw damaged();
        }
        byte[] digest = Fingerprint.digest(Arrays.copyOf(whole, length));
        if (!Arrays.equals(digest, 0, CHECKSUM, whole, length, whole.length)) {
            throw damaged();
        }
        return ByteBuffer.wrap(whole, 0, length);
    }

    private static Invitation read(ByteBuffer content) {
        UUID id = new UUID(content.getLong(), content.getLong());
        Secret secret = Secret.of(bytes(content, Secret.LENGTH));
        String root = HexFormat.of().formatHex(bytes(content, FINGERPRINT));
        Instant expiry = Instant.ofEpochSecond(content.getLong());
        String name = text(content);
        return new Invitation(id, secret, root, expiry, name, Endpoint.parse(text(content)));
    }

    private static String text(ByteBuffer content) {
        int length = Byte.toUnsignedInt(content.get());
        return new String(bytes(content, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer content, int length) {
        byte[] bytes = new byte[length];
        content.get(bytes);
        return bytes;
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    private static KoinonException damaged() {
        return invalid("the invitation is truncated or mistyped: copy it again as a whole");
    }

    private static KoinonException invalid(String why) {
        return new KoinonException(ErrorCode.INVALID_INVITATION, why);
    }

    @Override
    public String toString() {
        return "invitation " + id + " of " + displayName + " to " + endpoint;
    }
}
