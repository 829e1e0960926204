package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGeneratorFactory;
import koinon.wire.link.Backoff;
import koinon.wire.link.Endpoint;
import koinon.wire.link.Link;
import koinon.wire.link.Peer;
import koinon.wire.link.PeerListener;
import koinon.wire.link.Surroundings;
import koinon.wire.link.SystemTimers;
import koinon.wire.pki.Authority;
import koinon.wire.pki.CredentialStore;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.MemoryBook;
import koinon.wire.pki.MemoryRegistry;
import koinon.wire.pki.MovableClock;

/** A master on the loopback interface, and workers that join it, on real sockets. */
final class House implements AutoCloseable, PeerListener {
    private static final long PATIENCE_SECONDS = 60;

    final MovableClock clock = new MovableClock();
    final MemoryBook book = new MemoryBook();
    final MemoryRegistry registry = new MemoryRegistry();
    final Authority authority;
    final SystemTimers timers = new SystemTimers();
    final BlockingQueue<DialState> states = new LinkedBlockingQueue<>();
    GrpcAcceptor acceptor;

    private final Path folder;
    private final AcceptSettings settings;
    private final Map<String, Recorder> recorders = new ConcurrentHashMap<>();
    private final List<GrpcDialer> dialers = new ArrayList<>();

    House(Path folder) {
        this(folder, settings -> settings);
    }

    House(Path folder, UnaryOperator<AcceptSettings> adapt) {
        this.folder = folder;
        // An authority is older than what it issues, also where a test sets the clock back.
        clock.set(Duration.ofDays(-3));
        this.authority = Authority.openOrCreate(folder.resolve("ca"), "demo", clock);
        clock.set(Duration.ZERO);
        this.settings = adapt.apply(settingsAt(0));
        this.acceptor = start(settings);
    }

    /** The same master again on the same port. */
    void restart() {
        acceptor = start(movedTo(acceptorPort));
    }

    private int acceptorPort;

    private GrpcAcceptor start(AcceptSettings where) {
        GrpcAcceptor fresh =
                new GrpcAcceptor(where, authority, new Admissions(book, registry), timers);
        fresh.start(this);
        acceptorPort = fresh.port();
        return fresh;
    }

    private AcceptSettings movedTo(int port) {
        return settingsAt(port)
                .with(settings.limits())
                .with(settings.keepalive())
                .with(settings.lifetimes());
    }

    private static AcceptSettings settingsAt(int port) {
        return AcceptSettings.at(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Set.of("127.0.0.1", "localhost"));
    }

    int port() {
        return acceptorPort;
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port());
    }

    Surroundings surroundings() {
        return new Surroundings(
                clock, timers, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    Invitation invite(String name) {
        return book.invite(authority, name, endpoint());
    }

    CredentialStore store(String name) {
        return new CredentialStore(folder.resolve("workers").resolve(name));
    }

    Credentials join(Invitation invitation, CredentialStore store) {
        return GrpcAdmission.of(invitation, clock).join(invitation, store);
    }

    /** Invites and joins. */
    Credentials member(String name) {
        return join(invite(name), store(name));
    }

    /** Timings fit for tests: quick to dial again. */
    DialSettings dialSettings(int port) {
        return DialSettings.to(new Endpoint("127.0.0.1", port))
                .with(new Backoff.Bounds(20, 400, 10_000));
    }

    GrpcDialer dialer(String name, DialSettings dialSettings) {
        GrpcDialer dialer = new GrpcDialer(dialSettings, store(name), surroundings(), states::add);
        dialers.add(dialer);
        return dialer;
    }

    /** One attempt to connect that nobody repeats; returns why it ended, or "opened". */
    String attempt(Credentials credentials) throws InterruptedException {
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Attempt attempt = attempt(credentials, new Recorder(), outcome);
        String result = outcome.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        attempt.close(Status.CANCELLED);
        assertThat(result).isNotNull();
        return result;
    }

    Attempt attempt(Credentials credentials, Recorder recorder, BlockingQueue<String> outcome) {
        Attempt attempt =
                new Attempt(
                        dialSettings(port()),
                        credentials,
                        surroundings(),
                        new Attempt.Ears(recorder, new Outcome(outcome)));
        attempt.begin();
        return attempt;
    }

    private record Outcome(BlockingQueue<String> queue) implements Attempt.Owner {
        @Override
        public void opened() {
            queue.add("opened");
        }

        @Override
        public void ended(Status status, long livedMillis) {
            queue.add(status.getCode() + " " + Reasons.text(status));
        }
    }

    /** What the master hears of a worker. */
    Recorder of(String workerId) {
        return recorders.computeIfAbsent(workerId, id -> new Recorder());
    }

    <S extends DialState> S awaitState(Class<S> kind) throws InterruptedException {
        while (true) {
            DialState state = states.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(state).as("a state that was awaited: " + kind.getSimpleName()).isNotNull();
            if (kind.isInstance(state)) {
                return kind.cast(state);
            }
        }
    }

    static AcceptSettings withWorkerLife(AcceptSettings settings, Duration life) {
        return settings.with(settings.lifetimes().withWorker(life));
    }

    static AcceptSettings onAllAddresses(AcceptSettings settings) {
        return new AcceptSettings(
                new InetSocketAddress(0),
                settings.names(),
                settings.maxConnections(),
                settings.limits(),
                settings.keepalive(),
                settings.lifetimes());
    }

    @Override
    public void opened(Peer peer, Link link) {
        of(peer.workerId()).opened(link);
    }

    @Override
    public void received(Peer peer, Link link, byte[] message) {
        of(peer.workerId()).received(link, message);
    }

    @Override
    public void closed(Peer peer, Link link, String reason) {
        of(peer.workerId()).closed(link, reason);
    }

    @Override
    public void close() {
        dialers.forEach(GrpcDialer::close);
        acceptor.close();
        timers.close();
    }
}
