package koinon.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import koinon.worker.WorkerSettings;
import org.apache.commons.cli.Options;

/** {@code worker start}: serves until the process is told to end. */
final class WorkerStart implements Command {
    @Override
    public String name() {
        return "worker start";
    }

    @Override
    public String summary() {
        return "Runs the worker of a hospital that has joined: dials the master, answers questions.";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "./koinon worker start --home ~/.koinon/workers/geneva --data /srv/mip --policy strict");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("home", "DIR", "the worker's own folder, the one it joined with"),
                Flags.value(
                        "data", "DIR", "folder of data models with CSV files (default HOME/data)"),
                Flags.value("policy", "P", "strict (default), validation, or the file of a policy"),
                Flags.flag("loopback", "the master is on this machine; 'validation' needs it"));
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        Path home = Call.absolute(call.required("home"), "--home");
        Path data = call.path("data", home.resolve("data").toString());
        if (!Files.isDirectory(data)) {
            throw new Misuse("--data: there is no folder " + data);
        }
        String policy = policy(call);
        if (policy.equals("validation") && !call.flag("loopback")) {
            throw new Misuse(
                    "--policy validation shows everything: it needs --loopback, for a master on"
                            + " this machine");
        }
        System.setProperty("koinon.logs", home.resolve("logs").toString());
        Processes.worker(new WorkerSettings(home, data, policy, call.flag("loopback")));
        return Koinon.DONE;
    }

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
