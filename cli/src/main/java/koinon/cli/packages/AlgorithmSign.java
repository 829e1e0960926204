package koinon.cli.packages;

import java.nio.file.Path;
import java.util.List;
import koinon.algorithms.packages.PackageFile;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import org.apache.commons.cli.Options;

/** {@code algorithm sign FILE}: writes the signature of a package beside it. */
public final class AlgorithmSign implements Command {
    @Override
    public String name() {
        return "algorithm sign";
    }

    @Override
    public String summary() {
        return "Signs a jar of algorithms with its author's key; the signature goes to FILE.sig.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon algorithm sign my-algorithms.jar --key ~/.koinon/author.key");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("key", "FILE", "the author's secret key; made if it is not there"));
    }

    @Override
    public int run(Call call) {
        Path file = Call.absolute(call.operand("the jar to sign"), "FILE");
        Path key = Call.absolute(call.required("key"), "--key");
        PinLines.of(PackageFile.sign(file, key)).forEach(call.terminal()::out);
        return 0;
    }
}
