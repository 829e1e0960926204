package koinon.wire.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Peer;

/** What makes a worker a member: its key, the chain of its certificate, and the root it trusts. */
public record Credentials(Identity identity, SpiffeId id, X509Certificate root) {
    private static final int LONGEST_CHAIN = 4;

    /**
     * Takes over what the master issued.
     *
     * @param ders the worker's chain, its own certificate first
     * @throws KoinonException NOT_ADMITTED when the certificate is not for this key, or no worker's
     */
    public static Credentials issued(KeyPair keys, List<byte[]> ders, X509Certificate root) {
        if (ders.isEmpty() || ders.size() > LONGEST_CHAIN) {
            throw unfit("the master sent " + ders.size() + " certificates");
        }
        List<X509Certificate> chain = ders.stream().map(Pem::certificate).toList();
        if (!chain.getFirst().getPublicKey().equals(keys.getPublic())) {
            throw unfit("the master sent a certificate for another key");
        }
        return of(keys.getPrivate(), chain, root);
    }

    /** Refuses a chain that does not lead to the root. */
    public void checkPath(Clock clock) {
        try {
            RootTrust.of(root, clock)
                    .checkClientTrusted(
                            identity.chain().toArray(X509Certificate[]::new), "UNKNOWN");
        } catch (CertificateException foreign) {
            throw unfit("the master sent a certificate that its root does not vouch for");
        }
    }

    static Credentials parse(String text) {
        List<X509Certificate> all = new ArrayList<>(Pem.certificates(text));
        if (all.size() < 2) {
            throw unfit("the file lacks certificates");
        }
        X509Certificate root = all.removeLast();
        return of(Pem.key(text), all, root);
    }

    private static Credentials of(
            PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
        SpiffeId id =
                SpiffeId.of(chain.getFirst())
                        .orElseThrow(() -> unfit("the certificate is not a worker's"));
        return new Credentials(new Identity(key, chain), id, root);
    }

    /** Key, chain, root, in this order. */
    String text() {
        StringBuilder text = new StringBuilder(Pem.of(identity.key()));
        identity.chain().forEach(certificate -> text.append(Pem.of(certificate)));
        return text.append(Pem.of(root)).toString();
    }

    public String workerId() {
        return id.workerId();
    }

    /** As the master sees it. */
    public Peer peer() {
        return Authority.peer(workerId(), identity.certificate());
    }

    public Instant notAfter() {
        return identity.certificate().getNotAfter().toInstant();
    }

    /** When two thirds of the life since the issue have passed. */
    public Instant renewAt() {
        Instant issued =
                identity.certificate().getNotBefore().toInstant().plus(Authority.BACKDATING);
        return issued.plus(Duration.between(issued, notAfter()).multipliedBy(2).dividedBy(3));
    }

    private static KoinonException unfit(String why) {
        return new KoinonException(ErrorCode.NOT_ADMITTED, why);
    }

    @Override
    public String toString() {
        return "credentials of " + id + ", certificate " + identity.serial();
    }
}
