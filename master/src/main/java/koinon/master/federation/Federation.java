package koinon.master.federation;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import koinon.algorithms.Algorithms;
import koinon.master.experiments.ExperimentStore;
import koinon.master.experiments.Experiments;
import koinon.master.experiments.Outcome;
import koinon.master.registry.Members;
import koinon.master.registry.RegistryStore;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.link.Link;
import koinon.wire.link.Peer;
import koinon.wire.link.PeerListener;
import koinon.wire.link.Timers;
import koinon.wire.message.Downlink;
import koinon.wire.message.FromMaster;
import koinon.wire.message.FromWorker;
import koinon.wire.message.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running federation: greets workers, keeps the heartbeat, and carries messages between them
 * and the experiments under way. Everything happens on one loop, so that a seeded schedule of
 * messages and timers reproduces a run; nothing on the loop blocks.
 */
public final class Federation implements PeerListener {
    private static final Logger log = LoggerFactory.getLogger(Federation.class);

    /** A worker that is silent for so many heartbeats is taken for lost. */
    private static final int SILENT_BEATS = 3;

    /** Within so many heartbeats a worker must have greeted and announced. */
    private static final int GREETING_BEATS = 6;

    private final Environment environment;
    private final Loop loop;
    private final Roll roll;
    private final ExperimentService service;
    private final Map<String, Drive> drives = new HashMap<>();
    private long beat;

    /**
     * What surrounds a federation.
     *
     * @param background for whatever computes or touches the disk
     * @param algorithms what can be asked
     * @param ids of new experiments; UUIDs, never the same twice
     * @param json writes an outcome as the native API shows it
     */
    public record Environment(
            String name,
            Limits limits,
            Timers timers,
            Clock clock,
            Executor background,
            Protocol protocol,
            Algorithms algorithms,
            Supplier<String> ids,
            Function<Outcome, String> json,
            Meter meter) {}

    public Federation(
            Environment environment, RegistryStore registry, ExperimentStore experiments) {
        this.environment = environment;
        this.loop = new Loop(environment.background());
        this.roll = new Roll(registry, environment.clock());
        this.service = new ExperimentService(this, experiments, environment);
    }

    public Members members() {
        return roll;
    }

    public Experiments experiments() {
        return service;
    }

    /** Takes up what a restart interrupted, and begins the heartbeat. */
    public void start() {
        loop.execute(service::resume);
        loop.execute(this::heartbeat);
    }

    /** Builds the catalogue anew after a member was suspended or resumed; drops its session. */
    public void membersChanged() {
        loop.execute(() -> {
            for (Members.Member member : roll.all()) {
                if (member.state() == Members.State.SUSPENDED) {
                    roll.session(member.id()).ifPresent(s -> s.link().close("suspended"));
                }
            }
            roll.refresh();
        });
    }

    Loop loop() {
        return loop;
    }

    Roll roll() {
        return roll;
    }

    void add(String experiment, Drive drive) {
        drives.put(experiment, drive);
    }

    void remove(String experiment) {
        drives.remove(experiment);
    }

    @Override
    public void opened(Peer peer, Link link) {
        loop.execute(() -> {
            Session fresh = new Session(peer, link, environment.timers().nowMillis());
            roll.enter(fresh).ifPresent(old -> old.link().close("the worker has a newer link"));
        });
    }

    @Override
    public void closed(Peer peer, Link link, String reason) {
        loop.execute(() ->
                roll.session(peer.workerId())
                        .filter(s -> s.link().equals(link))
                        .ifPresent(s -> lost(s, reason)));
    }

    private void lost(Session session, String reason) {
        if (roll.leave(session)) {
            log.info("Lost {}: {}", roll.name(session.workerId()), reason);
            drives.values().stream().toList().forEach(Drive::lost);
        }
    }

    @Override
    public void received(Peer peer, Link link, byte[] message) {
        loop.execute(() ->
                roll.session(peer.workerId())
                        .filter(s -> s.link().equals(link))
                        .ifPresent(s -> received(s, message)));
    }

    private void received(Session session, byte[] message) {
        session.heard(environment.timers().nowMillis());
        try {
            FromWorker.parse(message).ifPresent(m -> handle(session, m));
        } catch (KoinonException e) {
            session.link().close(e.text());
        }
    }

    private void handle(Session session, FromWorker message) {
        switch (message) {
            case FromWorker.Hello hello -> greet(session, hello);
            case FromWorker.Pong _ -> {}
            case FromWorker.Announced a -> announced(session, a);
            case FromWorker.Stands s -> drive(s.experiment(), d -> d.stands(session, s.standing()));
            case FromWorker.Answer a -> drive(a.experiment(), d -> d.answered(session, a));
            case FromWorker.Failed f -> drive(f.experiment(), d -> d.failedAt(session, f));
            case FromWorker.HistoryWanted h ->
                    drive(h.experiment(), d -> d.historyWanted(session, h.round()));
        }
    }

    private void drive(String experiment, Consumer<Drive> action) {
        Drive drive = drives.get(experiment);
        if (drive != null) {
            action.accept(drive);
        }
    }

    private void greet(Session session, FromWorker.Hello hello) {
        OptionalInt version = environment.protocol().common(hello.protocol());
        if (version.isEmpty()) {
            refuse(
                    session,
                    ErrorCode.INCOMPATIBLE_VERSION,
                    "this master speaks protocol "
                            + environment.protocol()
                            + ", the worker "
                            + hello.protocol()
                            + "; upgrade the older of the two");
            return;
        }
        if (!hello.keys().genuine() || !roll.pin(session.workerId(), hello.keys().identity())) {
            refuse(
                    session,
                    ErrorCode.NOT_ADMITTED,
                    "the worker shows another identity than at its first connection");
            return;
        }
        session.greeted(hello.keys(), hello.software());
        session.send(
                Downlink.welcome(
                        new FromMaster.Welcome(
                                version.getAsInt(),
                                environment.name(),
                                roll.name(session.workerId()),
                                environment.limits().heartbeat())));
    }

    private void refuse(Session session, ErrorCode code, String reason) {
        log.warn("Refused {}: {}", roll.name(session.workerId()), reason);
        session.send(Downlink.refusal(new KoinonException(code, reason)));
    }

    private void announced(Session session, FromWorker.Announced message) {
        if (session.keys().isEmpty()) {
            session.link().close("announced before hello");
            return;
        }
        boolean first = !session.ready();
        roll.announced(session, message.announcement());
        if (first) {
            log.info("Connected {}", roll.name(session.workerId()));
            drives.values().stream().toList().forEach(d -> d.returned(session.workerId()));
        }
    }

    private void drop(Session session, String reason) {
        session.link().close(reason);
        lost(session, reason);
    }

    private void heartbeat() {
        long now = environment.timers().nowMillis();
        long beatMillis = environment.limits().heartbeat().toMillis();
        environment.timers().after(beatMillis, () -> loop.execute(this::heartbeat));
        beat++;
        for (Session session : roll.sessions()) {
            if (now - session.lastHeard() > beatMillis * SILENT_BEATS) {
                drop(session, "no sign of life");
            } else if (!session.ready() && now - session.since() > beatMillis * GREETING_BEATS) {
                drop(session, "it did not greet and announce in time");
            } else {
                session.send(Downlink.ping(beat));
            }
        }
    }
}
