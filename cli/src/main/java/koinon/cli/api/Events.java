package koinon.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;

/**
 * Follows an experiment to its end: by server-sent events, and by asking where no event comes, so
 * that a cut or silent connection loses nothing. A master that is away is waited for, {@link
 * #PATIENCE} at most.
 */
public final class Events {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

    private final MasterApi api;
    private final String path;
    private final LinkedBlockingQueue<Optional<JsonNode>> queue = new LinkedBlockingQueue<>(1_000);

    private Events(MasterApi api, String id) {
        this.api = api;
        this.path = "experiments/" + id;
    }

    /** Calls the listener with every state seen and returns the final one. */
    public static JsonNode follow(MasterApi api, String id, Consumer<JsonNode> listener) {
        return new Events(api, id).follow(listener);
    }

    private JsonNode follow(Consumer<JsonNode> listener) {
        listen();
        boolean listening = true;
        long lastAnswer = System.nanoTime();
        while (true) {
            Optional<JsonNode> seen = next(listening ? SILENCE : PAUSE);
            listening = seen.isPresent();
            if (!listening) {
                seen = asked();
            }
            if (seen.isPresent()) {
                lastAnswer = System.nanoTime();
                listener.accept(seen.get());
                if (FINAL.contains(seen.get().path("state").asText())) {
                    return seen.get();
                }
            } else if (System.nanoTime() - lastAnswer > PATIENCE.toNanos()) {
                throw new KoinonException(
                        ErrorCode.SITE_UNREACHABLE,
                        "the master at " + api.url() + " was lost; " + path + " may go on there");
            }
        }
    }

    private void listen() {
        var _ = api.lines(path + "/events").whenComplete((response, _) -> start(response));
    }

    private void start(@Nullable HttpResponse<Stream<String>> response) {
        if (response == null || response.statusCode() != 200) {
            queue.offer(Optional.empty());
            return;
        }
        Thread.ofVirtual().name("events").start(() -> read(response.body()));
    }

    private void read(Stream<String> lines) {
        StringBuilder data = new StringBuilder();
        try (lines) {
            lines.forEach(line -> line(line, data));
        } catch (UncheckedIOException | KoinonException e) {
            data.setLength(0); // cut: from here on the state is asked for
        } finally {
            queue.offer(Optional.empty());
        }
    }

    private void line(String line, StringBuilder data) {
        if (line.startsWith("data:")) {
            data.append(line.substring(5).strip());
        } else if (line.isEmpty() && !data.isEmpty()) {
            queue.offer(Optional.of(Json.received(data.toString())));
            data.setLength(0);
        }
    }

    private Optional<JsonNode> next(Duration wait) {
        try {
            Optional<JsonNode> seen = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            return seen == null ? Optional.empty() : seen;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "interrupted", e);
        }
    }

    private Optional<JsonNode> asked() {
        try {
            return Optional.of(api.get(path));
        } catch (KoinonException e) {
            if (e.code() == ErrorCode.SITE_UNREACHABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
