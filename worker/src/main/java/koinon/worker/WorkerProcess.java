package koinon.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.Packages;
import koinon.data.DataSettings;
import koinon.data.DataStore;
import koinon.data.FileReport;
import koinon.data.check.CheckReport;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.privacy.Gate;
import koinon.privacy.Policy;
import koinon.privacy.PolicyFile;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.Keyring;
import koinon.privacy.masks.PairwiseMasks;
import koinon.wire.grpc.DialSettings;
import koinon.wire.grpc.DialState;
import koinon.wire.grpc.GrpcAdmission;
import koinon.wire.grpc.GrpcDialer;
import koinon.wire.link.Backoff;
import koinon.wire.link.Endpoint;
import koinon.wire.link.Surroundings;
import koinon.wire.link.SystemTimers;
import koinon.wire.message.Protocol;
import koinon.wire.pki.CredentialStore;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.Invitation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A worker: its data, its gate and its link to the master, put together. Everything that it writes
 * lies in its home: credentials and keys, the journal of what left, the data store.
 */
public final class WorkerProcess implements AutoCloseable {
    /** Version of this build. */
    public static final String VERSION = "0.1.0";

    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
    private static final long REFRESH_MILLIS = 2_000;
    private static final long KEYS_MILLIS = 300_000;
    private static final int PROBLEMS_SHOWN = 5;

    /** A worker beside its data has to be back soon after the master is. */
    private static final Backoff.Bounds BACKOFF = new Backoff.Bounds(200, 10_000, 10_000);

    private final SystemTimers timers;
    private final ExecutorService compute;
    private final DataStore store;
    private final Journal journal;
    private final GrpcDialer dialer;
    private final Attendant attendant;
    private final Keyring keyring;

    private WorkerProcess(WorkerSettings settings, Credentials credentials, Endpoint endpoint) {
        Path home = settings.home();
        Policy rules = policy(settings, endpoint);
        Algorithms algorithms = Packages.pinned(Algorithms.builtIn(), rules.packages());
        this.timers = new SystemTimers();
        this.compute =
                Executors.newFixedThreadPool(
                        2 * Runtime.getRuntime().availableProcessors(),
                        Thread.ofPlatform().name("compute-", 0).daemon().factory());
        this.store = openStore(settings);
        this.journal = Journal.open(home.resolve("journal").resolve("answers.log"));
        this.keyring = new Keyring(home.resolve("keys"), Clock.systemUTC());
        Gate gate = new Gate(() -> rules, journal, new PairwiseMasks(keyring));
        StoreHoldings holdings = new StoreHoldings(store, () -> rules);
        Rounds rounds =
                new Rounds(
                        new Rounds.Environment(
                                credentials.workerId(), holdings, gate, () -> rules, algorithms));
        this.attendant =
                new Attendant(
                        rounds,
                        holdings,
                        gate,
                        new Attendant.Environment(
                                timers, compute, keyring, Protocol.CURRENT, VERSION));
        this.dialer =
                new GrpcDialer(
                        DialSettings.to(endpoint).with(BACKOFF),
                        new CredentialStore(home.resolve("credentials")),
                        new Surroundings(Clock.systemUTC(), timers, RandomGenerator.getDefault()),
                        WorkerProcess::tell);
        dialer.start(attendant);
        refreshLater();
        renewKeysLater();
    }

    private static DataStore openStore(WorkerSettings settings) {
        DataStore store =
                DataStore.open(
                        DataSettings.of(settings.home().resolve("store"), settings.data())
                                .withLenient(true));
        store.reports().forEach(report -> tell(settings.data(), report));
        return store;
    }

    /** One line per file and one for each of its first problems, none of which tells a value. */
    private static void tell(Path folder, FileReport report) {
        CheckReport check = report.report();
        log.atLevel(check.clean() ? Level.INFO : Level.WARN)
                .log(
                        "{}: {}, problems: {}",
                        folder.relativize(report.file()),
                        report.imported() ? "imported" : "refused",
                        check.total());
        check.problems().stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(problem ->
                        log.warn(
                                "  line {}, column '{}': {}",
                                problem.row(),
                                problem.column(),
                                problem.message()));
    }

    private static Policy policy(WorkerSettings settings, Endpoint endpoint) {
        Policy rules = PolicyFile.resolve(settings.policy());
        if (rules.open() && !(settings.loopbackOnly() && loopback(endpoint))) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "policy '"
                            + rules.name()
                            + "' protects nothing and is only for a master on this"
                            + " machine, not for "
                            + endpoint);
        }
        return rules;
    }

    private static boolean loopback(Endpoint endpoint) {
        try {
            return InetAddress.getByName(endpoint.host()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    private static void tell(DialState state) {
        switch (state) {
            case DialState.RenewalFailed r -> log.warn("No new certificate yet: {}", r.reason());
            // The dialer itself has told these.
            case DialState.Waiting _,
                    DialState.Dialling _,
                    DialState.Connected _,
                    DialState.Closed _ -> {}
        }
    }

    /** Looks at the data folder again and again; what changed is published. */
    private void refreshLater() {
        timers.after(
                REFRESH_MILLIS,
                () -> {
                    try {
                        if (store.refresh()) {
                            attendant.publish();
                        }
                    } catch (KoinonException e) {
                        log.error("The data folder cannot be read: {}", e.text());
                    } finally {
                        refreshLater();
                    }
                });
    }

    private void renewKeysLater() {
        timers.after(
                KEYS_MILLIS,
                () -> {
                    attendant.renewKeys(keyring);
                    renewKeysLater();
                });
    }

    /**
     * Redeems an invitation and keeps what it yields in the home.
     *
     * @throws KoinonException INVALID_INVITATION, NAME_TAKEN, SITE_UNREACHABLE
     */
    public static void join(Path home, String invitationText) {
        Invitation invitation = Invitation.parse(invitationText);
        CredentialStore credentials = new CredentialStore(home.resolve("credentials"));
        if (credentials.load().isPresent()) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "this worker has joined a federation already; use another --home");
        }
        GrpcAdmission.of(invitation, Clock.systemUTC()).join(invitation, credentials);
        try {
            Files.writeString(home.resolve("master.address"), invitation.endpoint() + "\n");
        } catch (IOException e) {
            throw new KoinonException(ErrorCode.OUT_OF_RESOURCES, "cannot write to " + home, e);
        }
    }

    /**
     * Starts a worker that has joined.
     *
     * @throws KoinonException NOT_ADMITTED when it has not, INVALID_CONFIGURATION
     */
    public static WorkerProcess start(WorkerSettings settings) {
        Credentials credentials =
                new CredentialStore(settings.home().resolve("credentials"))
                        .load()
                        .orElseThrow(() ->
                                new KoinonException(
                                        ErrorCode.NOT_ADMITTED,
                                        "this worker has not joined a federation; run"
                                                + " 'koinon worker join' first"));
        return new WorkerProcess(settings, credentials, endpoint(settings.home()));
    }

    private static Endpoint endpoint(Path home) {
        Path file = home.resolve("master.address");
        try {
            return Endpoint.parse(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the master's address cannot be read from " + file,
                    e);
        }
    }

    /** Serves until the process is told to end. */
    public static void run(WorkerSettings settings) {
        WorkerProcess worker = start(settings);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> {
                                    worker.close();
                                    ended.countDown();
                                }));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        dialer.close();
        timers.close();
        compute.shutdownNow();
        journal.close();
        store.close();
    }
}
