package koinon.algorithms.packages;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * An author's Ed25519 signature of a package, as it stands in the file {@code NAME.jar.sig}.
 *
 * <pre>
 *   koinon-package 1
 *   author     base64 of the author's public key (X.509)
 *   signature  base64 of the signature of "koinon-package 1\n", then the bytes of the jar
 * </pre>
 *
 * <p>Not checked here: who the author is. Whoever pins a package names the author it expects.
 */
record Signature(String author, String signature) {
    private static final String ALGORITHM = "Ed25519";
    private static final String HEADER = "koinon-package 1\n";
    private static final Pattern TEXT =
            Pattern.compile(
                    "koinon-package 1\\R"
                            + "author +([A-Za-z0-9+/=]{1,200})\\R"
                            + "signature +([A-Za-z0-9+/=]{1,200})\\R?");

    /** The two halves of an author's key, each in base64. */
    record Keys(String secret, String author) {
        static Keys fresh() {
            try {
                KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                return new Keys(
                        base64(pair.getPrivate().getEncoded()),
                        base64(pair.getPublic().getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has Ed25519", e);
            }
        }

        @Override
        public String toString() {
            return "keys of author " + author;
        }
    }

    static Signature sign(byte[] jar, Keys keys) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes(keys.secret())));
            java.security.Signature signer = java.security.Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            update(signer, jar);
            return new Signature(keys.author(), base64(signer.sign()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "the key is no Ed25519 key of an author", e);
        }
    }

    /** Whether the author named here signed these bytes. */
    boolean holds(byte[] jar) {
        try {
            PublicKey key =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(bytes(author)));
            java.security.Signature verifier = java.security.Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            update(verifier, jar);
            return verifier.verify(bytes(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static void update(java.security.Signature signature, byte[] jar)
            throws GeneralSecurityException {
        signature.update(HEADER.getBytes(StandardCharsets.UTF_8));
        signature.update(jar);
    }

    String text() {
        return HEADER + "author " + author + "\nsignature " + signature + "\n";
    }

    static Signature parse(String source, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, source + " is no signature of a package");
        }
        return new Signature(matcher.group(1), matcher.group(2));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
