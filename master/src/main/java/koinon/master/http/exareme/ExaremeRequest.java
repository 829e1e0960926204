package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import koinon.master.json.FilterJson;
import koinon.master.json.Json;
import koinon.master.json.PreprocessingJson;
import koinon.master.json.RequestJson;
import koinon.master.registry.Catalogue;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;

/**
 * A request as clients of the reference post it.
 *
 * <p>Unknown keys are ignored, as are {@code type} and {@code request_id}. An x of one empty name
 * is no x. There are no transformers but the longitudinal one, no validation datasets and no flags
 * but {@code smpc} here: asking for one is an error, never ignored.
 *
 * @param masks whether {@code flags.smpc} insists on secure summation
 */
record ExaremeRequest(Request request, boolean masks) {
    private static final int FEWEST_FOR_MASKS = 3;

    /**
     * The request in a JSON body.
     *
     * @throws KoinonException MALFORMED_REQUEST, INVALID_FILTER or INVALID_PARAMETER
     */
    static ExaremeRequest parse(String algorithm, JsonNode body) {
        JsonNode input = body.path("inputdata");
        if (!body.isObject() || !input.isObject()) {
            throw malformed("the body must be an object with an object 'inputdata'");
        }
        refuseValidationDatasets(input);
        Request request =
                new Request(
                        algorithm,
                        RequestJson.text(input.get("data_model"), "data_model"),
                        names(input, "datasets"),
                        names(input, "y"),
                        names(input, "x"),
                        FilterJson.parse(input.get("filters")),
                        RequestJson.parameters(body.get("parameters")),
                        transformer(body.path("preprocessing")));
        return new ExaremeRequest(request, masks(body.path("flags")));
    }

    private static List<String> names(JsonNode input, String field) {
        return RequestJson.texts(input.get(field), field).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** An empty list means none, too. */
    private static Preprocessing transformer(JsonNode preprocessing) {
        return preprocessing.isArray() && preprocessing.isEmpty()
                ? Preprocessing.NONE
                : PreprocessingJson.parse(preprocessing, LongitudinalTransformer.NAME);
    }

    private static void refuseValidationDatasets(JsonNode input) {
        if (!names(input, "validation_datasets").isEmpty()) {
            throw wrong("The algorithm does not take validation datasets.");
        }
    }

    private static boolean masks(JsonNode flags) {
        if (flags.isMissingNode() || flags.isNull()) {
            return false;
        }
        if (!flags.isObject()) {
            throw malformed("'flags' must be an object");
        }
        for (Map.Entry<String, JsonNode> flag : flags.properties()) {
            if (!flag.getKey().equals("smpc")) {
                throw wrong("Flag '" + Json.shorten(flag.getKey()) + "' does not exist.");
            }
            if (!flag.getValue().isBoolean() && !flag.getValue().isNull()) {
                throw wrong("Flag 'smpc' must be true or false.");
            }
        }
        return flags.path("smpc").asBoolean(false);
    }

    /** Whether masks are insisted on but cannot be had: they need the data of three workers. */
    boolean lacksMasks(Members members) {
        long workers =
                members.catalogue().datasets(request.dataModel()).stream()
                        .filter(dataset -> request.datasets().contains(dataset.code()))
                        .map(Catalogue.Dataset::worker)
                        .distinct()
                        .count();
        return masks && workers > 0 && workers < FEWEST_FOR_MASKS;
    }

    private static KoinonException malformed(String message) {
        return new KoinonException(ErrorCode.MALFORMED_REQUEST, message);
    }

    private static KoinonException wrong(String message) {
        return new KoinonException(ErrorCode.INVALID_PARAMETER, message);
    }
}
