package koinon.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import koinon.cli.api.Json;
import koinon.cli.command.Call;
import koinon.cli.command.Misuse;
import koinon.cli.terminal.Terminal;

/** Two visits of a patient as one row, as {@code --visits} and {@code --strategy} ask for it. */
final class Visits {
    private Visits() {}

    /**
     * The preprocessing of the API; empty without {@code --visits}. What it means the master
     * checks.
     */
    static Optional<ObjectNode> of(Call call) {
        List<String> visits = call.names("visits");
        List<String> strategies = call.names("strategy");
        if (visits.isEmpty() && strategies.isEmpty()) {
            return Optional.empty();
        }
        if (visits.size() != 2) {
            throw new Misuse("--visits takes two visits, for example BL,FL1");
        }
        ObjectNode pairs =
                Json.object().put("visit1", visits.getFirst()).put("visit2", visits.getLast());
        ObjectNode byVariable = pairs.putObject("strategies");
        strategies.forEach(text -> add(byVariable, text));
        return Optional.of(Json.object().set("longitudinal", pairs));
    }

    private static void add(ObjectNode strategies, String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new Misuse(
                    "--strategy must be variable=first, second or diff, not '"
                            + Terminal.clean(text)
                            + "'");
        }
        String variable = text.substring(0, equals).strip();
        if (strategies.has(variable)) {
            throw new Misuse("--strategy " + Terminal.clean(variable) + " stands twice");
        }
        strategies.put(variable, text.substring(equals + 1).strip());
    }
}
