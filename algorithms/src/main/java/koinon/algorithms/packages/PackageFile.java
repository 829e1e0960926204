package koinon.algorithms.packages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import koinon.algorithms.Algorithm;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.spec.PackagePin;

/**
 * A package of algorithms: a jar with a signature beside it. Guarantee: read once; what was
 * verified is what is loaded.
 *
 * <p>The jar names its algorithms in {@code META-INF/koinon-algorithms}, one class per line.
 */
public final class PackageFile {
    /** Where a jar lists its algorithms. */
    public static final String LIST = "META-INF/koinon-algorithms";

    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_UNPACKED = 64 << 20;

    private final Path file;
    private final byte[] bytes;
    private final Signature signature;

    private PackageFile(Path file, byte[] bytes, Signature signature) {
        this.file = file;
        this.bytes = bytes;
        this.signature = signature;
    }

    /**
     * Reads a package and checks that its signature is its author's.
     *
     * @throws KoinonException INVALID_CONFIGURATION
     */
    public static PackageFile read(Path file) {
        byte[] bytes = bytes(file, "the package");
        Path beside = signatureOf(file);
        String text = new String(bytes(beside, "the signature"), StandardCharsets.UTF_8);
        Signature signature = Signature.parse(beside.toString(), text);
        if (!signature.holds(bytes)) {
            throw invalid(
                    file
                            + " is not what its author signed: the file or "
                            + beside.getFileName()
                            + " was changed; fetch both again");
        }
        return new PackageFile(file, bytes, signature);
    }

    /**
     * Reads a package that was pinned and checks that it is the very same.
     *
     * @throws KoinonException INVALID_CONFIGURATION
     */
    public static PackageFile read(PackagePin pin) {
        Path file = Path.of(pin.file());
        String digest = digest(bytes(file, "the package"));
        if (!digest.equals(pin.sha256())) {
            throw invalid(
                    file
                            + " is not the package that was pinned: its SHA-256 is "
                            + digest
                            + ", the policy says "
                            + pin.sha256());
        }
        PackageFile read = read(file);
        if (!read.digest().equals(pin.sha256())) {
            throw invalid(file + " changed while it was read");
        }
        if (!read.author().equals(pin.author())) {
            throw invalid(file + " was signed by " + read.author() + ", not by " + pin.author());
        }
        return read;
    }

    /** Signs a jar with the key in a file, which is made if it is not there. */
    public static PackageFile sign(Path file, Path keyFile) {
        byte[] bytes = bytes(file, "the package");
        Signature signature = Signature.sign(bytes, keys(keyFile));
        PackageFile signed = new PackageFile(file, bytes, signature);
        if (!signature.holds(bytes)) {
            throw invalid(keyFile + " holds two halves that do not belong together");
        }
        // What could not be loaded is not worth a signature.
        List<Algorithm> _ = signed.algorithms();
        try {
            Files.writeString(signatureOf(file), signature.text());
        } catch (IOException e) {
            throw unreadable(signatureOf(file), "written", e);
        }
        return signed;
    }

    private static Signature.Keys keys(Path file) {
        try {
            if (!Files.exists(file)) {
                Signature.Keys fresh = Signature.Keys.fresh();
                var mode = PosixFilePermissions.fromString("rw-------");
                Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
                String text = fresh.secret() + "\n" + fresh.author() + "\n";
                Files.writeString(file, text, StandardOpenOption.WRITE);
                return fresh;
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 2) {
                throw invalid(file + " is no key of an author: it has two lines");
            }
            return new Signature.Keys(lines.getFirst(), lines.getLast());
        } catch (IOException e) {
            throw unreadable(file, "read or made", e);
        }
    }

    /** The algorithms, each under the digest of this package. */
    public List<Algorithm> algorithms() {
        return new PackageLoader(file.toString(), contents())
                .algorithms().stream()
                        .map(algorithm -> PackagedAlgorithm.of(algorithm, digest()))
                        .toList();
    }

    public Path file() {
        return file;
    }

    /** SHA-256 of the jar, in hexadecimal digits. */
    public String digest() {
        return digest(bytes);
    }

    /** The public key of who signed it, in base64. */
    public String author() {
        return signature.author();
    }

    /** How a policy would pin it. */
    public PackagePin pin() {
        return new PackagePin(file.toString(), digest(), author());
    }

    private Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            int left = MAX_UNPACKED;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes(left + 1);
                left -= content.length;
                if (left < 0) {
                    throw invalid(file + " unpacks to more than " + MAX_UNPACKED + " bytes");
                }
                if (!entry.isDirectory() && contents.put(entry.getName(), content) != null) {
                    throw invalid(file + " holds an entry twice");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, file + " is no jar that can be read", e);
        }
        return contents;
    }

    private static Path signatureOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".sig");
    }

    private static byte[] bytes(Path file, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw invalid(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, "read: " + what + " is missing or not readable", e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_CONFIGURATION, message);
    }

    private static KoinonException unreadable(Path file, String what, IOException cause) {
        return new KoinonException(
                ErrorCode.INVALID_CONFIGURATION, file + " cannot be " + what, cause);
    }
}
