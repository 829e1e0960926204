package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicBoolean;
import koinon.cli.api.Events;
import koinon.cli.api.Json;
import koinon.cli.api.MasterApi;
import koinon.cli.terminal.Terminal;
import koinon.model.KoinonException;

/** Runs one experiment to its end and shows it. Ending this process before cancels it. */
public final class Experiment {
    private final MasterApi api;
    private final Terminal terminal;

    public Experiment(MasterApi api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** Submits a question, shows progress, then the result. Returns the exit code. */
    public int run(JsonNode question, boolean json) {
        JsonNode submitted = api.post("experiments", question);
        String id = submitted.path("id").asText();
        AtomicBoolean ended = new AtomicBoolean();
        Thread cancel = Thread.ofPlatform().unstarted(() -> cancel(id, ended));
        Runtime.getRuntime().addShutdownHook(cancel);
        ProgressView progress = new ProgressView(terminal);
        JsonNode last;
        try {
            last = Events.follow(api, id, progress::show);
        } finally {
            ended.set(true);
            forget(cancel);
        }
        progress.clear();
        return show(last, json);
    }

    private void cancel(String id, AtomicBoolean ended) {
        if (ended.get()) {
            return;
        }
        try {
            api.delete("experiments/" + id);
            terminal.err("cancelled experiment " + id);
        } catch (KoinonException e) {
            terminal.err("could not cancel experiment " + id + ": " + e.text());
        }
    }

    /** Takes the hook away; where the process is ending already, the hook does nothing more. */
    private static boolean forget(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private int show(JsonNode experiment, boolean json) {
        String state = experiment.path("state").asText();
        boolean succeeded = state.equals("succeeded");
        if (json) {
            terminal.out(Json.pretty(experiment));
        } else if (succeeded) {
            ResultPage.of(experiment, terminal).forEach(terminal::out);
        }
        if (!succeeded) {
            JsonNode problem = experiment.path("problem");
            terminal.error(
                    "the experiment "
                            + (state.equals("cancelled") ? "was cancelled" : "failed")
                            + (problem.isObject() ? ": " + MasterApi.sentence(problem) : ""));
        }
        return succeeded ? 0 : 1;
    }
}
