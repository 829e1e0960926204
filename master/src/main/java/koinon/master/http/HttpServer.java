package koinon.master.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import koinon.master.admission.Inviter;
import koinon.master.experiments.Experiments;
import koinon.master.json.Json;
import koinon.master.registry.Members;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.spec.Specification;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's HTTP server: the native API under /api/v1, the portal, metrics, health, and one more
 * surface beside them. Guarantee: without a login it listens at loopback only. Every request runs
 * on a virtual thread of its own.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int LARGEST_HEADER = 16 << 10;

    private final Javalin javalin;
    private final EventStreams streams;
    private final Metrics metrics;

    /** What the server shows. */
    public record Services(
            Experiments experiments,
            Members members,
            List<Specification> algorithms,
            Metrics metrics,
            Inviter inviter) {
        public Services {
            algorithms = List.copyOf(algorithms);
        }
    }

    private HttpServer(HttpSettings settings, Services services, Surface surface) {
        this.metrics = services.metrics();
        this.streams = new EventStreams(services.experiments(), settings.limits());
        this.javalin = Javalin.create(config -> configure(config, settings, services, surface));
    }

    /**
     * Starts listening.
     *
     * @param surface served beside the native API, for example an {@link
     *     koinon.master.http.exareme.ExaremeSurface}
     * @throws KoinonException INVALID_CONFIGURATION when the address is not loopback or the port is
     *     taken
     */
    public static HttpServer start(HttpSettings settings, Services services, Surface surface) {
        requireLoopback(settings.host());
        HttpServer server = new HttpServer(settings, services, surface);
        services.metrics().observe(services.experiments(), services.members());
        try {
            server.javalin.start(settings.host(), settings.port());
        } catch (RuntimeException e) {
            server.javalin.stop();
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "cannot listen at "
                            + settings.host()
                            + ":"
                            + settings.port()
                            + "; the port is probably taken, choose another",
                    e);
        }
        server.dropIdleConnectionsSoon();
        return server;
    }

    /** Clients keep connections open for later; a server that stops need not wait for them. */
    private void dropIdleConnectionsSoon() {
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector idle) {
                idle.setShutdownIdleTimeout(50);
            }
        }
    }

    private static void requireLoopback(String host) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, "there is no address '" + host + "'", e);
        }
        throw new KoinonException(
                ErrorCode.INVALID_CONFIGURATION,
                "without a login the API listens at loopback only, not at '"
                        + host
                        + "'; use 127.0.0.1");
    }

    private void configure(
            JavalinConfig config, HttpSettings settings, Services services, Surface surface) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = Bodies.LARGEST;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(LARGEST_HEADER);
        });
        config.jetty.modifyServer(HttpServer::modify);
        new Problems(surface).register(config.routes);
        config.routes.before(Guard::check);
        new CatalogueRoutes(settings, services).register(config.routes);
        new ExperimentRoutes(services.experiments(), streams).register(config.routes);
        new ModelRoutes(services.experiments(), settings.version()).register(config.routes);
        new InvitationRoutes(services.inviter()).register(config.routes);
        surface.register(config.routes);
        routes(config, services);
        new Portal(settings.portal()).register(config);
    }

    private static void modify(Server server) {
        server.setErrorHandler(new RawProblems());
        server.setStopTimeout(2_000);
    }

    private void routes(JavalinConfig config, Services services) {
        byte[] description = description();
        config.routes.get(
                "/api/v1/openapi.json",
                ctx -> ctx.contentType("application/json").result(description));
        config.routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4").result(metrics.scrape()));
        config.routes.get("/healthz", ctx -> ctx.result("ok\n"));
        config.routes.get("/readyz", ctx -> ready(ctx, services));
    }

    /** Ready when the records can be read; which workers are here is what status says. */
    private static void ready(Context ctx, Services services) {
        try {
            services.experiments().recent(1);
            ctx.result("ready\n");
        } catch (KoinonException e) {
            ctx.status(503).result("the records cannot be read\n");
        }
    }

    private static byte[] description() {
        try (InputStream in = HttpServer.class.getResourceAsStream("openapi.json")) {
            return Objects.requireNonNull(in, "openapi.json").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void json(Context ctx, JsonNode node) {
        ctx.contentType("application/json")
                .result(Json.write(node).getBytes(StandardCharsets.UTF_8));
    }

    public int port() {
        return javalin.port();
    }

    /** Where the portal is. */
    public URI address() {
        return URI.create("http://localhost:" + port() + "/");
    }

    /** The server's routes, for comparing them with its description. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(handler -> handler.endpoint.method.isHttpMethod())
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .toList();
    }

    @Override
    public void close() {
        streams.close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.warn("requests that were still waiting have been cut off");
        }
        metrics.close();
    }
}
