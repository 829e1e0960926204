package koinon.master.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.master.experiments.Experiment;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Product;
import koinon.model.fitted.Rule;
import koinon.model.request.Request;

/**
 * Fitted models as JSON: the components of {@link FittedModel} by their names, each alternative
 * with its {@code kind}. What is read equals what was written, to the bit.
 */
public final class ModelJson {
    private static final String MODEL = "model";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addMixIn(Rule.class, Rules.class)
                    .addMixIn(Rule.Condition.class, Conditions.class)
                    .addMixIn(Product.Factor.class, Factors.class)
                    .build();

    private ModelJson() {}

    static JsonNode write(FittedModel model) {
        return MAPPER.valueToTree(model);
    }

    static FittedModel read(JsonNode node) {
        try {
            return MAPPER.treeToValue(node, FittedModel.class);
        } catch (JsonProcessingException e) {
            throw new KoinonException(
                    ErrorCode.INCOMPATIBLE_VERSION, "a stored model that cannot be read", e);
        }
    }

    /**
     * The model in an experiment's result.
     *
     * @throws KoinonException PRECONDITION where there is none, or none that may be given out
     */
    public static FittedModel model(Experiment experiment) {
        String outcome = experiment.outcome();
        if (outcome == null) {
            throw none("this experiment is " + OutcomeJson.lower(experiment.state()));
        }
        JsonNode node = Json.parse(outcome).path(MODEL);
        if (node.isMissingNode()) {
            throw none(
                    "the result of '"
                            + experiment.request().algorithm()
                            + "' is not a model that can predict");
        }
        FittedModel model = read(node);
        if (model.rule() instanceof Rule.Withheld(String reason)) {
            throw none("the model cannot be given out: " + reason);
        }
        return model;
    }

    private static KoinonException none(String text) {
        return new KoinonException(ErrorCode.PRECONDITION, text);
    }

    /** A model with where it comes from. */
    public static ObjectNode document(Experiment experiment, FittedModel model) {
        Request request = experiment.request();
        ObjectNode node = Json.object().put("experiment", experiment.id());
        node.set("finished", ExperimentJson.time(experiment.finished()));
        node.put("dataModel", request.dataModel());
        node.set("datasets", Json.texts(request.datasets()));
        node.set(MODEL, write(model));
        return node;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Rule.Linear.class, name = "linear"),
        @JsonSubTypes.Type(value = Rule.Separating.class, name = "separating"),
        @JsonSubTypes.Type(value = Rule.Bayes.class, name = "naive_bayes"),
        @JsonSubTypes.Type(value = Rule.Tree.class, name = "tree"),
        @JsonSubTypes.Type(value = Rule.Nearest.class, name = "nearest"),
        @JsonSubTypes.Type(value = Rule.Withheld.class, name = "withheld")
    })
    private interface Rules {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Rule.Condition.Always.class, name = "always"),
        @JsonSubTypes.Type(value = Rule.Condition.Below.class, name = "below"),
        @JsonSubTypes.Type(value = Rule.Condition.AtLeast.class, name = "at_least"),
        @JsonSubTypes.Type(value = Rule.Condition.Among.class, name = "among")
    })
    private interface Conditions {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Product.Factor.Applied.class, name = "number"),
        @JsonSubTypes.Type(value = Product.Factor.Coded.class, name = "coded")
    })
    private interface Factors {}
}
