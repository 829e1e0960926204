package koinon.cli.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import koinon.cli.api.MasterApi;
import koinon.cli.command.Call;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Which master a command talks to: the one of {@code --master}, else the running demo of the home,
 * else the master that was started there.
 */
public final class MasterFinder {
    private static final String FILE = "api-url";

    private MasterFinder() {}

    /**
     * The API to talk to.
     *
     * @throws KoinonException when nothing is known to run
     */
    public static MasterApi find(Call call) {
        Optional<String> given = call.text("master");
        if (given.isPresent()) {
            return new MasterApi(given.get());
        }
        Path home = call.path("home", Call.HOME);
        return new MasterApi(
                url(home)
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.INVALID_CONFIGURATION,
                                        "nothing runs in "
                                                + home
                                                + ": start a federation with './koinon"
                                                + " demo', or name one with --master"
                                                + " URL")));
    }

    static Optional<String> url(Path home) {
        return DemoRecord.read(home)
                .filter(DemoRecord::running)
                .map(DemoRecord::url)
                .or(() -> started(home.resolve("master")))
                .or(() -> started(home));
    }

    /** Notes where the API of a master of this home listens. */
    public static void note(Path masterHome, String url) {
        try {
            Files.createDirectories(masterHome);
            Files.writeString(masterHome.resolve(FILE), url + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + masterHome, e);
        }
    }

    private static Optional<String> started(Path masterHome) {
        Path file = masterHome.resolve(FILE);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
