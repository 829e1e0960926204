package koinon.wire.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key and the chain that vouches for it, its own certificate first. */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** In lower-case hex. */
    public String serial() {
        return certificate().getSerialNumber().toString(16);
    }

    @Override
    public String toString() {
        return "identity with certificate " + serial();
    }
}
