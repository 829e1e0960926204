package koinon.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import org.apache.commons.cli.Options;

/** {@code demo}: a whole federation on one machine. */
public final class DemoCommand implements Command {
    private static final int MOST_WORKERS = 64;
    private static final int HIGHEST_PORT = 65_535;

    private final List<String> serverFlags;

    /**
     * The command.
     *
     * @param serverFlags what every server process is started with
     */
    public DemoCommand(List<String> serverFlags) {
        this.serverFlags = List.copyOf(serverFlags);
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "Starts a federation on this machine: a master, workers, portal, and sample data.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "./koinon demo",
                "./koinon demo --workers 5 --data ~/mip-data --port 5000 --detach");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("workers", "N", "number of workers (default 3)"),
                Flags.value("data", "DIR", "data in the MIP layout (default: a synthetic cohort)"),
                Flags.value("port", "N", "port of portal and API (default 9090)"),
                Flags.value(
                        "federation-port", "N", "port that workers dial (default 9443, else any)"),
                Flags.value(
                        "policy",
                        "P",
                        "strict (default), validation (nothing suppressed), or the file of a"
                                + " policy"),
                Flags.flag("detach", "return when all workers are ready"),
                Flags.value("vaults", "N", "not yet"),
                Flags.home());
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        if (call.flag("vaults")) {
            throw new Misuse("--vaults comes with a later version; this one has hospitals only");
        }
        Path home = call.path("home", Call.HOME);
        boolean synthetic = call.text("data").isEmpty();
        DemoSettings settings =
                new DemoSettings(
                        home,
                        call.number("workers", 3, 1, MOST_WORKERS),
                        synthetic ? home.resolve("demo-data") : data(call),
                        synthetic,
                        call.number("port", 9090, 1, HIGHEST_PORT),
                        call.number("federation-port", 0, 0, HIGHEST_PORT),
                        policy(call),
                        call.flag("detach"));
        return new Demo(settings, call.terminal(), serverFlags).run();
    }

    private static Path data(Call call) {
        Path data = call.path("data", "");
        if (!Files.isDirectory(data)) {
            throw new Misuse("--data: there is no folder " + data);
        }
        return data;
    }

    /** Everything is bound to loopback here, so that validation needs no further question. */
    private static String policy(Call call) {
        String policy = call.text("policy").orElse("strict");
        if (policy.equals("strict") || policy.equals("validation")) {
            return policy;
        }
        Path file = Call.absolute(policy, "--policy");
        if (!Files.isRegularFile(file)) {
            throw new Misuse("--policy must be strict, validation or a file; no file " + file);
        }
        return file.toString();
    }
}
