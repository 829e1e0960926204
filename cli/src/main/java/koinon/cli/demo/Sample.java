package koinon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import koinon.cli.api.Json;
import koinon.cli.api.MasterApi;
import koinon.cli.run.Experiment;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** The analysis that a demo shows when it is ready. */
final class Sample {
    private static final int VARIABLES = 4;

    private final MasterApi api;
    private final Terminal terminal;

    Sample(MasterApi api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** Of the synthetic cohort: who has the disease. Of other data: a description. */
    void run(boolean synthetic) {
        terminal.out("");
        terminal.out(
                synthetic
                        ? "Sample: which patients of all hospitals have Alzheimer's disease?"
                        : "Sample: a description of the first numerical variables.");
        terminal.out("");
        new Experiment(api, terminal).run(synthetic ? regression() : description(), false);
    }

    private ObjectNode regression() {
        return question("logistic_regression", Cohort.MODEL)
                .<ObjectNode>set("y", list(List.of("diagnosis")))
                .<ObjectNode>set(
                        "x", list(List.of("age", "sex", "education", "apoe4", "left_hippocampus")))
                .set("parameters", Json.object().put("positive_class", "AD"));
    }

    private ObjectNode description() {
        String model = api.get("data-models").path("dataModels").path(0).path("id").asText();
        Set<String> present = new HashSet<>();
        for (JsonNode dataset : api.get("datasets").path("datasets")) {
            if (dataset.path("dataModel").asText().equals(model)) {
                present.addAll(Json.texts(dataset.path("variables")));
            }
        }
        List<String> variables = new ArrayList<>();
        numerical(api.get("data-models/" + model).path("root"), variables);
        List<String> first = variables.stream().filter(present::contains).limit(VARIABLES).toList();
        return question(algorithm(), model)
                .<ObjectNode>set("y", list(first))
                .<ObjectNode>set("x", list(List.of()))
                .set("parameters", Json.object());
    }

    private ObjectNode question(String algorithm, String model) {
        ObjectNode question = Json.object().put("algorithm", algorithm).put("dataModel", model);
        var datasets = question.putArray("datasets");
        for (JsonNode dataset : api.get("datasets").path("datasets")) {
            if (dataset.path("dataModel").asText().equals(model)) {
                datasets.add(dataset.path("code").asText());
            }
        }
        return question.putNull("filter");
    }

    private String algorithm() {
        for (JsonNode algorithm : api.get("algorithms").path("algorithms")) {
            if (algorithm.path("name").asText().startsWith("descriptive")) {
                return algorithm.path("name").asText();
            }
        }
        throw new KoinonException(ErrorCode.UNKNOWN_ALGORITHM, "there is no descriptive algorithm");
    }

    private static void numerical(JsonNode group, List<String> variables) {
        for (JsonNode variable : group.path("variables")) {
            if (variable.path("kind").asText().equals("numerical")) {
                variables.add(variable.path("code").asText());
            }
        }
        group.path("groups").forEach(child -> numerical(child, variables));
    }

    private static JsonNode list(List<String> texts) {
        var list = Json.object().putArray("list");
        texts.forEach(list::add);
        return list;
    }
}
