package koinon.cli.packages;

import java.nio.file.Path;
import java.util.List;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.PackageFile;
import koinon.algorithms.packages.Packages;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import org.apache.commons.cli.Options;

/** {@code algorithm verify FILE}: whether a package is whole and fit, and how to pin it. */
public final class AlgorithmVerify implements Command {
    @Override
    public String name() {
        return "algorithm verify";
    }

    @Override
    public String summary() {
        return "Checks a signed jar of algorithms and prints the lines that pin it in a policy.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon algorithm verify my-algorithms.jar");
    }

    @Override
    public Options options() {
        return Flags.of();
    }

    @Override
    public int run(Call call) {
        Path file = Call.absolute(call.operand("the jar to verify"), "FILE");
        PackageFile read = PackageFile.read(file);
        Algorithms _ = Packages.with(Algorithms.builtIn(), List.of(read));
        PinLines.of(read).forEach(call.terminal()::out);
        return 0;
    }
}
