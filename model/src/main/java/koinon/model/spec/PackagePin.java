package koinon.model.spec;

import java.util.regex.Pattern;

/**
 * One package of algorithms that somebody admits: these bytes, by this author, and no other.
 *
 * @param file of the jar; its signature lies beside it
 * @param sha256 of the jar, 64 lower-case hexadecimal digits
 * @param author public key of who signed it: Ed25519, X.509, in base64
 */
public record PackagePin(String file, String sha256, String author) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{40,100}={0,2}");

    public PackagePin {
        if (file.isBlank()) {
            throw new IllegalArgumentException("'file' is the path of a jar");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'sha256' has 64 digits 0-9, a-f");
        }
        if (!KEY.matcher(author).matches()) {
            throw new IllegalArgumentException(
                    "'author' is a public key as 'koinon algorithm verify' prints it");
        }
    }
}
