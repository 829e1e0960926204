package koinon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import koinon.cli.api.Json;
import koinon.cli.api.MasterApi;
import koinon.cli.command.Call;
import koinon.cli.command.Command;
import koinon.cli.command.Flags;
import koinon.cli.home.MasterFinder;
import koinon.cli.terminal.Terminal;
import koinon.cli.terminal.TextTable;
import koinon.cli.terminal.TextTable.Column;
import koinon.cli.terminal.TextTable.Side;
import org.apache.commons.cli.Options;

/** {@code status}: the federation, its workers, its latest experiments. */
final class StatusCommand implements Command {
    private static final int LATEST = 10;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "Shows the federation, its workers and the latest experiments.";
    }

    @Override
    public List<String> examples() {
        return List.of("./koinon status --json");
    }

    @Override
    public Options options() {
        return Flags.of(Flags.master(), Flags.home(), Flags.json());
    }

    @Override
    public int run(Call call) {
        call.noMoreThan(0);
        MasterApi api = MasterFinder.find(call);
        JsonNode status = api.get("status");
        JsonNode workers = api.get("workers").path("workers");
        JsonNode experiments = api.get("experiments?limit=" + LATEST).path("experiments");
        if (call.json()) {
            ObjectNode all = Json.object();
            all.put("master", api.url());
            all.set("status", status);
            all.set("workers", workers);
            all.set("experiments", experiments);
            call.terminal().out(Json.pretty(all));
            return Koinon.DONE;
        }
        Terminal terminal = call.terminal();
        terminal.out(heading(terminal, api, status));
        terminal.out("");
        workers(workers).forEach(terminal::out);
        if (!experiments.isEmpty()) {
            terminal.out("");
            experiments(experiments).forEach(terminal::out);
        }
        return Koinon.DONE;
    }

    private static String heading(Terminal terminal, MasterApi api, JsonNode status) {
        JsonNode connected = status.path("workers");
        return terminal.bold(Terminal.clean(status.path("name").asText()))
                + " "
                + Terminal.clean(status.path("version").asText())
                + " at "
                + api.url()
                + ": "
                + Terminal.clean(status.path("state").asText())
                + ", "
                + connected.path("connected").asInt()
                + " of "
                + connected.path("known").asInt()
                + " workers connected, "
                + status.path("experiments").path("running").asInt()
                + " experiments running, "
                + status.path("experiments").path("queued").asInt()
                + " queued";
    }

    private static List<String> workers(JsonNode workers) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode worker : workers) {
            rows.add(
                    List.of(
                            worker.path("name").asText(),
                            worker.path("state").asText(),
                            moment(worker.path("lastContact")),
                            worker.path("policy").asText(),
                            shortened(Json.texts(worker.path("datasets")))));
        }
        rows.sort(Comparator.comparing(List::getFirst));
        return TextTable.lines(left("Worker", "State", "Last contact", "Policy", "Datasets"), rows);
    }

    private static List<String> experiments(JsonNode experiments) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode experiment : experiments) {
            JsonNode request = experiment.path("request");
            rows.add(
                    List.of(
                            experiment.path("id").asText(),
                            experiment.path("state").asText(),
                            moment(experiment.path("created")),
                            request.path("algorithm").asText(),
                            request.path("dataModel").asText(),
                            shortened(Json.texts(request.path("y")))));
        }
        return TextTable.lines(
                left("Experiment", "State", "Created", "Algorithm", "Data model", "y"), rows);
    }

    private static List<Column> left(String... names) {
        return List.of(names).stream().map(name -> new Column(name, Side.LEFT)).toList();
    }

    private static String moment(JsonNode instant) {
        String text = instant.asText("");
        return instant.isTextual() ? text.replaceFirst("\\.[0-9]+Z$", "Z") : "–";
    }

    private static String shortened(List<String> names) {
        int shown = Math.min(5, names.size());
        String text = String.join(", ", names.subList(0, shown));
        return names.size() > shown ? text + " and " + (names.size() - shown) + " more" : text;
    }
}
