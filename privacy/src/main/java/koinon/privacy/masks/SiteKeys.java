package koinon.privacy.masks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.crypto.KeyAgreement;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * A site's own keys (blueprint D10): an Ed25519 identity made here once, and an X25519 key per
 * epoch of at most 24 hours, both in files that only this user can read. The epoch key survives a
 * restart, so that a round under way can be answered again; at the end of its epoch it is
 * overwritten.
 *
 * <p>Guarantee: private keys never leave this object; it has no accessor for them.
 */
public final class SiteKeys {
    public static final Duration EPOCH = Duration.ofHours(24);

    private final PrivateKey epochPrivate;
    private final PublicKeys shown;
    private final Instant epochStart;

    private SiteKeys(PrivateKey epochPrivate, PublicKeys shown, Instant epochStart) {
        this.epochPrivate = epochPrivate;
        this.shown = shown;
        this.epochStart = epochStart;
    }

    /** Opens the keys in a folder, making what is missing or expired. */
    public static SiteKeys open(Path folder, Instant now) {
        try {
            Files.createDirectories(folder);
            Stored identity =
                    stored(folder.resolve("identity.key"), "Ed25519", now, Duration.ofDays(36500));
            Stored epoch = stored(folder.resolve("epoch.key"), "X25519", now, EPOCH);
            return of(identity, epoch);
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES, "cannot read or write the keys in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "the keys in " + folder + " are damaged", e);
        }
    }

    /** Keys that live in memory only, for federations inside one process. */
    public static SiteKeys ephemeral(Instant now) {
        try {
            return of(Stored.create("Ed25519", now), Stored.create("X25519", now));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519 and X25519", e);
        }
    }

    private static SiteKeys of(Stored identity, Stored epoch) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KeyCodec.privateKey("Ed25519", identity.privateKey));
        signer.update(PublicKeys.CONTEXT);
        signer.update(epoch.publicKey);
        PublicKeys shown = new PublicKeys(identity.publicKey, epoch.publicKey, signer.sign());
        return new SiteKeys(KeyCodec.privateKey("X25519", epoch.privateKey), shown, epoch.created);
    }

    public PublicKeys shown() {
        return shown;
    }

    public boolean expired(Instant now) {
        return !now.isBefore(epochStart.plus(EPOCH));
    }

    /** The X25519 secret shared with another site's epoch key. Shape: 32 bytes. */
    byte[] agree(byte[] peerEpochKey) {
        try {
            PublicKey peer = KeyCodec.publicKey("X25519", peerEpochKey);
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(epochPrivate);
            agreement.doPhase(peer, true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "a site of the roster shows a malformed key", e);
        }
    }

    private static Stored stored(Path file, String algorithm, Instant now, Duration life)
            throws IOException, GeneralSecurityException {
        if (Files.exists(file)) {
            Stored found = Stored.decode(Files.readAllBytes(file));
            // Either way: a clock that was set back must not make an epoch longer.
            if (Duration.between(found.created, now).abs().compareTo(life) < 0) {
                return found;
            }
        }
        Stored created = Stored.create(algorithm, now);
        write(file, created.encode());
        return created;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, content);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A key pair with the time of its making, as it stands in a file. */
    private static final class Stored {
        private final Instant created;
        private final byte[] privateKey;
        private final byte[] publicKey;

        private Stored(Instant created, byte[] privateKey, byte[] publicKey) {
            this.created = created;
            this.privateKey = privateKey;
            this.publicKey = publicKey;
        }

        static Stored create(String algorithm, Instant now) throws GeneralSecurityException {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            return new Stored(now, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        }

        byte[] encode() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeLong(created.toEpochMilli());
                out.writeShort(privateKey.length);
                out.write(privateKey);
                out.writeShort(publicKey.length);
                out.write(publicKey);
                out.writeInt(checksum(bytes.toByteArray()));
            }
            return bytes.toByteArray();
        }

        private static int checksum(byte[] bytes) {
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            return (int) crc.getValue();
        }

        static Stored decode(byte[] bytes) throws IOException, GeneralSecurityException {
            int body = Math.max(0, bytes.length - Integer.BYTES);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                Instant created = Instant.ofEpochMilli(in.readLong());
                byte[] privateKey = in.readNBytes(in.readUnsignedShort());
                byte[] publicKey = in.readNBytes(in.readUnsignedShort());
                if (in.readInt() != checksum(Arrays.copyOf(bytes, body))) {
                    throw new InvalidKeyException("a key file is damaged");
                }
                return new Stored(created, privateKey, publicKey);
            } catch (EOFException e) {
                throw new InvalidKeyException("a key file ends early", e);
            }
        }
    }
}
