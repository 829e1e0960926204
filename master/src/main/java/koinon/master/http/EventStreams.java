package koinon.master.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiments;
import koinon.master.json.ExperimentJson;
import koinon.master.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events of experiments. A watcher first hears the present state, then the newest state
 * after each change (a slow watcher misses steps in between, never the last), a comment as a sign
 * of life, and nothing more after the end. Guarantee: at most so many watchers at one time, each on
 * a virtual thread of its own with one message of memory.
 */
final class EventStreams implements AutoCloseable {
    private final Experiments experiments;
    private final HttpSettings.Limits limits;
    private final Semaphore places;
    private final Set<Mailbox<Experiment>> open = ConcurrentHashMap.newKeySet();

    EventStreams(Experiments experiments, HttpSettings.Limits limits) {
        this.experiments = experiments;
        this.limits = limits;
        this.places = new Semaphore(limits.watchers());
    }

    /** Serves one watcher until the experiment ends or the watcher leaves; false when full. */
    boolean serve(Context ctx, String id) {
        if (!places.tryAcquire()) {
            return false;
        }
        Mailbox<Experiment> mailbox = new Mailbox<>();
        open.add(mailbox);
        try (var _ = experiments.watch(id, mailbox::put)) {
            ctx.res().setContentType("text/event-stream");
            ctx.res().setCharacterEncoding(StandardCharsets.UTF_8.name());
            ctx.res().setHeader("X-Accel-Buffering", "no");
            stream(mailbox, ctx.res().getOutputStream());
        } catch (IOException e) {
            // The watcher has left; there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(mailbox);
            places.release();
        }
        return true;
    }

    private void stream(Mailbox<Experiment> mailbox, OutputStream out)
            throws IOException, InterruptedException {
        Experiment.@Nullable State last = null;
        while (!mailbox.closed()) {
            Optional<Experiment> next = mailbox.take(limits.heartbeat());
            if (next.isEmpty()) {
                send(out, ": still here\n\n");
                continue;
            }
            Experiment experiment = next.get();
            String data = Json.write(ExperimentJson.write(experiment));
            send(out, event(experiment.state() == last ? "progress" : "state", data));
            if (experiment.state() == Experiment.State.SUCCEEDED) {
                send(out, event("result", data));
            }
            if (experiment.state().ended()) {
                return;
            }
            last = experiment.state();
        }
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        open.forEach(Mailbox::close);
    }
}
