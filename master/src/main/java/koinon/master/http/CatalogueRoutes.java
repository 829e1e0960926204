package koinon.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import koinon.master.experiments.Experiments;
import koinon.master.json.Json;
import koinon.master.registry.Catalogue;
import koinon.model.ErrorCode;
import koinon.model.metadata.DataModel;

/** What the federation is and what it can be asked about. */
final class CatalogueRoutes {
    private final HttpSettings settings;
    private final HttpServer.Services services;

    CatalogueRoutes(HttpSettings settings, HttpServer.Services services) {
        this.settings = settings;
        this.services = services;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/status", ctx -> HttpServer.json(ctx, status()));
        routes.get(
                "/api/v1/workers",
                ctx -> HttpServer.json(ctx, CatalogueJson.workers(services.members().all())));
        routes.get(
                "/api/v1/data-models",
                ctx ->
                        HttpServer.json(
                                ctx, CatalogueJson.dataModels(services.members().catalogue())));
        routes.get("/api/v1/data-models/{id}", this::dataModel);
        routes.get(
                "/api/v1/datasets",
                ctx -> HttpServer.json(ctx, CatalogueJson.datasets(services.members())));
        routes.get(
                "/api/v1/algorithms",
                ctx -> HttpServer.json(ctx, SpecificationJson.write(services.algorithms())));
    }

    private ObjectNode status() {
        Experiments.Load load = services.experiments().load();
        ObjectNode node =
                Json.object()
                        .put("name", settings.federation())
                        .put("version", settings.version())
                        .put("login", "none")
                        .put("state", Metrics.complete(services.members()) ? "ready" : "degraded");
        node.putObject("workers")
                .put("connected", Metrics.connected(services.members()))
                .put("known", services.members().all().size());
        node.putObject("experiments").put("running", load.running()).put("queued", load.queued());
        return node;
    }

    private void dataModel(Context ctx) {
        Catalogue catalogue = services.members().catalogue();
        Optional<DataModel> model = catalogue.dataModel(ctx.pathParam("id"));
        if (model.isEmpty()) {
            Problems.answer(
                    ctx, 404, ErrorCode.UNKNOWN_DATA_MODEL, "there is no data model of that id");
            return;
        }
        HttpServer.json(ctx, CatalogueJson.dataModel(model.get(), catalogue));
    }
}
