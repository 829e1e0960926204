package koinon.master.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import koinon.master.experiments.Experiment;
import koinon.master.http.exareme.ExaremeSurface;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @BeforeAll
    static void start() {
        server = new Server("/test-portal");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The answer to a request as it stands; the client of the JDK would not send such. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.http.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String withHeaders(String method, String path, String... headers) {
        return method
                + " "
                + path
                + " HTTP/1.1\r\nConnection: close\r\n"
                + String.join("\r\n", headers)
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void refusesToListenBeyondLoopback() {
        HttpSettings open = HttpSettings.of("x", "1", "0.0.0.0", 0);
        HttpSettings nowhere = HttpSettings.of("x", "1", "no such host", 0);

        assertThat(refusal(open)).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(refusal(nowhere)).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    @Test
    void saysWhenThePortIsTaken() {
        assertThat(refusal(HttpSettings.of("x", "1", "127.0.0.1", server.http.port())))
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }

    private static ErrorCode refusal(HttpSettings settings) {
        HttpServer.Services services =
                new HttpServer.Services(
                        server.experiments,
                        server.members,
                        Specifications.ALL,
                        server.metrics,
                        Server::invite);
        return catchThrowableOfType(
                        KoinonException.class,
                        () ->
                                HttpServer.start(
                                        settings, services, new ExaremeSurface(settings, services)))
                .code();
    }

    @Test
    void answersToLoopbackNamesOnly() throws IOException {
        assertThat(raw(withHeaders("GET", "/api/v1/status", "Host: evil.example")))
                .startsWith("HTTP/1.1 403")
                .contains("application/problem+json");
        assertThat(raw(withHeaders("GET", "/api/v1/status", "Host: evil.example:9090")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("GET", "/api/v1/status", "Host: localhost.evil.example")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("GET", "/algorithms", "Host: evil.example")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("GET", "/api/v1/status", "Host: [::1]:9090")))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(withHeaders("GET", "/api/v1/status", "Host: LOCALHOST")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void refusesPostsFromOtherOrigins() throws IOException {
        String host = "Host: localhost:9090";

        assertThat(raw(withHeaders("POST", "/wla", host, "Origin: http://evil.example")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("POST", "/wla", host, "Origin: null")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("POST", "/wla", host, "Sec-Fetch-Site: cross-site")))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(withHeaders("POST", "/wla", host, "Origin: http://localhost:9090")))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(withHeaders("POST", "/wla", host))).startsWith("HTTP/1.1 200");
    }

    @Test
    void answersMalformedProtocolWithAProblem() throws IOException {
        assertThat(
                        raw(
                                "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
                                        + "x".repeat(40_000)
                                        + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json");
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw(withHeaders("GET", "/" + "x".repeat(40_000), "Host: localhost")))
                .startsWith("HTTP/1.1 414");
    }

    @Test
    void setsSecurityHeadersOnEveryAnswer() {
        for (String path : new String[] {"/", "/api/v1/status", "/api/v1/nothing", "/metrics"}) {
            HttpResponse<String> response = server.client.get(path);
            assertThat(header(response, "Content-Security-Policy"))
                    .as(path)
                    .contains("script-src 'self'", "frame-ancestors 'none'");
            assertThat(header(response, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(header(response, "Access-Control-Allow-Origin")).as(path).isEmpty();
            assertThat(header(response, "Server")).as(path).isEmpty();
        }
    }

    @Test
    void servesThePortalAtItsOwnAddresses() {
        assertThat(server.client.get("/").body()).contains("Portal of the test");
        assertThat(page("/experiments/42").body()).contains("Portal of the test");
        HttpResponse<String> script = server.client.get("/assets/app-1a2b.js");
        assertThat(script.body()).contains("export");
        assertThat(header(script, "Cache-Control")).contains("immutable");
        assertThat(page("/assets/none.js").statusCode()).isEqualTo(404);
        assertThat(page("/api/v1/none").statusCode()).isEqualTo(404);
        assertThat(page("/assets/%2e%2e/%2e%2e/koinon/master/http/openapi.json").body())
                .doesNotContain("openapi\"");
    }

    private static HttpResponse<String> page(String path) {
        return server.client.send(
                server.client.request(path).header("Accept", "text/html").build());
    }

    @Test
    void servesAPlainPageWhenThePortalWasNotBuilt() {
        try (Server plain = new Server()) {
            HttpResponse<String> page =
                    plain.client.send(
                            plain.client.request("/").header("Accept", "text/html").build());

            assertThat(page.body()).contains("its portal was not built");
        }
    }

    @Test
    void countsForPrometheus() {
        server.metrics.roundTook("linear_regression", Duration.ofMillis(20));
        server.metrics.ended("linear_regression", Experiment.State.SUCCEEDED);

        String text = server.client.get("/metrics").body();

        assertThat(text)
                .contains("koinon_workers_connected 3.0")
                .contains("koinon_experiments_queued")
                .contains("koinon_experiments_running")
                .contains("koinon_round_duration_seconds_count{algorithm=\"linear_regression\"} 1")
                .contains("koinon_experiments_ended_total")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void tellsItsHealth() {
        assertThat(server.client.get("/healthz").body()).isEqualTo("ok\n");
        assertThat(server.client.get("/readyz").body()).isEqualTo("ready\n");
    }

    @Test
    void doesNotReadBodiesWhereThereAreNone() {
        HttpResponse<String> response =
                server.client.send(
                        server.client
                                .request("/healthz")
                                .method("GET", BodyPublishers.ofString("x".repeat(100)))
                                .build());

        assertThat(response.statusCode()).isEqualTo(200);
    }
}
