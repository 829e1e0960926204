package koinon.wire.pki;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what one root vouches for: path, purpose and, for a server, host name by the JDK's own
 * rules (PKIX), at the time of a given clock.
 *
 * <p>A client's certificate is taken here at any time of its life or after: the gatekeeper refuses
 * an expired one on every call, with a reason that the client can read.
 */
public final class RootTrust extends X509ExtendedTrustManager {
    /** Finds the root to trust, given what the peer sent. */
    private interface Anchor {
        X509Certificate find(X509Certificate[] chain) throws CertificateException;
    }

    private final Anchor anchor;
    private final Clock clock;

    private RootTrust(Anchor anchor, Clock clock) {
        this.anchor = anchor;
        this.clock = clock;
    }

    public static RootTrust of(X509Certificate root, Clock clock) {
        return new RootTrust(chain -> root, clock);
    }

    /** For first contact: the root must be the last of the chain and have this fingerprint. */
    public static RootTrust pinned(String fingerprint, Clock clock) {
        return new RootTrust(chain -> pinnedRoot(chain, fingerprint), clock);
    }

    private static X509Certificate pinnedRoot(X509Certificate[] chain, String fingerprint)
            throws CertificateException {
        X509Certificate last = chain[chain.length - 1];
        if (!Fingerprint.of(last).equals(fingerprint)) {
            throw new CertificateException(
                    "the master's root certificate is not the one of the invitation");
        }
        return last;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        pkix(chain, clock.instant()).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        pkix(chain, clock.instant()).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("without a connection the host name cannot be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        pkix(chain, withinLife(chain[0])).checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        pkix(chain, withinLife(chain[0])).checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        pkix(chain, withinLife(chain[0])).checkClientTrusted(chain, type);
    }

    /** None: a client shows whatever certificate it has, and is told what is wrong with it. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private Instant withinLife(X509Certificate leaf) {
        Instant now = clock.instant();
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
    }

    private X509ExtendedTrustManager pkix(X509Certificate[] chain, Instant at)
            throws CertificateException {
        try {
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(
                            Set.of(new TrustAnchor(anchor.find(chain), null)),
                            new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (CertificateException refused) {
            throw refused;
        } catch (GeneralSecurityException failed) {
            throw new CertificateException("the chain could not be checked", failed);
        }
    }
}
