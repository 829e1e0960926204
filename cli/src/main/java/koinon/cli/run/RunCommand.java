package koinon.cli.run;

import java.util.List;
import koinon.cli.api.MasterApi;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import koinon.cli.home.MasterFinder;
import org.apache.commons.cli.Options;

/** {@code run ALGORITHM}: asks a question and prints the answer. */
public final class RunCommand implements Command {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "Runs an algorithm over datasets of the federation and prints its result.";
    }

    @Override
    public String operands() {
        return "ALGORITHM [-]";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "./koinon run linear_regression --data-model memory_clinic:1.0"
                        + " --datasets geneva,lausanne,lyon --y mmse --x age,education"
                        + " --filter \"age >= 60 and diagnosis in ('MCI', 'AD')\"",
                "./koinon run linear_regression --data-model longitudinal_dementia:0.1"
                        + " --datasets longitudinal_dementia0,longitudinal_dementia1"
                        + " --y lefthippocampus --x gender --visits BL,FL1"
                        + " --strategy lefthippocampus=diff --strategy gender=first",
                "echo '{\"dataModel\": …}' | ./koinon run linear_regression -");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("data-model", "ID", "data model, for example dementia:0.1"),
                Flags.value("datasets", "A,B", "codes of datasets"),
                Flags.value("y", "V,V", "outcome or main variables"),
                Flags.value("x", "V,V", "covariates"),
                Flags.value(
                        "filter",
                        "EXPR",
                        "which rows: age >= 50 and (sex = 'F' or mmse between 10 and 30) and x is"
                                + " not null; or @FILE with JSON"),
                Flags.value(
                        "param", "K=V", "a parameter of the algorithm; may stand several times"),
                Flags.value(
                        "formula",
                        "F",
                        "model formula: mmse ~ sex * age + C(diagnosis, ref=\"CN\")"),
                Flags.value(
                        "visits",
                        "A,B",
                        "two visits of a longitudinal data model: patients with both are analysed"),
                Flags.value(
                        "strategy",
                        "V=S",
                        "with --visits, once for every variable of y and x: first, second, or diff"
                                + " (the second visit's value minus the first's)"),
                Flags.value("token", "T", "not yet"),
                Flags.master(),
                Flags.home(),
                Flags.json());
    }

    @Override
    public int run(Call call) {
        if (call.operands().isEmpty()) {
            throw new Misuse(
                    "the name of an algorithm is missing; './koinon run --help' shows how");
        }
        call.noMoreThan(2);
        refuseWhatIsToCome(call);
        String algorithm = call.operands().getFirst();
        boolean fromInput = call.operands().size() == 2;
        if (fromInput && !call.operands().getLast().equals("-")) {
            throw new Misuse("after the algorithm only - may follow: JSON from the standard input");
        }
        MasterApi api = MasterFinder.find(call);
        var question =
                fromInput ? Question.read(algorithm, System.in) : Question.of(algorithm, call, api);
        return new Experiment(api, call.terminal()).run(question, call.json());
    }

    private static void refuseWhatIsToCome(Call call) {
        if (call.flag("token")) {
            throw new Misuse("--token comes with users and logins, in a later version");
        }
    }
}
