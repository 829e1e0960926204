package koinon.master.http.exareme;

import static koinon.master.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import koinon.master.http.Client;
import koinon.master.http.Server;
import koinon.master.json.Json;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaremeSurfaceTest {
    private static final String LINEAR =
            """
            {"request_id": "b1c6c4a4-0000-4000-8000-000000000000", "type": "exareme2",
             "inputdata": {"data_model": "heart:1", "datasets": ["north", "south"],
               "validation_datasets": null, "y": ["weight"], "x": ["age"],
               "filters": {"condition": "AND", "valid": true, "rules": [
                 {"id": "age", "field": "age", "type": "real", "input": "number",
                  "operator": "greater", "value": 50.0}]}},
             "parameters": {}, "flags": {"smpc": false}, "preprocessing": null}
            """;

    private final Server server = new Server();
    private final Client client = server.client;

    @AfterEach
    void stop() {
        server.close();
    }

    private void answers(String body, int status, String... words) {
        answers("linear_regression", body, status, words);
    }

    private void answers(String algorithm, String body, int status, String... words) {
        HttpResponse<String> response = client.post("/algorithms/" + algorithm, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain");
        assertThat(response.body()).isNotBlank().contains(words).hasSizeLessThan(600);
    }

    @Test
    void listsSpecificationsOfTheTypeThatClientsKeep() {
        JsonNode all = json(client.get("/algorithms"));

        JsonNode first = all.get(0);
        assertThat(first.path("name").asText()).isEqualTo("linear_regression");
        assertThat(first.path("type").asText()).isEqualTo("exareme2");
        assertThat(first.at("/inputdata/y/stattypes")).isEqualTo(Json.texts(List.of("numerical")));
        assertThat(first.at("/inputdata/y/multiple").asBoolean()).isFalse();
        assertThat(first.at("/inputdata/x/multiple").asBoolean()).isTrue();
        assertThat(first.at("/inputdata/data_model/notblank").asBoolean()).isTrue();
        assertThat(first.path("parameters").isNull()).isTrue();
        assertThat(first.path("preprocessing").isArray()).isTrue();
        JsonNode positive = all.at("/1/parameters/positive_class");
        assertThat(positive.at("/enums/type").asText()).isEqualTo("input_var_CDE_enums");
        assertThat(positive.at("/enums/source/0").asText()).isEqualTo("y");
        assertThat(all.at("/2/parameters/alpha/max").asDouble()).isEqualTo(1);
        assertThat(all.at("/4/inputdata/x").isNull()).isTrue();
        JsonNode everything = all.get(5);
        assertThat(everything.at("/inputdata/y/enumslen").asInt()).isEqualTo(2);
        assertThat(everything.at("/parameters/type/enums/source"))
                .isEqualTo(Json.texts(List.of("1", "2")));
        assertThat(everything.at("/parameters/mu/min").isNull()).isTrue();
        JsonNode lists = everything.at("/parameters/lists");
        assertThat(lists.path("types")).isEqualTo(Json.parse("[\"dict\"]"));
        assertThat(lists.at("/dict_keys_enums/source")).isEqualTo(Json.parse("[\"log\", \"exp\"]"));
        assertThat(lists.at("/dict_values_enums/type").asText()).isEqualTo("input_var_names");
    }

    private static final String CHANGES =
            LINEAR.replace(
                    "\"preprocessing\": null",
                    """
                    "preprocessing": {"longitudinal_transformer": {"visit1": "BL", "visit2": "FL1",
                      "strategies": {"weight": "diff", "age": "first"}}}
                    """);

    @Test
    void offersTheTransformerWhereItApplies() {
        JsonNode all = json(client.get("/algorithms"));

        JsonNode transformer = all.at("/0/preprocessing/0");
        assertThat(transformer.path("name").asText()).isEqualTo("longitudinal_transformer");
        JsonNode parameters = transformer.path("parameters");
        assertThat(parameters.at("/visit1/enums"))
                .isEqualTo(
                        Json.parse(
                                "{\"type\": \"fixed_var_CDE_enums\", \"source\": [\"visitid\"]}"));
        JsonNode strategies = parameters.path("strategies");
        assertThat(strategies.path("types")).isEqualTo(Json.texts(List.of("dict")));
        assertThat(strategies.at("/dict_keys_enums/type").asText()).isEqualTo("input_var_names");
        assertThat(strategies.at("/dict_keys_enums/source"))
                .isEqualTo(Json.texts(List.of("x", "y")));
        assertThat(strategies.at("/dict_values_enums/source")).hasSize(3);
        List<String> keys = new ArrayList<>();
        all.at("/2/parameters/alpha").fieldNames().forEachRemaining(keys::add);
        List<String> own = new ArrayList<>();
        parameters.path("visit2").fieldNames().forEachRemaining(own::add);
        assertThat(own).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(all.at("/1/preprocessing")).isEmpty();
    }

    @Test
    void answers460ForPairsOfVisitsThatCannotBe() {
        answers(CHANGES.replace("FL1", "FL9"), 460, "FL9", "BL, FL1");
        answers(CHANGES.replace("\"diff\"", "\"mean\""), 460, "first, second, diff");
        answers(CHANGES.replace(", \"age\": \"first\"", ""), 460, "age");
        answers("descriptive_stats", CHANGES.replace("[\"age\"]", "[]"), 460, "descriptive_stats");
        answers(
                CHANGES.replace("[\"age\"]", "[\"sex\"]")
                        .replace("\"age\": \"first\"", "\"sex\": \"diff\""),
                460,
                "sex");
    }

    @Test
    void showsTheCatalogue() {
        assertThat(json(client.get("/datasets")).path("heart:1"))
                .isEqualTo(Json.texts(List.of("east", "north", "south")));
        assertThat(json(client.get("/datasets_locations")).at("/heart:1/south").asText())
                .isEqualTo("w3");
        assertThat(json(client.get("/datasets_variables")).at("/heart:1/east"))
                .isEqualTo(Json.texts(List.of("dataset", "age")));
    }

    @Test
    void showsTheMetadata() {
        JsonNode metadata = json(client.get("/cdes_metadata")).path("heart:1");

        assertThat(metadata.at("/dataset/enumerations/east").asText()).isEqualTo("east");
        assertThat(metadata.at("/dataset/enumerations")).hasSize(3);
        assertThat(metadata.at("/age/sql_type").asText()).isEqualTo("int");
        assertThat(metadata.at("/age/max")).isEqualTo(Json.parse("120"));
        assertThat(metadata.at("/age/enumerations").isNull()).isTrue();
        assertThat(metadata.at("/weight/min").isNull()).isTrue();
        assertThat(metadata.at("/sex/is_categorical").asBoolean()).isTrue();
        JsonNode attributes = json(client.get("/data_models_attributes")).path("heart:1");
        assertThat(attributes.path("tags")).isEqualTo(Json.texts(List.of("longitudinal")));
        JsonNode tree = attributes.at("/properties/cdes/0");
        assertThat(tree.path("longitudinal").asBoolean()).isTrue();
        assertThat(tree.at("/variables/0/enumerations")).hasSize(3);
        assertThat(tree.at("/groups/0/variables/2/code").asText()).isEqualTo("sex");
    }

    @Test
    void tellsItsHealth() {
        assertThat(client.get("/healthcheck").body()).isEmpty();
        assertThat(client.post("/wla", "").statusCode()).isEqualTo(200);
        server.members.setThird(Members.State.LOST);
        HttpResponse<String> response = client.get("/healthcheck");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isNotBlank();
    }

    @Test
    void answers400ForWhatIsMalformed() {
        String malformed = "Algorithm execution request malformed";
        answers("{", 400, malformed);
        answers("[]", 400, malformed);
        answers("{\"inputdata\": 5}", 400, malformed);
        answers(LINEAR.replace("\"heart:1\"", "5"), 400, malformed);
        answers(LINEAR.replace("[\"weight\"]", "\"weight\""), 400, malformed);
        answers(LINEAR.replace("greater", "like"), 400, malformed, "like");
        answers(LINEAR.replace("\"flags\": {\"smpc\": false}", "\"flags\": []"), 400, malformed);
        answers("magic", LINEAR, 400, "magic");
    }

    @Test
    void answers460ForWhatIsWrong() {
        HttpResponse<String> model =
                client.post("/algorithms/linear_regression", LINEAR.replace("heart:1", "lungs:2"));
        assertThat(model.statusCode()).isEqualTo(460);
        assertThat(model.body()).containsPattern("Data model .* does not exist");
        answers(LINEAR.replace("\"north\"", "\"west\""), 460, "west");
        answers(LINEAR.replace("[\"weight\"]", "[\"sex\"]"), 460, "sex");
        answers(LINEAR.replace("[\"weight\"]", "[\"sizes\"]"), 460, "sizes");
        answers(LINEAR.replace("[\"weight\"]", "[]"), 460, "exactly 1");
        answers(LINEAR.replace("\"parameters\": {}", "\"parameters\": {\"k\": 1}"), 460, "'k'");
        answers(LINEAR.replace("\"smpc\"", "\"magic\""), 460, "magic");
        answers(LINEAR.replace("\"smpc\": false", "\"smpc\": 1"), 460, "smpc");
        answers(
                LINEAR.replace("\"preprocessing\": null", "\"preprocessing\": {\"magic\": {}}"),
                460,
                "magic");
        answers(
                LINEAR.replace(
                        "\"validation_datasets\": null", "\"validation_datasets\": [\"north\"]"),
                460,
                "validation");
    }

    @Test
    void answers461To513ForWhatHappensOnTheWay() {
        fails(
                ErrorCode.INSUFFICIENT_DATA,
                461,
                "The algorithm could not run with the input provided because there are"
                        + " insufficient data.");
        fails(ErrorCode.PRECONDITION, 460, "reason");
        fails(ErrorCode.SITE_UNREACHABLE, 512, "reason");
        fails(ErrorCode.SITE_TIMED_OUT, 513, "reason");
        fails(ErrorCode.SITE_FAILED, 500, "reason");
        fails(ErrorCode.INTERNAL, 500, "reference in the log");
    }

    private void fails(ErrorCode code, int status, String words) {
        server.experiments.prepare(new KoinonException(code, "reason"));
        answers(LINEAR, status, words);
    }

    @Test
    void answers462WhenMasksCannotBeHad() {
        String insists = LINEAR.replace("\"smpc\": false", "\"smpc\": true");

        answers(insists, 462, "SMPC");
        server.experiments.prepare(new KoinonException(ErrorCode.PRECONDITION, "reached"));
        answers(insists.replace("\"north\"", "\"north\", \"east\""), 460, "reached");
    }

    @Test
    void answers513WithTheExperimentThatGoesOn() {
        HttpResponse<String> response = client.post("/algorithms/linear_regression", LINEAR);

        String id = server.experiments.recent(1).getFirst().id();
        assertThat(response.statusCode()).isEqualTo(513);
        assertThat(response.body()).contains(id);
        assertThat(json(client.get("/api/v1/experiments/" + id)).path("state").asText())
                .isEqualTo("queued");
    }

    @Test
    void answersOtherMethodsInWords() {
        HttpResponse<String> response = client.delete("/algorithms");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isNotBlank();
    }
}
