package koinon.cli.packages;

import java.util.List;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.Packages;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.terminal.Terminal;
import koinon.model.spec.Specification;
import koinon.privacy.Policy;
import koinon.privacy.PolicyFile;
import org.apache.commons.cli.Options;

/** {@code algorithm list}: what a worker would run under a policy. */
public final class AlgorithmList implements Command {
    @Override
    public String name() {
        return "algorithm list";
    }

    @Override
    public String summary() {
        return "Lists the algorithms that a worker runs: built in, or from a package of its policy.";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon algorithm list", "./koinon algorithm list --policy policy.yaml");
    }

    @Override
    public Options options() {
        return Flags.of(Flags.value("policy", "P", "strict (default), validation, or a file"));
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        Policy policy = PolicyFile.resolve(call.text("policy").orElse("strict"));
        Algorithms known = Packages.pinned(Algorithms.builtIn(), policy.packages());
        known.all().stream()
                .map(Algorithm::specification)
                .filter(s -> policy.allows(s.name()))
                .forEach(s -> call.terminal().out(line(s)));
        return 0;
    }

    private static String line(Specification specification) {
        String origin =
                specification.digest().isEmpty()
                        ? ""
                        : "  (package " + specification.digest().substring(0, 12) + "…)";
        return specification.name() + "  " + Terminal.clean(specification.label()) + origin;
    }
}
