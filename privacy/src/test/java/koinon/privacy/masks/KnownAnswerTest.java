package koinon.privacy.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * The published vectors of every primitive, through the same calls of the platform as the masks.
 */
class KnownAnswerTest {
    // Prefixes of RFC 8410: what stands before the 32 bytes of a key.
    private static final String X25519_PUBLIC = "302a300506032b656e032100";
    private static final String X25519_PRIVATE = "302e020100300506032b656e04220420";
    private static final String ED25519_PUBLIC = "302a300506032b6570032100";
    private static final String ED25519_PRIVATE = "302e020100300506032b657004220420";

    @Test
    void hkdfIsThatOfRfc5869() throws GeneralSecurityException {
        assertThat(hkdf("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", 42))
                .isEqualTo(
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                + "34007208d5b887185865");
        assertThat(hkdf("0b".repeat(22), "", "", 42))
                .isEqualTo(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                + "9d201395faa4b61a96c8");
    }

    @Test
    void agreementIsThatOfRfc7748() throws GeneralSecurityException {
        // Section 5.2, both vectors.
        assertThat(
                        agree(
                                "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                                "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
                .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
        assertThat(
                        agree(
                                "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                                "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))
                .isEqualTo("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
    }

    @Test
    void signaturesAreThoseOfRfc8032() throws GeneralSecurityException {
        String secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        String shown = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        String signature =
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KeyCodec.privateKey("Ed25519", bytes(ED25519_PRIVATE + secret)));
        assertThat(HexFormat.of().formatHex(signer.sign())).isEqualTo(signature);
        signer.initVerify(KeyCodec.publicKey("Ed25519", bytes(ED25519_PUBLIC + shown)));
        assertThat(signer.verify(bytes(signature))).isTrue();
    }

    @Test
    void counterModeIsThatOfSp80038a() throws GeneralSecurityException {
        // F.5.5, CTR-AES256.Encrypt.
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(
                        bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"),
                        "AES"),
                new IvParameterSpec(bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")));
        assertThat(
                        HexFormat.of()
                                .formatHex(
                                        cipher.doFinal(
                                                bytes(
                                                        "6bc1bee22e409f96e93d7e117393172a"
                                                                + "ae2d8a571e03ac9c9eb76fac45af8e51"))))
                .isEqualTo("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5");
    }

    @Test
    void theStreamOfTheMasksIsCounterModeFromZero() throws GeneralSecurityException {
        // AES-256 of the blocks 0 and 1 under a key of zeros; block 0 is in many published tables.
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
        block.init(Cipher.ENCRYPT_MODE, key);
        byte[] counters = new byte[32];
        counters[31] = 1;
        byte[] blocks = block.doFinal(counters);
        assertThat(HexFormat.of().formatHex(blocks)).startsWith("dc95c078a2408989ad48a21492842087");
        ByteBuffer little = ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(PairwiseMasks.stream(key, 3))
                .containsExactly(little.getLong(0), little.getLong(8), little.getLong(16));
    }

    private static String hkdf(String ikm, String salt, String info, int length)
            throws GeneralSecurityException {
        HKDFParameterSpec parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(bytes(ikm))
                        .addSalt(bytes(salt))
                        .thenExpand(bytes(info), length);
        return HexFormat.of().formatHex(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    }

    private static String agree(String secret, String shown) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(KeyCodec.privateKey("X25519", bytes(X25519_PRIVATE + secret)));
        agreement.doPhase(KeyCodec.publicKey("X25519", bytes(X25519_PUBLIC + shown)), true);
        return HexFormat.of().formatHex(agreement.generateSecret());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
