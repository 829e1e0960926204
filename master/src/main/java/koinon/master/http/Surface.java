package koinon.master.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import koinon.model.KoinonException;

/** Addresses beside the native API, with their own way of telling problems. */
public interface Surface {
    void register(RoutesConfig routes);

    /** Whether a path is one of this surface. */
    boolean owns(String path);

    /** Answers with a problem; the status is the native API's. */
    void problem(Context ctx, int status, KoinonException problem);
}
