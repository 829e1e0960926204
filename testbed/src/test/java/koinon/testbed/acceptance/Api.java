package koinon.testbed.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A master's API, over a real socket. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration ANSWER = Duration.ofSeconds(120);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Api(int port) {
        this.base = URI.create("http://localhost:" + port + "/");
    }

    URI base() {
        return base;
    }

    /** What came back. */
    record Answer(int status, String body) {
        JsonNode json() {
            return parse(body);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Whether something answers there at all. */
    boolean answers() {
        try {
            HttpRequest request = request("healthz").GET().timeout(Duration.ofSeconds(2)).build();
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + base, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A request of the native API. */
    static ObjectNode question(
            String algorithm, String model, List<String> datasets, List<String> y) {
        ObjectNode question = JSON.createObjectNode();
        question.put("algorithm", algorithm).put("dataModel", model);
        question.set("datasets", JSON.valueToTree(datasets));
        question.set("y", JSON.valueToTree(y));
        return question;
    }

    /** Submits an experiment and returns its id. */
    String submit(JsonNode question) {
        Answer answer = post("api/v1/experiments", question.toString());
        if (answer.status() != 202) {
            throw new AssertionError("not accepted: " + answer);
        }
        return answer.json().path("id").asText();
    }

    JsonNode experiment(String id) {
        return get("api/v1/experiments/" + id).json();
    }

    /** The experiment once it has ended, however it did. */
    JsonNode ended(String id, Duration patience) {
        return Await.value(
                "the end of experiment " + id,
                patience,
                () -> Optional.of(experiment(id)).filter(Api::hasEnded));
    }

    static boolean hasEnded(JsonNode experiment) {
        String state = experiment.path("state").asText();
        return !state.equals("queued") && !state.equals("running");
    }

    /** Runs an experiment to its end. */
    JsonNode run(JsonNode question) {
        return ended(submit(question), Duration.ofSeconds(120));
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
