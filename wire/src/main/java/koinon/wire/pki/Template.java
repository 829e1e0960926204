package koinon.wire.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/** What a certificate will say, until it is signed. */
record Template(String subject, PublicKey key, List<Extra> extras, Instant from, Instant until) {
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One extension. */
    record Extra(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

    Template {
        extras = List.copyOf(extras);
    }

    static Template authority(String subject, PublicKey key, int authoritiesBelow) {
        return unlimited(subject, key)
                .with(Extension.basicConstraints, true, new BasicConstraints(authoritiesBelow))
                .with(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static Template leaf(String subject, PublicKey key) {
        return unlimited(subject, key)
                .with(Extension.basicConstraints, true, new BasicConstraints(false))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    }

    /** The distinguished name of a part of the federation. */
    static String name(String federation, String part) {
        return "CN=koinon " + part + ",O=" + federation;
    }

    static X500Principal principal(String name) {
        return new X500Principal(name);
    }

    /** A DNS name, or an IP address when it looks like one. */
    static GeneralName hostName(String name) {
        boolean address = name.contains(":") || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    Template named(List<GeneralName> names) {
        return with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.toArray(GeneralName[]::new)));
    }

    Template purpose(KeyPurposeId purpose) {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    Template valid(Instant issued, Duration lifetime) {
        return new Template(
                subject, key, extras, issued.minus(Authority.BACKDATING), issued.plus(lifetime));
    }

    X509Certificate signed(String issuer, PublicKey issuerKey, PrivateKey signer) {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        principal(issuer),
                        new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
                        Date.from(from),
                        Date.from(until),
                        principal(subject),
                        key);
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey));
            for (Extra extra : extras) {
                builder.addExtension(extra.id, extra.critical, extra.value);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(Authority.signer(signer)));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot write a certificate", impossible);
        }
    }

    private static Template unlimited(String subject, PublicKey key) {
        return new Template(subject, key, List.of(), Instant.EPOCH, Instant.EPOCH);
    }

    private Template with(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        List<Extra> more = new ArrayList<>(extras);
        more.add(new Extra(id, critical, value));
        return new Template(subject, key, more, from, until);
    }
}
