package koinon.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Questions about a cohort, put to a running federation; their sums have to be masked. */
record Questions(RunningDemo demo, Cohort cohort) {
    /**
     * An algorithm over chosen variables.
     *
     * @param parameters numbers and texts by their names
     */
    record Question(
            String algorithm, List<String> y, List<String> x, Map<String, Object> parameters) {
        Question {
            y = List.copyOf(y);
            x = List.copyOf(x);
            parameters = Map.copyOf(parameters);
        }
    }

    /** Reads columns from the disk, by a method that none of the benchmarks measures. */
    void cache(List<String> columns) {
        for (String column : columns) {
            ask(new Question("multiple_histograms", List.of(column), List.of(), Map.of()));
        }
    }

    /** From the request to the final event. */
    void ask(Question question) {
        JsonNode ended = demo.run(request(question));
        String mode = ended.path("result").path("privacy").path("mode").asText();
        if (!mode.equals("masked")) {
            throw new IllegalStateException("the sums were not masked: " + mode);
        }
    }

    Warmed time(Question question) {
        return Warmed.of(() -> ask(question));
    }

    private ObjectNode request(Question question) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("algorithm", question.algorithm()).put("dataModel", Cohort.MODEL);
        cohort.datasets().forEach(request.putArray("datasets")::add);
        question.y().forEach(request.putArray("y")::add);
        question.x().forEach(request.putArray("x")::add);
        request.putNull("filter");
        ObjectNode parameters = request.putObject("parameters");
        question.parameters().forEach(parameters::putPOJO);
        return request;
    }
}
