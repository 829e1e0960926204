package koinon.master.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.UUID;
import koinon.master.json.Json;
import koinon.master.json.ProblemJson;
import koinon.model.Blame;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever goes wrong into an answer: a problem document, or what the surface of the address
 * makes of it. Faults of our own are logged under a reference that the answer names; their causes
 * stay in the log.
 */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Surface surface;

    Problems(Surface surface) {
        this.surface = surface;
    }

    void register(RoutesConfig routes) {
        routes.exception(
                KoinonException.class,
                (e, ctx) -> write(ctx, ProblemJson.status(e.code()), logged(e)));
        routes.exception(HttpResponseException.class, this::http);
        routes.exception(
                Exception.class,
                (e, ctx) ->
                        write(
                                ctx,
                                500,
                                logged(new KoinonException(ErrorCode.INTERNAL, "unexpected", e))));
    }

    private void http(HttpResponseException e, Context ctx) {
        int status = e.getStatus();
        String allowed = e.getDetails().get("availableMethods");
        if (allowed != null) {
            ctx.header("Allow", allowed);
        }
        ErrorCode code = status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL;
        write(ctx, status, new KoinonException(code, detail(e, allowed)));
    }

    private static String detail(HttpResponseException e, @Nullable String allowed) {
        if (allowed != null) {
            return "this address takes " + allowed;
        }
        String message = e.getMessage();
        return e.getStatus() == 404 && (message == null || message.startsWith("Endpoint"))
                ? "there is nothing at this address"
                : String.valueOf(message);
    }

    private static KoinonException logged(KoinonException e) {
        if (e.code().blame() != Blame.INTERNAL) {
            return e;
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("internal fault, reference {}", reference, e);
        String text = e.code() == ErrorCode.INTERNAL ? "something went wrong here" : e.text();
        return new KoinonException(e.code(), text + "; reference in the log: " + reference);
    }

    private void write(Context ctx, int status, KoinonException e) {
        if (e.code() == ErrorCode.TOO_MANY_EXPERIMENTS) {
            ctx.header("Retry-After", "5");
        }
        if (surface.owns(ctx.path())) {
            surface.problem(ctx, status, e);
        } else {
            ctx.status(status)
                    .contentType("application/problem+json")
                    .result(Json.write(ProblemJson.write(e.code(), status, e.text())));
        }
    }

    /** A problem whose status is not the usual one of its code. */
    static void answer(Context ctx, int status, ErrorCode code, String detail) {
        ctx.status(status)
                .contentType("application/problem+json")
                .result(Json.write(ProblemJson.write(code, status, detail)));
    }
}
