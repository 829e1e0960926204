package koinon.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import koinon.master.experiments.Progress;
import koinon.master.json.Json;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final Server server = new Server();
    private final Client client = server.client;

    @AfterEach
    void stop() {
        server.close();
    }

    private String submit() {
        Request request =
                new Request(
                        "descriptive_stats",
                        "heart:1",
                        List.of("north"),
                        List.of("age"),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>());
        return server.experiments.submit("ann", request).experiment().id();
    }

    private HttpResponse<InputStream> watch(String id) {
        return client.stream(client.request("/api/v1/experiments/" + id + "/events").build());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event's name and data; signs of life are passed over. */
    private record Event(String name, JsonNode data) {
        static Event read(BufferedReader lines) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.startsWith("event: ")) {
                line = lines.readLine();
            }
            if (line == null) {
                return new Event("end", Json.object());
            }
            String data = lines.readLine();
            return new Event(line.substring(7), Json.parse(data.substring(6)));
        }
    }

    @Test
    void tellsWhatHappensUntilTheEnd() throws IOException {
        String id = submit();
        try (BufferedReader lines = lines(watch(id))) {
            Event first = Event.read(lines);
            server.experiments.progress(id, new Progress(1, "levels", List.of()));
            Event started = Event.read(lines);
            server.experiments.progress(id, new Progress(2, "moments", List.of()));
            Event further = Event.read(lines);
            server.experiments.succeed(id, Outcomes.everything());
            Event done = Event.read(lines);
            Event result = Event.read(lines);

            assertThat(first.name()).isEqualTo("state");
            assertThat(first.data().path("state").asText()).isEqualTo("queued");
            assertThat(started.name()).isEqualTo("state");
            assertThat(further.name()).isEqualTo("progress");
            assertThat(further.data().at("/progress/round").asInt()).isEqualTo(2);
            assertThat(done.data().path("state").asText()).isEqualTo("succeeded");
            assertThat(result.name()).isEqualTo("result");
            assertThat(result.data().at("/result/method").asText()).isEqualTo("everything");
            assertThat(Event.read(lines).name()).isEqualTo("end");
        }
        assertThat(server.experiments.watchers(id)).isZero();
    }

    @Test
    void endsAtOnceForWhatHasEnded() throws IOException {
        String id = submit();
        server.experiments.cancel(id);

        try (BufferedReader lines = lines(watch(id))) {
            assertThat(Event.read(lines).data().path("state").asText()).isEqualTo("cancelled");
            assertThat(Event.read(lines).name()).isEqualTo("end");
        }
    }

    @Test
    void givesSignsOfLife() throws IOException {
        try (BufferedReader lines = lines(watch(submit()))) {
            Event.read(lines);
            String line = lines.readLine();
            while (line != null && line.isEmpty()) {
                line = lines.readLine();
            }

            assertThat(line).startsWith(":");
        }
    }

    @Test
    void boundsTheNumberOfWatchers() throws IOException {
        String id = submit();
        HttpResponse<InputStream> first = watch(id);
        HttpResponse<InputStream> second = watch(id);

        HttpResponse<String> third = client.get("/api/v1/experiments/" + id + "/events");

        assertThat(third.statusCode()).isEqualTo(429);
        server.experiments.cancel(id);
        first.body().readAllBytes();
        second.body().readAllBytes();
    }

    @Test
    void knowsNoEventsOfUnknownExperiments() {
        assertThat(client.get("/api/v1/experiments/none/events").statusCode()).isEqualTo(404);
    }

    @Test
    void endsTheStreamsWhenTheServerStops() throws IOException {
        try (BufferedReader lines = lines(watch(submit()))) {
            Event.read(lines);
            server.http.close();

            assertThat(Event.read(lines).name()).isEqualTo("end");
        }
    }
}
