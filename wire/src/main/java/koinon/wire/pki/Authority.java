package koinon.wire.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Peer;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The federation's own certificate authority: a root, and below it the issuing authority that signs
 * the certificates of master and workers. EC P-256, SHA-256.
 *
 * <p>Folder (mode 700, keys mode 600, created as a whole or not at all):
 *
 * <pre>
 *   root.crt     the root; its SHA-256 is what an invitation pins
 *   root.key     only needed to make a new issuing authority; may be kept elsewhere
 *   issuing.crt
 *   issuing.key
 * </pre>
 *
 * <p>Every certificate is valid from 15 minutes before its issue, so that clocks may differ by 10.
 * Not checked here: whether a worker is still admitted (the registry knows).
 */
public final class Authority {
    /** How long before its issue a certificate becomes valid. */
    public static final Duration BACKDATING = Duration.ofMinutes(15);

    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
    private static final Duration ISSUING_LIFE = Duration.ofDays(10 * 365);

    private final String federation;
    private final X509Certificate root;
    private final Identity issuing;
    private final Clock clock;

    private Authority(String federation, X509Certificate root, Identity issuing, Clock clock) {
        this.federation = federation;
        this.root = root;
        this.issuing = issuing;
        this.clock = clock;
    }

    /** Opens the authority in a folder; makes it first when there is none. */
    public static Authority openOrCreate(Path folder, String federation, Clock clock) {
        SpiffeId.checkPart("the name of a federation", federation);
        try {
            if (!Files.exists(folder.resolve("root.crt"))) {
                create(folder, federation, clock);
            }
            return open(folder, federation, clock);
        } catch (IOException failed) {
            throw PrivateFiles.failed("opening the authority in", folder, failed);
        }
    }

    private static void create(Path folder, String federation, Clock clock) throws IOException {
        Path temporary = PrivateFiles.temporaryFolderBeside(folder);
        KeyPair rootKeys = Keys.generate();
        String rootName = Template.name(federation, "root");
        X509Certificate root =
                Template.authority(rootName, rootKeys.getPublic(), 1)
                        .valid(clock.instant(), ROOT_LIFE)
                        .signed(rootName, rootKeys.getPublic(), rootKeys.getPrivate());
        KeyPair issuingKeys = Keys.generate();
        X509Certificate issuing =
                Template.authority(Template.name(federation, "issuing"), issuingKeys.getPublic(), 0)
                        .valid(clock.instant(), ISSUING_LIFE)
                        .signed(rootName, rootKeys.getPublic(), rootKeys.getPrivate());
        PrivateFiles.write(temporary.resolve("root.key"), Pem.of(rootKeys.getPrivate()));
        PrivateFiles.write(temporary.resolve("root.crt"), Pem.of(root));
        PrivateFiles.write(temporary.resolve("issuing.key"), Pem.of(issuingKeys.getPrivate()));
        PrivateFiles.write(temporary.resolve("issuing.crt"), Pem.of(issuing));
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.forceFolder(folder.toAbsolutePath().getParent());
    }

    private static Authority open(Path folder, String federation, Clock clock) throws IOException {
        X509Certificate root = certificate(folder.resolve("root.crt"));
        X509Certificate issuing = certificate(folder.resolve("issuing.crt"));
        String expected = Template.name(federation, "root");
        if (!root.getSubjectX500Principal().equals(Template.principal(expected))) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    folder + " holds the authority of another federation, not of " + federation);
        }
        PrivateKey key = Pem.key(PrivateFiles.read(folder.resolve("issuing.key")));
        return new Authority(federation, root, new Identity(key, List.of(issuing, root)), clock);
    }

    private static X509Certificate certificate(Path file) throws IOException {
        List<X509Certificate> found = Pem.certificates(PrivateFiles.read(file));
        if (found.size() != 1) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, file + " must hold one certificate");
        }
        return found.getFirst();
    }

    public String federation() {
        return federation;
    }

    public X509Certificate root() {
        return root;
    }

    /** SHA-256 of the root certificate: what an invitation pins. */
    public String rootFingerprint() {
        return Fingerprint.of(root);
    }

    public Clock clock() {
        return clock;
    }

    /**
     * A new key and certificate for the master's port.
     *
     * @param names DNS names and IP addresses under which workers dial it
     */
    public Identity issueServer(Set<String> names, Duration lifetime) {
        KeyPair keys = Keys.generate();
        List<GeneralName> alternatives = names.stream().map(Template::hostName).toList();
        X509Certificate certificate =
                Template.leaf(Template.name(federation, "master"), keys.getPublic())
                        .named(alternatives)
                        .purpose(KeyPurposeId.id_kp_serverAuth)
                        .valid(clock.instant(), limited(lifetime))
                        .signed(issuingName(), issuingKey(), issuing.key());
        return new Identity(keys.getPrivate(), List.of(certificate, issuing.certificate(), root));
    }

    /** The chain (own certificate, issuing authority) of a worker. */
    public List<X509Certificate> issueWorker(
            CertificateRequest request, String workerId, Duration lifetime) {
        String id = new SpiffeId(federation, workerId).toString();
        X509Certificate certificate =
                Template.leaf(Template.name(federation, "worker"), request.key())
                        .named(List.of(new GeneralName(GeneralName.uniformResourceIdentifier, id)))
                        .purpose(KeyPurposeId.id_kp_clientAuth)
                        .valid(clock.instant(), limited(lifetime))
                        .signed(issuingName(), issuingKey(), issuing.key());
        return List.of(certificate, issuing.certificate());
    }

    /**
     * Who holds this certificate.
     *
     * @throws KoinonException NOT_ADMITTED when it was not issued here to a worker of this
     *     federation; its time is not checked
     */
    public Peer identify(X509Certificate certificate) {
        try {
            certificate.verify(issuingKey());
        } catch (GeneralSecurityException foreign) {
            throw notAdmitted("the certificate comes from another authority");
        }
        SpiffeId id =
                SpiffeId.of(certificate)
                        .filter(found -> found.federation().equals(federation))
                        .orElseThrow(() -> notAdmitted("the certificate is not a worker's"));
        return peer(id.workerId(), certificate);
    }

    /**
     * Refuses a certificate outside its time on this machine's clock.
     *
     * @param grace how long after its end it is still taken
     */
    public void checkTime(X509Certificate certificate, Duration grace) {
        Instant now = clock.instant();
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            throw notAdmitted("the certificate is not valid yet: compare the clocks");
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end.plus(grace))) {
            throw notAdmitted("the certificate expired at " + end);
        }
    }

    static Peer peer(String workerId, X509Certificate certificate) {
        return new Peer(
                workerId,
                certificate.getSerialNumber().toString(16),
                certificate.getNotAfter().toInstant());
    }

    static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException notEc) {
            throw new IllegalArgumentException("the key is not on P-256", notEc);
        }
    }

    private static KoinonException notAdmitted(String why) {
        return new KoinonException(ErrorCode.NOT_ADMITTED, why);
    }

    /** Nothing outlives the authority that signed it. */
    private Duration limited(Duration lifetime) {
        Instant end = issuing.certificate().getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        return lifetime.compareTo(left) < 0 ? lifetime : left;
    }

    private String issuingName() {
        return Template.name(federation, "issuing");
    }

    private PublicKey issuingKey() {
        return issuing.certificate().getPublicKey();
    }
}
