package koinon.wire.pki;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The 256 random bits of an invitation; never printed, compared in constant time. */
public final class Secret {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new Secret(bytes);
    }

    public static Secret of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret has 32 bytes, not " + bytes.length);
        }
        return new Secret(bytes.clone());
    }

    /** What the master keeps instead of the secret. */
    public String fingerprint() {
        return Fingerprint.of(bytes);
    }

    /** The bytes themselves, for the one message and the one text that must carry them. */
    public byte[] reveal() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
