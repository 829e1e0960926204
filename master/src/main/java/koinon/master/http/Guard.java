package koinon.master.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web pages out. Guarantee: a page of another origin can neither read an answer (no
 * CORS headers, and no name but loopback's is answered to, which stops DNS rebinding) nor change
 * anything (a foreign Origin is refused). Programs, which send no Origin, are not affected.
 */
final class Guard {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src"
                    + " 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private Guard() {}

    static void check(Context ctx) {
        secure(ctx);
        String host = ctx.req().getHeader("Host");
        if (host == null || !LOOPBACK_NAMES.contains(name(host))) {
            throw new HttpResponseException(
                    403, "this server answers to localhost only, not to the Host of this request");
        }
        if (!READING.contains(ctx.req().getMethod()) && foreign(ctx, host)) {
            throw new HttpResponseException(
                    403, "requests from pages of another origin are refused");
        }
    }

    private static void secure(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
    }

    private static boolean foreign(Context ctx, String host) {
        String site = ctx.req().getHeader("Sec-Fetch-Site");
        String origin = ctx.req().getHeader("Origin");
        return "cross-site".equals(site) || (origin != null && !host.equals(authority(origin)));
    }

    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The host without its port. */
    private static String name(String host) {
        int port = host.lastIndexOf(':');
        String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
