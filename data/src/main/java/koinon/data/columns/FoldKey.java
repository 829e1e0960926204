package koinon.data.columns;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of the hash that puts patients into folds.
 *
 * @param text its bytes in UTF-8
 */
public record FoldKey(String text) {
    /** Known to everyone, so that a fold can be made again outside. */
    public static final FoldKey PUBLIC = new FoldKey("koinon folds");

    /** Hashes names; not for use by two threads. */
    Mac hash() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
