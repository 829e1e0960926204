package koinon.privacy.masks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a site shows of its keys: its long-lived Ed25519 identity, the X25519 key of this epoch, and
 * the identity's signature over the latter. All in X.509 (SubjectPublicKeyInfo) encoding.
 */
public record PublicKeys(byte[] identity, byte[] epoch, byte[] signature) {
    /** Most keys whose signature is remembered as right. */
    private static final int MOST_VERIFIED = 4096;

    private static final Set<PublicKeys> VERIFIED = ConcurrentHashMap.newKeySet();

    static final byte[] CONTEXT = "koinon-epoch-key-1".getBytes(StandardCharsets.US_ASCII);

    public PublicKeys {
        identity = identity.clone();
        epoch = epoch.clone();
        signature = signature.clone();
    }

    /**
     * Whether the epoch key was signed by the identity. False for malformed keys too. A right
     * signature is checked once: a roster comes back in every round.
     */
    public boolean genuine() {
        if (VERIFIED.contains(this)) {
            return true;
        }
        boolean genuine = verify();
        if (genuine) {
            if (VERIFIED.size() >= MOST_VERIFIED) {
                VERIFIED.clear();
            }
            VERIFIED.add(this);
        }
        return genuine;
    }

    private boolean verify() {
        try {
            PublicKey key = KeyCodec.publicKey("Ed25519", identity);
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(CONTEXT);
            verifier.update(epoch);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKeys that
                && MessageDigest.isEqual(identity, that.identity)
                && MessageDigest.isEqual(epoch, that.epoch)
                && MessageDigest.isEqual(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(epoch);
    }
}
