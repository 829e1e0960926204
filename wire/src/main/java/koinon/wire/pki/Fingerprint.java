package koinon.wire.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** SHA-256 as 64 lower-case hex digits. */
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** Of the certificate's DER form. */
    public static String of(X509Certificate certificate) {
        try {
            return of(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate without a DER form", impossible);
        }
    }

    /** Of the key's SubjectPublicKeyInfo. */
    public static String of(PublicKey key) {
        return of(key.getEncoded());
    }

    static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
