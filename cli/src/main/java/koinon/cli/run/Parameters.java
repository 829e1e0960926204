package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koinon.cli.api.Json;
import koinon.cli.command.Misuse;
import koinon.cli.command.Nearest;
import koinon.cli.terminal.Terminal;

/**
 * Parameters from the command line, {@code name=value}, typed as the algorithm declares them: the
 * level "1" of a variable stays a text while a limit of 1 becomes a number. Bounds are checked by
 * the master.
 */
final class Parameters {
    private Parameters() {}

    /**
     * The parameters as the API takes them.
     *
     * @param algorithm the algorithm's description by the API
     */
    static ObjectNode of(List<String> given, JsonNode algorithm) {
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        algorithm.path("parameters").forEach(p -> declared.put(p.path("name").asText(), p));
        ObjectNode parameters = Json.object();
        for (String text : given) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new Misuse("--param must be name=value, not '" + Terminal.clean(text) + "'");
            }
            String name = text.substring(0, equals).strip();
            JsonNode declaration = declared.get(name);
            if (declaration == null) {
                throw unknown(name, algorithm.path("name").asText(), declared);
            }
            if (parameters.has(name)) {
                throw new Misuse("--param " + name + " stands twice");
            }
            JsonNode domain = declaration.path("domain");
            parameters.set(name, value(name, text.substring(equals + 1), domain));
        }
        return parameters;
    }

    private static Misuse unknown(String name, String algorithm, Map<String, JsonNode> declared) {
        return new Misuse(
                algorithm
                        + " has no parameter '"
                        + Terminal.clean(name)
                        + "'"
                        + (declared.isEmpty()
                                ? "; it has none at all"
                                : "; " + Nearest.hint(name, new ArrayList<>(declared.keySet()))));
    }

    private static JsonNode value(String name, String text, JsonNode domain) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (domain.path("type").asText()) {
            case "flag" ->
                    switch (text) {
                        case "true", "yes" -> json.booleanNode(true);
                        case "false", "no" -> json.booleanNode(false);
                        default -> throw new Misuse("--param " + name + " must be true or false");
                    };
            case "int" -> {
                if (!text.matches("-?[0-9]{1,18}")) {
                    throw new Misuse("--param " + name + " must be a whole number");
                }
                yield json.numberNode(Long.parseLong(text));
            }
            case "real" -> real(name, text);
            case "choice", "level_of_y", "level_of_x", "text", "formula" -> json.textNode(text);
            case "variables_by_key" -> Json.written(text, "--param " + name);
            default ->
                    text.startsWith("[") || text.startsWith("{")
                            ? Json.written(text, "--param " + name)
                            : json.textNode(text);
        };
    }

    private static JsonNode real(String name, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return JsonNodeFactory.instance.numberNode(value);
            }
        } catch (NumberFormatException e) {
            throw new Misuse("--param " + name + " must be a number");
        }
        throw new Misuse("--param " + name + " must be a finite number");
    }
}
