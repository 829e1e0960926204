package koinon.wire.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys and certificates as text (RFC 7468), and certificates as DER. */
final class Pem {
    private static final String KEY = "PRIVATE KEY";
    private static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    static String of(PrivateKey key) {
        return block(KEY, key.getEncoded());
    }

    static String of(KeyPair keys) {
        return of(keys.getPrivate()) + block(PUBLIC_KEY, keys.getPublic().getEncoded());
    }

    static String of(X509Certificate certificate) {
        return block(CERTIFICATE, der(certificate));
    }

    static PrivateKey key(String text) {
        return Keys.privateKey(first(KEY, text));
    }

    static KeyPair pair(String text) {
        return new KeyPair(Keys.publicKey(first(PUBLIC_KEY, text)), key(text));
    }

    static List<X509Certificate> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        for (PemObject block : blocks(text)) {
            if (block.getType().equals(CERTIFICATE)) {
                found.add(certificate(block.getContent()));
            }
        }
        return found;
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException notACertificate) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "not a certificate", notACertificate);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalArgumentException("a certificate without a DER form", impossible);
        }
    }

    private static byte[] first(String type, String text) {
        for (PemObject block : blocks(text)) {
            if (block.getType().equals(type)) {
                return block.getContent();
            }
        }
        throw new KoinonException(
                ErrorCode.INVALID_CONFIGURATION,
                "no " + type.toLowerCase(Locale.ROOT) + " found in the file");
    }

    private static String block(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<PemObject> blocks(String text) {
        List<PemObject> found = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject o = reader.readPemObject(); o != null; o = reader.readPemObject()) {
                found.add(o);
            }
        } catch (IOException | RuntimeException damaged) {
            throw new KoinonException(ErrorCode.INVALID_CONFIGURATION, "damaged PEM text");
        }
        return found;
    }
}
