package koinon.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import koinon.master.json.Json;

/** Bodies of requests: JSON of at most one megabyte. */
public final class Bodies {
    public static final int LARGEST = 1 << 20;

    /** What is read and thrown away so that a client that is still sending hears the answer. */
    private static final long DRAINED = 32L << 20;

    private Bodies() {}

    /** The JSON of a body that says it is JSON: 415 otherwise, 413 when too large. */
    static JsonNode json(Context ctx) {
        String type = ctx.req().getContentType();
        if (type == null || !isJson(type)) {
            throw new HttpResponseException(415, "the body must be application/json");
        }
        return Json.parse(bytes(ctx));
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        return media.toLowerCase(Locale.ROOT).equals("application/json");
    }

    /** The body, whatever it says it is; 413 when too large. */
    public static byte[] bytes(Context ctx) {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] body = in.readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                drain(in);
                throw new HttpResponseException(
                        413, "the body is larger than " + LARGEST + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new HttpResponseException(400, "the body ended too early");
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long drained = 0;
        for (int n = in.read(buffer); n >= 0 && drained < DRAINED; n = in.read(buffer)) {
            drained += n;
        }
    }
}
