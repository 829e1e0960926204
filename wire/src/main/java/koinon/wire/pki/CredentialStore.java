package koinon.wire.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/**
 * A worker's credentials in its home, one file of mode 600 that is replaced as a whole.
 *
 * <pre>
 *   credentials.pem   private key, own certificate, issuing authority, root
 *   joining.pem       the key of a join under way
 * </pre>
 *
 * <p>The key of a join is kept before the invitation is used, so that a join whose answer was lost
 * can be repeated with the same key, which the master answers again.
 */
public final class CredentialStore {
    private final Path folder;

    public CredentialStore(Path folder) {
        this.folder = folder;
    }

    public Optional<Credentials> load() {
        return read("credentials.pem").map(Credentials::parse);
    }

    public void save(Credentials credentials) {
        write("credentials.pem", credentials.text());
    }

    /** The key of the join under way, made and kept when there is none. */
    public KeyPair joinKeys() {
        Optional<String> kept = read("joining.pem");
        if (kept.isPresent()) {
            return Pem.pair(kept.get());
        }
        KeyPair keys = Keys.generate();
        write("joining.pem", Pem.of(keys));
        return keys;
    }

    /** Keeps what a join gave; its key is no longer needed apart. */
    public void joined(Credentials credentials) {
        save(credentials);
        try {
            Files.deleteIfExists(folder.resolve("joining.pem"));
        } catch (IOException failed) {
            throw PrivateFiles.failed("writing to", folder, failed);
        }
    }

    private Optional<String> read(String name) {
        try {
            return Optional.of(PrivateFiles.read(folder.resolve(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw PrivateFiles.failed("reading from", folder, failed);
        }
    }

    private void write(String name, String text) {
        try {
            PrivateFiles.createFolder(folder);
            PrivateFiles.write(folder.resolve(name), text);
        } catch (IOException failed) {
            throw PrivateFiles.failed("writing to", folder, failed);
        }
    }
}
