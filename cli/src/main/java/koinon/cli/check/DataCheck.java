package koinon.cli.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.cli.api.Json;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.command.Misuse;
import koinon.cli.terminal.Terminal;
import koinon.data.check.CheckReport;
import koinon.data.check.Checker;
import koinon.data.check.Problem;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.file.MetadataReader;
import org.apache.commons.cli.Options;

/** {@code data check FILE}: what is wrong with a file, before anything is done with it. */
public final class DataCheck implements Command {
    @Override
    public String name() {
        return "data check";
    }

    @Override
    public String summary() {
        return "Checks a CSV file against its data model and lists every problem with its place.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon data check geneva.csv --metadata CDEsMetadata.json");
    }

    @Override
    public Options options() {
        return Flags.of(
                Flags.value("metadata", "FILE", "the data model (default: the one beside FILE)"),
                Flags.value("data-model", "ID", "its id; looked for beside FILE and in --home"),
                Flags.home(),
                Flags.json());
    }

    @Override
    public int run(Call call) {
        Path file = Call.absolute(call.operand("the file to check"), "FILE");
        if (!Files.isRegularFile(file)) {
            throw new Misuse("there is no file " + file);
        }
        DataModel model = model(call, file);
        CheckReport report = Checker.check(file, model);
        if (call.json()) {
            call.terminal().out(Json.pretty(json(report)));
        } else {
            print(report, file, model, call.terminal());
        }
        return report.clean() ? 0 : 1;
    }

    private static DataModel model(Call call, Path file) {
        if (call.text("metadata").isPresent()) {
            return MetadataReader.read(call.path("metadata", "")).model();
        }
        return ModelFinder.find(call.text("data-model"), file, call.path("home", Call.HOME));
    }

    private static ObjectNode json(CheckReport report) {
        ObjectNode json = Json.object();
        put(json, "problems", report.problems());
        put(json, "warnings", report.warnings());
        return json.put("rows", report.rows()).put("total", report.total());
    }

    private static void put(ObjectNode json, String name, List<Problem> problems) {
        var list = json.putArray(name);
        for (Problem problem : problems) {
            list.addObject()
                    .put("row", problem.row())
                    .put("column", problem.column())
                    .put("code", problem.code().word())
                    .put("message", problem.message());
        }
    }

    private static void print(CheckReport report, Path file, DataModel model, Terminal terminal) {
        report.problems().forEach(problem -> terminal.out(line(problem)));
        report.warnings().forEach(warning -> terminal.out("warning: " + line(warning)));
        if (report.total() > report.problems().size()) {
            terminal.out("and " + (report.total() - report.problems().size()) + " more");
        }
        terminal.out(
                file.getFileName()
                        + " against "
                        + model.id()
                        + ": "
                        + report.rows()
                        + " rows, "
                        + report.total()
                        + (report.total() == 1 ? " problem" : " problems"));
    }

    private static String line(Problem problem) {
        String place = problem.row() == 0 ? "" : "line " + problem.row();
        if (!problem.column().isEmpty()) {
            place += (place.isEmpty() ? "" : ", ") + "column " + problem.column();
        }
        return Terminal.clean((place.isEmpty() ? "" : place + ": ") + problem.message());
    }
}
