package koinon.algorithms.local;

import com.fasterxml.jackson.databind.JsonNode;
import koinon.model.request.Parameter;

/** The parameters of a validation, as the golden scripts name them. */
public final class SplitOf {
    private SplitOf() {}

    public static Ask golden(Ask ask, JsonNode split) {
        Ask asked = ask.with("split", split.get("split").asText());
        if (split.has("n_splits")) {
            asked = asked.with("n_splits", new Parameter.Int(split.get("n_splits").asInt()));
        }
        if (split.has("test_fraction")) {
            double fraction = split.get("test_fraction").asDouble();
            asked = asked.with("test_fraction", new Parameter.Real(fraction));
        }
        return split.has("test_dataset")
                ? asked.with("test_dataset", split.get("test_dataset").asText())
                : asked;
    }

    public static Ask folds(Ask ask, int count) {
        return ask.with("n_splits", new Parameter.Int(count));
    }
}
