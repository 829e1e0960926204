package koinon.wire.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import javax.security.auth.x500.X500Principal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A public key together with the proof that its sender holds the private one (PKCS#10). Names and
 * extensions that a request asks for are ignored: the authority alone decides them.
 */
public final class CertificateRequest {
    private static final int LONGEST = 4096;

    private final PublicKey key;

    private CertificateRequest(PublicKey key) {
        this.key = key;
    }

    /** A request in DER for this key pair. */
    public static byte[] create(KeyPair keys) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal("CN=koinon"), keys.getPublic())
                    .build(Authority.signer(keys.getPrivate()))
                    .getEncoded();
        } catch (IOException impossible) {
            throw new IllegalArgumentException("this key cannot be requested for", impossible);
        }
    }

    /** Reads a request and checks its proof of possession. */
    public static CertificateRequest verify(byte[] der) {
        if (der.length > LONGEST) {
            throw malformed("is longer than " + LONGEST + " bytes");
        }
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = request.getPublicKey();
            if (!Keys.onP256(key)) {
                throw malformed("does not hold a key on P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw malformed("is not signed by its own key");
            }
            return new CertificateRequest(key);
        } catch (KoinonException refused) {
            throw refused;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException damaged) {
            throw malformed("is not PKCS#10");
        }
    }

    public PublicKey key() {
        return key;
    }

    private static KoinonException malformed(String why) {
        return new KoinonException(ErrorCode.MALFORMED_REQUEST, "the certificate request " + why);
    }
}
