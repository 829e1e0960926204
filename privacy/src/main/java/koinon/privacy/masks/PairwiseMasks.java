package koinon.privacy.masks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Rings;
import koinon.model.exact.VectorSchema;

/**
 * Masks that cancel in the sum over a roster.
 *
 * <pre>
 *   k_uv = HKDF-SHA256(ikm = X25519(u, v), salt = experiment,
 *                      info = "koinon-mask-1" ‖ header digest ‖ round ‖ min(u,v) ‖ max(u,v))
 *   y_u  = x_u + Σ_{v &gt; u} AES-256-CTR(k_uv) − Σ_{v &lt; u} AES-256-CTR(k_uv)
 * </pre>
 *
 * <p>A mask is uniform over the whole ring element, carries included. The header digest covers the
 * roster, so masks of different rosters are independent. Guarantee: whoever lacks the keys of at
 * least two sites learns nothing but the sum over those sites. Not checked here: that the roster is
 * long enough and its keys genuine (the gate does).
 */
public final class PairwiseMasks {
    private static final byte[] LABEL = "koinon-mask-1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZERO_IV = new byte[16];

    private final Supplier<SiteKeys> keys;
    private final Map<Agreed, byte[]> secrets = new ConcurrentHashMap<>();

    /** The epoch keys of both sides. */
    private record Agreed(ByteBuffer own, ByteBuffer peer) {}

    /** Two seats of a roster. */
    private record Pair(int self, int other) {}

    /**
     * @param keys this site's keys of the present epoch
     */
    public PairwiseMasks(Supplier<SiteKeys> keys) {
        this.keys = keys;
    }

    /** Which mask: of one round of one experiment. */
    public record Occasion(String experiment, byte[] headerDigest, int round) {
        public Occasion {
            if (headerDigest.length != 32) {
                throw new IllegalArgumentException(
                        "a digest has 32 bytes, not " + headerDigest.length);
            }
            headerDigest = headerDigest.clone();
        }
    }

    /**
     * Masks a vector in place.
     *
     * @param words schema.words() values
     * @param self index of this site in the roster
     * @throws KoinonException SITE_FAILED when the roster has other keys for this site than its
     *     present ones: such masks would not cancel, and the sum would be noise
     */
    public void apply(
            VectorSchema schema, long[] words, Roster roster, int self, Occasion occasion) {
        // Once for all seats: the epoch may end while this runs.
        SiteKeys own = keys.get();
        if (!roster.seats().get(self).keys().equals(own.shown())) {
            throw new KoinonException(
                    ErrorCode.SITE_FAILED,
                    "the site has begun a new key epoch since the roster was fixed; run again");
        }
        for (int other = 0; other < roster.seats().size(); other++) {
            if (other == self) {
                continue;
            }
            long[] mask = stream(key(own, roster, new Pair(self, other), occasion), words.length);
            if (other > self) {
                Rings.add(schema, words, mask);
            } else {
                Rings.subtract(schema, words, mask);
            }
        }
    }

    private SecretKey key(SiteKeys own, Roster roster, Pair pair, Occasion occasion) {
        byte[] low = ascii(roster.seats().get(Math.min(pair.self(), pair.other())).id());
        byte[] high = ascii(roster.seats().get(Math.max(pair.self(), pair.other())).id());
        ByteBuffer info =
                ByteBuffer.allocate(
                        LABEL.length
                                + occasion.headerDigest().length
                                + 12
                                + low.length
                                + high.length);
        info.put(LABEL).put(occasion.headerDigest()).putInt(occasion.round());
        info.putInt(low.length).put(low).putInt(high.length).put(high);
        HKDFParameterSpec parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(secret(own, roster.seats().get(pair.other()).keys().epoch()))
                        .addSalt(ascii(occasion.experiment()))
                        .thenExpand(info.array(), 32);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF-SHA256", e);
        }
    }

    private byte[] secret(SiteKeys own, byte[] peerKey) {
        Agreed agreed = new Agreed(ByteBuffer.wrap(own.shown().epoch()), ByteBuffer.wrap(peerKey));
        return secrets.computeIfAbsent(agreed, _ -> own.agree(peerKey));
    }

    /** The first words of AES-256 in counter mode from zero, little-endian. */
    static long[] stream(SecretKey key, int words) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(ZERO_IV));
            byte[] bytes = cipher.doFinal(new byte[Math.multiplyExact(words, Long.BYTES)]);
            long[] mask = new long[words];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(mask);
            return mask;
        } catch (GeneralSecurityException e) {
            throw new KoinonException(ErrorCode.INTERNAL, "the mask cannot be made", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
