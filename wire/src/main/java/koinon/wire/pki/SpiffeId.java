package koinon.wire.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * A worker's name inside its certificate: {@code spiffe://koinon/FEDERATION/worker/ID}. Both parts
 * are 1 to 64 of letters, digits, dot, dash and underscore, beginning with a letter or digit.
 */
public record SpiffeId(String federation, String workerId) {
    private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final Pattern FORM =
            Pattern.compile("spiffe://koinon/(" + PART + ")/worker/(" + PART + ")");
    private static final int URI_NAME = 6;

    public SpiffeId {
        checkPart("the name of a federation", federation);
        checkPart("the id of a worker", workerId);
    }

    /** The one such name of a certificate; empty when there is none or more than one. */
    static Optional<SpiffeId> of(X509Certificate certificate) {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException damaged) {
            return Optional.empty();
        }
        if (names == null || names.size() != 1) {
            return Optional.empty();
        }
        List<?> name = names.iterator().next();
        return Integer.valueOf(URI_NAME).equals(name.get(0))
                ? parse(String.valueOf(name.get(1)))
                : Optional.empty();
    }

    private static Optional<SpiffeId> parse(String uri) {
        Matcher matcher = FORM.matcher(uri);
        return matcher.matches()
                ? Optional.of(new SpiffeId(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    static void checkPart(String what, String text) {
        if (!text.matches(PART)) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    what + " is 1 to 64 of letters, digits, dot, dash and underscore");
        }
    }

    @Override
    public String toString() {
        return "spiffe://koinon/" + federation + "/worker/" + workerId;
    }
}
