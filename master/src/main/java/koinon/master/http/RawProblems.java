package koinon.master.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import koinon.master.json.Json;
import koinon.master.json.ProblemJson;
import koinon.model.ErrorCode;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem documents for requests so malformed that they never reach a route. */
final class RawProblems extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ErrorCode code = status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL;
        String text =
                Json.write(
                        ProblemJson.write(code, status, "the server could not take this request"));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
