package koinon.master.http;

import static koinon.master.http.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import koinon.master.experiments.Progress;
import koinon.master.experiments.Progress.SiteState;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product;
import koinon.model.fitted.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeApiTest {
    private static final String QUESTION =
            """
            {"algorithm": "logistic_regression", "dataModel": "heart:1",
             "datasets": ["south", "north"], "y": ["stage"], "x": ["age"],
             "filter": {"condition": "AND", "rules": [
                {"id": "age", "type": "real", "operator": "greater", "value": 50}]},
             "parameters": {"positive_class": 2}}
            """;

    private final Server server = new Server();
    private final Client client = server.client;

    @AfterEach
    void stop() {
        server.close();
    }

    private String submit() {
        HttpResponse<String> response = client.post("/api/v1/experiments", QUESTION);
        assertThat(response.statusCode()).isEqualTo(202);
        return json(response).path("id").asText();
    }

    private static void problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(json(response).path("code").asText()).isEqualTo(code);
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(response.body()).hasSizeLessThan(1500);
    }

    private void refused(String body, int status, String code) {
        problem(client.post("/api/v1/experiments", body), status, code);
    }

    private static String with(String field, String value) {
        return QUESTION.replaceFirst(
                "\"" + field + "\": (\"[^\"]*\"|\\[[^\\]]*\\])", "\"" + field + "\": " + value);
    }

    @Test
    void everyRouteOfTheApiIsDescribed() {
        List<String> described =
                Client.description().path("paths").properties().stream()
                        .flatMap(p ->
                                p.getValue().properties().stream()
                                        .map(m ->
                                                m.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + p.getKey()))
                        .toList();

        List<String> served =
                server.http.routes().stream()
                        .filter(r -> r.contains(" /api/") || r.matches("GET /(metrics|.*z)"))
                        .toList();
        assertThat(served).containsExactlyInAnyOrderElementsOf(described);
        assertThat(json(client.get("/api/v1/openapi.json")).path("openapi").asText())
                .isEqualTo("3.1.0");
    }

    @Test
    void showsTheStatus() {
        JsonNode status = json(client.get("/api/v1/status"));

        assertThat(status.path("name").asText()).isEqualTo("Test federation");
        assertThat(status.path("state").asText()).isEqualTo("ready");
        assertThat(status.at("/workers/connected").asInt()).isEqualTo(3);

        server.members.setThird(Members.State.LOST);
        submit();
        JsonNode later = json(client.get("/api/v1/status"));
        assertThat(later.path("state").asText()).isEqualTo("degraded");
        assertThat(later.at("/experiments/queued").asInt()).isEqualTo(1);
    }

    @Test
    void showsWorkers() {
        server.members.setThird(Members.State.SUSPENDED);

        JsonNode workers = json(client.get("/api/v1/workers")).path("workers");

        assertThat(workers.findValuesAsText("state"))
                .containsExactly("connected", "connected", "suspended");
        assertThat(workers.at("/0/lastContact").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(workers.at("/2/lastContact").isNull()).isTrue();
    }

    @Test
    void showsDataModelsWithTheirConflicts() {
        JsonNode models = json(client.get("/api/v1/data-models"));

        assertThat(models.at("/dataModels/0/id").asText()).isEqualTo("heart:1");
        assertThat(models.at("/dataModels/0/variables").asInt()).isEqualTo(8);
        assertThat(models.at("/dataModels/0/datasets")).hasSize(3);
        assertThat(models.at("/conflicts/0").asText()).contains("lungs:2");
    }

    @Test
    void showsTheTreeWithTheDatasetsThatThereAre() {
        JsonNode model = json(client.get("/api/v1/data-models/heart:1"));

        assertThat(model.at("/root/variables/0/levels").findValuesAsText("code"))
                .containsExactly("east", "north", "south");
        assertThat(model.at("/root/variables/0/levels").findValuesAsText("label"))
                .containsExactly("east", "Label of north", "south");
        assertThat(model.at("/root/variables/1/range/max").asInt()).isEqualTo(120);
        assertThat(model.at("/root/groups/0/variables/0/range").isNull()).isTrue();
        problem(client.get("/api/v1/data-models/lungs:2"), 404, "UNKNOWN_DATA_MODEL");
    }

    @Test
    void showsDatasetsWithSuppressedCounts() {
        JsonNode datasets = json(client.get("/api/v1/datasets")).path("datasets");

        assertThat(datasets.at("/0/rows/value").asInt()).isEqualTo(20);
        assertThat(datasets.at("/1/rows/suppressed").asText()).isEqualTo("fewer than 10");
        assertThat(datasets.at("/1/worker").asText()).isEqualTo("Hospital 1");
    }

    @Test
    void showsAlgorithms() {
        JsonNode algorithms = json(client.get("/api/v1/algorithms")).path("algorithms");

        assertThat(algorithms).hasSize(Specifications.ALL.size());
        assertThat(algorithms.at("/0/x/max").isNull()).isTrue();
        assertThat(algorithms.at("/1/parameters/0/mandatory").asBoolean()).isTrue();
        assertThat(algorithms.at("/1/parameters/0/domain/type").asText()).isEqualTo("level_of_y");
        assertThat(algorithms.at("/2/parameters/0/default").asDouble()).isEqualTo(0.95);
    }

    @Test
    void takesAQuestion() {
        HttpResponse<String> response = client.post("/api/v1/experiments", QUESTION);

        JsonNode experiment = json(response);
        assertThat(response.headers().firstValue("Location"))
                .hasValue("/api/v1/experiments/" + experiment.path("id").asText());
        assertThat(experiment.path("state").asText()).isEqualTo("queued");
        assertThat(experiment.at("/request/datasets/0").asText()).isEqualTo("north");
        assertThat(experiment.at("/request/parameters/positive_class").asText()).isEqualTo("2");
        assertThat(experiment.at("/request/filter/rules/0/value").asInt()).isEqualTo(50);
    }

    private static final String CHANGES =
            """
            {"algorithm": "linear_regression", "dataModel": "heart:1", "datasets": ["north"],
             "y": ["weight"], "x": ["sex"], "preprocessing": {"longitudinal": {
               "visit1": "BL", "visit2": "FL1",
               "strategies": {"weight": "diff", "sex": "first"}}}}
            """;

    @Test
    void takesAQuestionAboutPairsOfVisits() {
        JsonNode experiment = json(client.post("/api/v1/experiments", CHANGES));

        JsonNode visits = experiment.at("/request/preprocessing/longitudinal");
        assertThat(visits.path("visit2").asText()).isEqualTo("FL1");
        assertThat(visits.at("/strategies/weight").asText()).isEqualTo("diff");
        JsonNode algorithms = json(client.get("/api/v1/algorithms")).path("algorithms");
        assertThat(algorithms.at("/0/preprocessing/0").asText()).isEqualTo("longitudinal");
        assertThat(algorithms.at("/1/preprocessing")).isEmpty();
        refused(CHANGES.replace("FL1", "FL9"), 422, "UNKNOWN_LEVEL");
        refused(CHANGES.replace("\"first\"", "\"diff\""), 422, "WRONG_TYPE");
        refused(CHANGES.replace("\"first\"", "\"mean\""), 422, "INVALID_PARAMETER");
        refused(
                CHANGES.replace("\"sex\": \"first\"", "\"age\": \"first\""),
                422,
                "INVALID_PARAMETER");
        refused(CHANGES.replace("\"visit1\"", "\"visit3\""), 400, "MALFORMED_REQUEST");
        refused(
                CHANGES.replace("linear_regression", "descriptive_stats")
                        .replace("\"x\": [\"sex\"],", ""),
                422,
                "INVALID_PARAMETER");
    }

    @Test
    void showsProgressAndTheResult() {
        String id = submit();
        server.experiments.progress(
                id,
                new Progress(
                        2,
                        "moments",
                        List.of(new Progress.Site("Hospital 1", SiteState.COMPUTING))));
        JsonNode running = json(client.get("/api/v1/experiments/" + id));
        server.experiments.succeed(id, Outcomes.everything());
        JsonNode done = json(client.get("/api/v1/experiments/" + id));

        assertThat(running.at("/progress/title").asText()).isEqualTo("moments");
        assertThat(running.at("/progress/sites/0/state").asText()).isEqualTo("computing");
        assertThat(done.at("/result/statistics/mean/value").asDouble()).isEqualTo(1.5);
        assertThat(done.at("/result/statistics/count/suppressed").asText()).contains("10");
        assertThat(done.at("/result/statistics/lower/value").asText()).isEqualTo("-Infinity");
        assertThat(done.at("/result/statistics/list/0/undefined").asText()).contains("exact");
        assertThat(done.at("/result/statistics").has("presentation")).isFalse();
        assertThat(done.at("/result/sites/1/participation").asText()).isEqualTo("withheld");
        assertThat(done.at("/result/presentation/plots").findValuesAsText("type"))
                .containsExactly("forest", "histogram", "bars", "heat_map", "boxes", "curves");
        assertThat(done.path("finished").isTextual()).isTrue();
    }

    @Test
    void givesAModelOut() {
        String id = submit();
        String address = "/api/v1/experiments/" + id + "/model";
        problem(client.get(address), 409, "PRECONDITION");
        FittedModel model =
                new FittedModel(
                        "linear_regression",
                        List.of(new Input("weight", "Weight", List.of())),
                        List.of(),
                        new Rule.Linear(
                                Rule.Link.IDENTITY,
                                "",
                                "",
                                List.of(new Product("Intercept", 0.1, List.of()))));
        server.experiments.succeed(id, Outcomes.of(model));

        JsonNode json = json(client.get(address));
        assertThat(json.at("/model/rule/terms/0/coefficient").asDouble()).isEqualTo(0.1);
        assertThat(json.path("experiment").asText()).isEqualTo(id);
        assertThat(client.get(address + "?format=json").body()).isEqualTo(json.toString());
        HttpResponse<String> pmml = client.get(address + "?format=pmml");
        assertThat(pmml.headers().firstValue("Content-Type")).hasValue("application/xml");
        assertThat(pmml.body()).contains("intercept=\"0.1\"");
        problem(client.get(address + "?format=excel"), 400, "MALFORMED_REQUEST");
        problem(client.get("/api/v1/experiments/none/model"), 404, "UNKNOWN_EXPERIMENT");
        JsonNode whole = json(client.get("/api/v1/experiments/" + id)).path("result");
        assertThat(whole.path("model")).isEqualTo(json.path("model"));
        assertThat(whole.path("statistics").has("model")).isFalse();
    }

    @Test
    void saysWhyThereIsNoModel() {
        String id = submit();
        server.experiments.succeed(id, Outcomes.everything());
        HttpResponse<String> none = client.get("/api/v1/experiments/" + id + "/model");
        problem(none, 409, "PRECONDITION");
        assertThat(none.body()).contains("is not a model");
        String other = submit();
        server.experiments.succeed(other, Outcomes.of(Outcomes.NO_MODEL));
        HttpResponse<String> hidden = client.get("/api/v1/experiments/" + other + "/model");
        problem(hidden, 409, "PRECONDITION");
        assertThat(hidden.body()).contains("cannot be given out: no model");
    }

    @Test
    void showsWhyAnExperimentFailed() {
        String id = submit();
        server.experiments.fail(
                id, new KoinonException(ErrorCode.SITE_UNREACHABLE, "Hospital 2 is away"));

        JsonNode failed = json(client.get("/api/v1/experiments/" + id));

        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.at("/problem/code").asText()).isEqualTo("SITE_UNREACHABLE");
        assertThat(failed.at("/problem/blame").asText()).isEqualTo("site");
    }

    @Test
    void listsTheNewestFirst() {
        String first = submit();
        String second = submit();

        JsonNode list = json(client.get("/api/v1/experiments")).path("experiments");
        assertThat(list).hasSize(2);
        assertThat(list.at("/0/id").asText()).isEqualTo(second);
        assertThat(list.at("/1/id").asText()).isEqualTo(first);
        assertThat(json(client.get("/api/v1/experiments?limit=1")).path("experiments")).hasSize(1);
        problem(client.get("/api/v1/experiments?limit=-1"), 400, "MALFORMED_REQUEST");
        problem(client.get("/api/v1/experiments?limit=many"), 400, "MALFORMED_REQUEST");
    }

    @Test
    void cancelsOnce() {
        String id = submit();

        assertThat(client.delete("/api/v1/experiments/" + id).statusCode()).isEqualTo(204);
        problem(client.delete("/api/v1/experiments/" + id), 409, "PRECONDITION");
        problem(client.delete("/api/v1/experiments/none"), 404, "UNKNOWN_EXPERIMENT");
        assertThat(json(client.get("/api/v1/experiments/" + id)).path("state").asText())
                .isEqualTo("cancelled");
    }

    @Test
    void runsAgain() {
        String id = submit();

        HttpResponse<String> again = client.post("/api/v1/experiments/" + id + "/rerun", "");

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).path("id").asText()).isNotEqualTo(id);
        assertThat(json(again).path("request"))
                .isEqualTo(json(client.get("/api/v1/experiments/" + id)).path("request"));
        problem(client.post("/api/v1/experiments/x/rerun", ""), 404, "UNKNOWN_EXPERIMENT");
    }

    @Test
    void refusesJsonThatIsNone() {
        refused("", 400, "MALFORMED_REQUEST");
        refused("{\"algorithm\": ", 400, "MALFORMED_REQUEST");
        refused(QUESTION + "{}", 400, "MALFORMED_REQUEST");
        refused("[]", 400, "MALFORMED_REQUEST");
        refused("null", 400, "MALFORMED_REQUEST");
        refused("{\"y\": NaN}", 400, "MALFORMED_REQUEST");
        refused("{\"y\": [], \"y\": []}", 400, "MALFORMED_REQUEST");
        refused("[".repeat(100_000), 400, "MALFORMED_REQUEST");
        refused("{\"y\": " + "9".repeat(10_000) + "}", 400, "MALFORMED_REQUEST");
    }

    @Test
    void refusesFieldsOfTheWrongKind() {
        refused(with("algorithm", "5"), 400, "MALFORMED_REQUEST");
        refused(with("dataModel", "null"), 400, "MALFORMED_REQUEST");
        refused(with("datasets", "\"north\""), 400, "MALFORMED_REQUEST");
        refused(with("y", "[1]"), 400, "MALFORMED_REQUEST");
        refused(with("x", "{}"), 400, "MALFORMED_REQUEST");
        refused(QUESTION.replace("\"x\"", "\"z\""), 400, "MALFORMED_REQUEST");
        refused(QUESTION.replace("{\"positive_class\": 2}", "[]"), 400, "MALFORMED_REQUEST");
    }

    @Test
    void refusesNamesThatAreUnknown() {
        refused(with("algorithm", "\"magic\""), 422, "UNKNOWN_ALGORITHM");
        refused(with("dataModel", "\"lungs:2\""), 422, "UNKNOWN_DATA_MODEL");
        refused(with("datasets", "[\"west\"]"), 422, "UNKNOWN_DATASET");
        refused(with("y", "[\"'; DROP TABLE x\"]"), 422, "UNKNOWN_VARIABLE");
        refused(with("y", "[\"age\"]"), 422, "WRONG_TYPE");
        refused(with("y", "[]"), 422, "WRONG_CARDINALITY");
        refused(QUESTION.replace("\"id\": \"age\"", "\"id\": \"none\""), 422, "INVALID_FILTER");
        refused(QUESTION.replace("greater", "like"), 422, "INVALID_FILTER");
        refused(
                QUESTION.replace("positive_class\": 2", "positive_class\": 9"),
                422,
                "UNKNOWN_LEVEL");
    }

    @Test
    void answersLongNamesShortly() {
        refused(with("y", "[\"" + "n".repeat(900_000) + "\"]"), 422, "UNKNOWN_VARIABLE");
        refused(with("y", "[\"" + "n".repeat(2_000_000) + "\"]"), 413, "MALFORMED_REQUEST");
    }

    @Test
    void refusesBodiesThatAreTooLargeWithoutALength() {
        byte[] large = new byte[3_000_000];
        HttpResponse<String> response =
                client.send(
                        client.request("/api/v1/experiments")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(large)))
                                .build());

        problem(response, 413, "MALFORMED_REQUEST");
    }

    @Test
    void keepsHostileFilterValuesAsValues() {
        String hostile = "'; DROP TABLE experiments; --";
        String question =
                QUESTION.replace(
                        "{\"id\": \"age\", \"type\": \"real\", \"operator\": \"greater\", \"value\":"
                                + " 50}",
                        "{\"id\": \"sex\", \"type\": \"text\", \"operator\": \"equal\", \"value\":"
                                + " \""
                                + hostile
                                + "\"}");

        HttpResponse<String> response = client.post("/api/v1/experiments", question);

        assertThat(json(response).at("/request/filter/rules/0/value").asText()).isEqualTo(hostile);
    }

    @Test
    void refusesOtherMediaTypesMethodsAndAddresses() {
        HttpResponse<String> text =
                client.send(
                        client.request("/api/v1/experiments")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(QUESTION))
                                .build());
        problem(text, 415, "MALFORMED_REQUEST");
        HttpResponse<String> method = client.delete("/api/v1/status");
        problem(method, 405, "MALFORMED_REQUEST");
        assertThat(method.headers().firstValue("Allow").orElse("")).contains("GET");
        problem(client.get("/api/v1/nothing"), 404, "MALFORMED_REQUEST");
    }

    @Test
    void saysWhenTheQueueIsFull() {
        server.experiments.fill();

        HttpResponse<String> response = client.post("/api/v1/experiments", QUESTION);

        problem(response, 429, "TOO_MANY_EXPERIMENTS");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
}
