package koinon.master;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.PackageFile;
import koinon.algorithms.packages.Packages;
import koinon.master.admission.Invitations;
import koinon.master.admission.RegistryBook;
import koinon.master.federation.Federation;
import koinon.master.http.HttpServer;
import koinon.master.http.HttpSettings;
import koinon.master.http.Metrics;
import koinon.master.http.exareme.ExaremeSurface;
import koinon.master.json.OutcomeJson;
import koinon.master.store.Stores;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.grpc.AcceptSettings;
import koinon.wire.grpc.Admissions;
import koinon.wire.grpc.GrpcAcceptor;
import koinon.wire.link.Endpoint;
import koinon.wire.link.SystemTimers;
import koinon.wire.message.Protocol;
import koinon.wire.pki.Authority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master: store, authority, the workers' port, the federation and the HTTP server, put together.
 * Started whole or not at all.
 */
public final class MasterProcess implements AutoCloseable {
    /** Version of this build. */
    public static final String VERSION = "0.1.0";

    private static final Logger log = LoggerFactory.getLogger(MasterProcess.class);

    private final Stores stores;
    private final SystemTimers timers;
    private final ExecutorService background;
    private final GrpcAcceptor acceptor;
    private final HttpServer http;
    private final Invitations invitations;

    private MasterProcess(MasterSettings settings, Algorithms algorithms, Stores stores) {
        this.stores = stores;
        this.timers = new SystemTimers();
        this.background = Executors.newVirtualThreadPerTaskExecutor();
        Clock clock = Clock.systemUTC();
        Metrics metrics = new Metrics();
        Federation federation =
                new Federation(
                        new Federation.Environment(
                                settings.name(),
                                settings.limits(),
                                timers,
                                clock,
                                background,
                                Protocol.CURRENT,
                                algorithms,
                                () -> UUID.randomUUID().toString(),
                                OutcomeJson::write,
                                metrics),
                        stores.registry(),
                        stores.experiments());
        Authority authority =
                Authority.openOrCreate(
                        settings.home().resolve("authority"), federationId(settings), clock);
        RegistryBook book = new RegistryBook(stores.registry());
        this.acceptor =
                new GrpcAcceptor(
                        AcceptSettings.at(
                                new InetSocketAddress(
                                        settings.federationHost(), settings.federationPort()),
                                new TreeSet<>(List.of(settings.federationHost(), "localhost"))),
                        authority,
                        new Admissions(book, book),
                        timers);
        acceptor.start(federation);
        this.invitations =
                new Invitations(
                        stores.registry(),
                        book,
                        authority,
                        new Endpoint(settings.federationHost(), acceptor.port()));
        federation.start();
        this.http = serve(settings, federation, algorithms, metrics);
    }

    /** The built-in ones and those of its packages; each package must be what its author signed. */
    private static Algorithms algorithms(MasterSettings settings) {
        List<PackageFile> packages =
                Stream.concat(settings.packages().stream(), inHome(settings).stream())
                        .map(PackageFile::read)
                        .toList();
        packages.forEach(p ->
                log.info("Package {} of author {}, SHA-256 {}", p.file(), p.author(), p.digest()));
        return Packages.with(Algorithms.builtIn(), packages);
    }

    private static List<Path> inHome(MasterSettings settings) {
        Path folder = settings.home().resolve("packages");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION, folder + " cannot be read", e);
        }
    }

    private static String federationId(MasterSettings settings) {
        String id =
                settings.name().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return id.replaceAll("^-|-$", "").isEmpty() ? "koinon" : id.replaceAll("^-|-$", "");
    }

    private HttpServer serve(
            MasterSettings settings,
            Federation federation,
            Algorithms algorithms,
            Metrics metrics) {
        HttpSettings http =
                HttpSettings.of(settings.name(), VERSION, settings.host(), settings.port());
        HttpServer.Services services =
                new HttpServer.Services(
                        federation.experiments(),
                        federation.members(),
                        algorithms.all().stream().map(Algorithm::specification).toList(),
                        metrics,
                        invitations);
        return HttpServer.start(http, services, new ExaremeSurface(http, services));
    }

    /**
     * Starts a master.
     *
     * @throws koinon.model.KoinonException INVALID_CONFIGURATION, for a port that is taken among
     *     others
     */
    public static MasterProcess start(MasterSettings settings) {
        Algorithms algorithms = algorithms(settings);
        String place =
                settings.store().isEmpty()
                        ? settings.home().resolve("master.db").toString()
                        : settings.store();
        Stores stores = Stores.open(place);
        try {
            return new MasterProcess(settings, algorithms, stores);
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** Serves until the process is told to end. */
    public static void run(MasterSettings settings) {
        MasterProcess master = start(settings);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> {
                                    master.close();
                                    ended.countDown();
                                }));
        log.info("{} serves at {}", settings.name(), master.address());
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the portal and the API are. */
    public URI address() {
        return http.address();
    }

    public Invitations invitations() {
        return invitations;
    }

    @Override
    public void close() {
        http.close();
        acceptor.close();
        timers.close();
        background.shutdownNow();
        stores.close();
    }
}
