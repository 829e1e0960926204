package koinon.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import koinon.master.admission.Invitations;
import koinon.master.admission.Inviter;
import koinon.master.json.Json;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.pki.Invitation;

/** Invites workers. The answer contains the secret: it is shown once and never again. */
final class InvitationRoutes {
    private final Inviter inviter;

    InvitationRoutes(Inviter inviter) {
        this.inviter = inviter;
    }

    void register(RoutesConfig routes) {
        routes.post("/api/v1/invitations", this::invite);
    }

    private void invite(Context ctx) {
        JsonNode name = Bodies.json(ctx).path("name");
        if (!name.isTextual()) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "'name' must be the display name of a worker");
        }
        Invitation invitation = inviter.invite(name.textValue(), Invitations.LIFE);
        ctx.status(201).header("Cache-Control", "no-store");
        HttpServer.json(
                ctx,
                Json.object()
                        .put("invitation", invitation.format())
                        .put("name", invitation.displayName())
                        .put("expires", invitation.expiry().toString()));
    }
}
