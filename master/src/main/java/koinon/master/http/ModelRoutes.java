package koinon.master.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Objects;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiments;
import koinon.master.json.ModelJson;
import koinon.master.pmml.Pmml;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.FittedModel;

/** Fitted models, for use elsewhere. */
final class ModelRoutes {
    private final Experiments experiments;
    private final String version;

    ModelRoutes(Experiments experiments, String version) {
        this.experiments = experiments;
        this.version = version;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/experiments/{id}/model", this::model);
    }

    private void model(Context ctx) {
        String format = Objects.requireNonNullElse(ctx.queryParam("format"), "json");
        boolean json = format.equals("json");
        if (!json && !format.equals("pmml")) {
            throw new HttpResponseException(400, "'format' must be 'pmml' or 'json'");
        }
        Experiment experiment =
                experiments
                        .find(ctx.pathParam("id"))
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.UNKNOWN_EXPERIMENT,
                                        "there is no experiment of that id"));
        FittedModel model;
        try {
            model = ModelJson.model(experiment);
        } catch (KoinonException e) {
            if (e.code() != ErrorCode.PRECONDITION) {
                throw e;
            }
            Problems.answer(ctx, 409, e.code(), e.text());
            return;
        }
        if (json) {
            HttpServer.json(ctx, ModelJson.document(experiment, model));
        } else {
            ctx.contentType("application/xml").result(Pmml.write(model, experiment.id(), version));
        }
    }
}
