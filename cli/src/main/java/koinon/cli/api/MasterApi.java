package koinon.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import koinon.cli.command.Misuse;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * The native API of a master. Every call has a deadline, every answer a largest size; a problem
 * document becomes an exception with its code. No redirects are followed.
 */
public final class MasterApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long LARGEST = 256L << 20;

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();

    /**
     * A client of one master.
     *
     * @param url such as {@code http://localhost:9090}, with or without a slash at its end
     */
    public MasterApi(String url) {
        try {
            URI uri = URI.create(url.endsWith("/") ? url : url + "/");
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new Misuse("--master must be a URL such as http://localhost:9090");
            }
            this.base = uri;
        } catch (IllegalArgumentException e) {
            throw new Misuse("--master must be a URL such as http://localhost:9090");
        }
    }

    public String url() {
        String text = base.toString();
        return text.substring(0, text.length() - 1);
    }

    public JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /** What a path answers, as it is. */
    public String text(String path) {
        return exchange(request(path).GET().build()).body();
    }

    public JsonNode post(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    public JsonNode delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** Opens a stream of server-sent events; its lines come when they come. */
    CompletableFuture<HttpResponse<Stream<String>>> lines(String path) {
        HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
        return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofLines(), LARGEST));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("api/v1/" + path)).timeout(ANSWER);
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        return response.body().isBlank() ? Json.object() : Json.received(response.body());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response =
                    client.send(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST));
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.SITE_UNREACHABLE, "no master answers at " + url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "interrupted", e);
        }
        if (response.statusCode() >= 400) {
            throw problem(response);
        }
        return response;
    }

    private KoinonException problem(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json")) {
            return new KoinonException(
                    ErrorCode.INTERNAL,
                    url() + " answered " + response.statusCode() + "; is it a Koinon master?");
        }
        JsonNode problem = Json.received(response.body());
        return new KoinonException(code(problem), sentence(problem));
    }

    private static ErrorCode code(JsonNode problem) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(problem.path("code").asText())) {
                return code;
            }
        }
        return ErrorCode.INTERNAL;
    }

    /** A problem document in one sentence. */
    public static String sentence(JsonNode problem) {
        String title = problem.path("title").asText("");
        String detail = problem.path("detail").asText("");
        String text = detail.isBlank() ? title : detail;
        return Terminal.clean(text.isBlank() ? "the master gives no reason" : text);
    }
}
