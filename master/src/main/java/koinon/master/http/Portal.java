package koinon.master.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The web application from the class path. Its own addresses (those of no file) get its first page,
 * so that they can be bookmarked; a plain page stands in when it was not built.
 */
final class Portal {
    private static final String PLAIN_PAGE =
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Koinon</title></head>
            <body><h1>Koinon</h1>
            <p>This server runs; its portal was not built.</p>
            <ul><li><a href="/api/v1/status">Status</a></li>
            <li><a href="/api/v1/openapi.json">The API</a></li></ul></body></html>
            """;

    private final String folder;

    Portal(String folder) {
        this.folder = folder;
    }

    void register(JavalinConfig config) {
        if (resource("/assets") != null) {
            // Files there carry a hash of their content in their names.
            serve(config, "/assets", "public, max-age=31536000, immutable");
        }
        if (resource("/index.html") != null) {
            serve(config, "", "no-cache");
        }
        String page = firstPage();
        config.spaRoot.addHandler("/", ctx -> page(ctx, page));
    }

    private void serve(JavalinConfig config, String path, String caching) {
        config.staticFiles.add(files -> {
            files.hostedPath = path.isEmpty() ? "/" : path;
            files.directory = folder + path;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", caching);
        });
    }

    private static void page(Context ctx, String page) {
        if (ctx.path().startsWith("/api/") || ctx.path().startsWith("/assets/")) {
            throw new NotFoundResponse("there is nothing at this address");
        }
        ctx.html(page).header("Cache-Control", "no-cache");
    }

    private String firstPage() {
        URL index = resource("/index.html");
        if (index == null) {
            return PLAIN_PAGE;
        }
        try (InputStream in = index.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable URL resource(String path) {
        return Portal.class.getResource(folder + path);
    }
}
