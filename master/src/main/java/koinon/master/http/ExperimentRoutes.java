package koinon.master.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiments;
import koinon.master.json.ExperimentJson;
import koinon.master.json.Json;
import koinon.master.json.RequestJson;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Request;

/** Submit, look, watch, cancel, run again. */
final class ExperimentRoutes {
    /** Whose turn it is in the fair queue, as long as there is no login. */
    static final String OWNER = "local";

    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 200;

    private final Experiments experiments;
    private final EventStreams streams;

    ExperimentRoutes(Experiments experiments, EventStreams streams) {
        this.experiments = experiments;
        this.streams = streams;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v1/experiments", this::submit);
        routes.get("/api/v1/experiments", this::list);
        routes.get("/api/v1/experiments/{id}", this::show);
        routes.delete("/api/v1/experiments/{id}", this::cancel);
        routes.get("/api/v1/experiments/{id}/events", this::events);
        routes.post("/api/v1/experiments/{id}/rerun", this::rerun);
    }

    private void submit(Context ctx) {
        run(ctx, RequestJson.parse(Bodies.json(ctx)));
    }

    private void rerun(Context ctx) {
        run(ctx, require(ctx).request());
    }

    private void run(Context ctx, Request request) {
        Experiment experiment = experiments.submit(OWNER, request).experiment();
        ctx.status(202)
                .header("Location", "/api/v1/experiments/" + experiment.id())
                .contentType("application/json")
                .result(Json.write(ExperimentJson.write(experiment)));
    }

    private void list(Context ctx) {
        ObjectNode node = Json.object();
        ArrayNode list = node.putArray("experiments");
        experiments.recent(limit(ctx)).forEach(e -> list.add(ExperimentJson.summary(e)));
        HttpServer.json(ctx, node);
    }

    private static int limit(Context ctx) {
        String text = ctx.queryParam("limit");
        if (text == null) {
            return PAGE;
        }
        if (!text.matches("\\d{1,3}")) {
            throw new HttpResponseException(
                    400, "'limit' must be a whole number from 1 to " + LARGEST_PAGE);
        }
        return Math.clamp(Integer.parseInt(text), 1, LARGEST_PAGE);
    }

    private void show(Context ctx) {
        HttpServer.json(ctx, ExperimentJson.write(require(ctx)));
    }

    private void cancel(Context ctx) {
        Experiment experiment = require(ctx);
        if (experiments.cancel(experiment.id())) {
            ctx.status(204);
        } else {
            Problems.answer(ctx, 409, ErrorCode.PRECONDITION, "this experiment has already ended");
        }
    }

    private void events(Context ctx) {
        Experiment experiment = require(ctx);
        if (!streams.serve(ctx, experiment.id())) {
            throw new KoinonException(
                    ErrorCode.TOO_MANY_EXPERIMENTS,
                    "too many watchers at present; ask for the experiment itself now and then");
        }
    }

    private Experiment require(Context ctx) {
        return experiments
                .find(ctx.pathParam("id"))
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_EXPERIMENT, "there is no experiment of that id"));
    }
}
