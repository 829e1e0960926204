package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import koinon.master.experiments.Experiments;
import koinon.master.experiments.Outcome;
import koinon.master.http.Bodies;
import koinon.master.http.HttpServer;
import koinon.master.http.HttpSettings;
import koinon.master.http.Metrics;
import koinon.master.http.Surface;
import koinon.master.json.Json;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * The REST surface of Exaflow's controller, so that existing gateways and test suites work
 * unchanged. A POST submits an experiment and waits for its result; a question that takes longer
 * than the limit goes on and answers 513 with the experiment's id (blueprint D14).
 */
public final class ExaremeSurface implements Surface {
    private static final List<String> ADDRESSES =
            List.of(
                    "/algorithms",
                    "/datasets",
                    "/datasets_locations",
                    "/datasets_variables",
                    "/cdes_metadata",
                    "/data_models_attributes",
                    "/wla",
                    "/healthcheck");

    private final HttpSettings settings;
    private final HttpServer.Services services;

    public ExaremeSurface(HttpSettings settings, HttpServer.Services services) {
        this.settings = settings;
        this.services = services;
    }

    @Override
    public boolean owns(String path) {
        return ADDRESSES.contains(path) || path.startsWith("/algorithms/");
    }

    @Override
    public void register(RoutesConfig routes) {
        ExaremeCatalogue catalogue = new ExaremeCatalogue(services.members());
        routes.get("/algorithms", ctx -> json(ctx, this::algorithms));
        routes.get("/datasets", ctx -> json(ctx, catalogue::datasets));
        routes.get("/datasets_locations", ctx -> json(ctx, catalogue::locations));
        routes.get("/datasets_variables", ctx -> json(ctx, catalogue::variables));
        routes.get("/cdes_metadata", ctx -> json(ctx, catalogue::metadata));
        routes.get("/data_models_attributes", ctx -> json(ctx, catalogue::attributes));
        // The catalogue here is always fresh: workers announce changes by themselves.
        routes.post("/wla", ctx -> ctx.result(""));
        routes.get("/healthcheck", this::health);
        routes.post("/algorithms/{name}", this::run);
    }

    private JsonNode algorithms() {
        return ExaremeSpecifications.write(services.algorithms(), settings.exaremeType());
    }

    private void health(Context ctx) {
        if (Metrics.complete(services.members())) {
            ctx.result("");
        } else {
            text(ctx, 500, "Not all workers of the federation are connected.");
        }
    }

    private void run(Context ctx) {
        String name = NaiveBayesJson.algorithm(ctx.pathParam("name"));
        if (services.algorithms().stream().noneMatch(s -> s.name().equals(name))) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_ALGORITHM,
                    "Algorithm '" + Json.shorten(name) + "' does not exist.");
        }
        ExaremeRequest request = ExaremeRequest.parse(name, Json.parse(Bodies.bytes(ctx)));
        requireDataModel(request.request().dataModel());
        if (request.lacksMasks(services.members())) {
            text(
                    ctx,
                    462,
                    "SMPC cannot be used: secure summation needs the data of at least three"
                            + " workers.");
            return;
        }
        await(ctx, services.experiments().submit("exareme", request.request()));
    }

    /** Clients know this one by its words. */
    private void requireDataModel(String id) {
        if (services.members().catalogue().dataModel(id).isEmpty()) {
            throw new KoinonException(
                    ErrorCode.UNKNOWN_DATA_MODEL,
                    "Data model '" + Json.shorten(id) + "' does not exist.");
        }
    }

    private void await(Context ctx, Experiments.Ticket ticket) {
        try {
            Outcome outcome =
                    ticket.outcome()
                            .get(settings.limits().patience().toMillis(), TimeUnit.MILLISECONDS);
            json(ctx, () -> Rendering.render(outcome));
        } catch (TimeoutException e) {
            text(
                    ctx,
                    513,
                    "The question is not answered yet; its experiment "
                            + ticket.experiment().id()
                            + " goes on.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KoinonException expected
                    ? expected
                    : new KoinonException(
                            ErrorCode.INTERNAL, "the experiment failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.OUT_OF_RESOURCES, "the server is stopping", e);
        }
    }

    @Override
    public void problem(Context ctx, int status, KoinonException problem) {
        ExaremeErrors.Answer answer = ExaremeErrors.answer(status, problem);
        text(ctx, answer.status(), answer.text());
    }

    private static void text(Context ctx, int status, String text) {
        ctx.status(status).contentType("text/plain").result(text);
    }

    private static void json(Context ctx, Supplier<JsonNode> content) {
        ctx.contentType("application/json")
                .result(Json.write(content.get()).getBytes(StandardCharsets.UTF_8));
    }
}
