package koinon.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import koinon.cli.home.MasterFinder;
import koinon.master.MasterSettings;
import koinon.master.federation.Limits;
import org.apache.commons.cli.Options;

/** {@code master start}: serves until the process is told to end. */
final class MasterStart implements Command {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_ROUND_SECONDS = 86_400;

    @Override
    public String name() {
        return "master start";
    }

    @Override
    public String summary() {
        return "Runs a master in the foreground: API, portal, and the port that workers dial.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "./koinon master start --home ~/.koinon/master --name 'Alpine memory clinics'");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("home", "DIR", "the master's own folder (default ~/.koinon/master)"),
                Flags.value("name", "NAME", "name of the federation, for people"),
                Flags.value("host", "ADDRESS", "where API and portal listen (default 127.0.0.1)"),
                Flags.value("port", "N", "port of API and portal (default 9090)"),
                Flags.value(
                        "federation-host", "NAME", "name that workers dial (default localhost)"),
                Flags.value("federation-port", "N", "port that workers dial (default 9443)"),
                Flags.value(
                        "store",
                        "URL",
                        "PostgreSQL store as a JDBC URL (default: one in the home)"),
                Flags.value(
                        "round-limit",
                        "S",
                        "seconds that a round waits for sites that are lost (default 120)"),
                Flags.value(
                        "package",
                        "FILE",
                        "signed jar of algorithms; may stand several times, beside HOME/packages"));
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        Path home = call.path("home", "~/.koinon/master");
        String host = call.text("host").orElse("127.0.0.1");
        int port = call.number("port", 9090, 0, HIGHEST_PORT);
        System.setProperty("koinon.logs", home.resolve("logs").toString());
        if (port != 0) {
            MasterFinder.note(home, "http://" + reachable(host) + ":" + port);
        }
        Processes.master(
                new MasterSettings(
                        home,
                        call.text("name").orElse("Koinon"),
                        host,
                        port,
                        call.text("federation-host").orElse("localhost"),
                        call.number("federation-port", 9443, 0, HIGHEST_PORT),
                        store(call),
                        limits(call),
                        call.all("package").stream()
                                .map(file -> Call.absolute(file, "--package"))
                                .toList()));
        return Koinon.DONE;
    }

    private static String store(Call call) {
        String store = call.text("store").orElse("");
        if (store.contains("password")) {
            throw new Misuse(
                    "a password does not belong on a command line, where everyone on this machine"
                            + " can read it; put it into ~/.pgpass");
        }
        return store;
    }

    private static Limits limits(Call call) {
        int usual = (int) Limits.STANDARD.round().toSeconds();
        int seconds = call.number("round-limit", usual, 1, LONGEST_ROUND_SECONDS);
        return Limits.STANDARD.withRound(Duration.ofSeconds(seconds));
    }

    /** An address under which what listens there can be reached from this machine. */
    private static String reachable(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
