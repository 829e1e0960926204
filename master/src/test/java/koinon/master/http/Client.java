package koinon.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import koinon.master.json.Json;

/** A client that compares every answer of the native API with the API's description. */
public final class Client {
    private static final JsonNode DESCRIPTION = description();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public Client(int port) {
        base = "http://localhost:" + port;
    }

    static JsonNode description() {
        try (InputStream in = HttpServer.class.getResourceAsStream("openapi.json")) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    public HttpResponse<String> post(String path, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE().build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString());
        if (request.uri().getPath().startsWith("/api/")) {
            conforms(request, response);
        }
        return response;
    }

    public HttpResponse<InputStream> stream(HttpRequest request) {
        return exchange(request, BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void conforms(HttpRequest request, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode schema = schema(request, response, type);
        if (type.equals("application/xml")) {
            assertThat(schema.isMissingNode()).as("described").isFalse();
            return;
        }
        if (schema.isMissingNode()) {
            assertThat(response.statusCode()).as("described without a body").isEqualTo(204);
            return;
        }
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DESCRIPTION.path("components"));
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(Json.write(whole))
                                .validate(response.body(), InputFormat.JSON))
                .as("%s %s: %s", request.method(), request.uri().getPath(), response.body())
                .isEmpty();
    }

    private static JsonNode schema(
            HttpRequest request, HttpResponse<String> response, String type) {
        if (type.equals("application/problem+json")) {
            return DESCRIPTION.at("/components/schemas/Problem");
        }
        for (Map.Entry<String, JsonNode> path : DESCRIPTION.path("paths").properties()) {
            String pattern = path.getKey().replaceAll("\\{[^}]*}", "[^/]*");
            if (request.uri().getPath().matches(pattern)) {
                return path.getValue()
                        .path(request.method().toLowerCase(Locale.ROOT))
                        .path("responses")
                        .path(Integer.toString(response.statusCode()))
                        .path("content")
                        .path(type)
                        .path("schema");
            }
        }
        throw new AssertionError("not described: " + request.uri().getPath());
    }

    /** The JSON of an answer. */
    public static JsonNode json(HttpResponse<String> response) {
        return Json.parse(response.body());
    }
}
