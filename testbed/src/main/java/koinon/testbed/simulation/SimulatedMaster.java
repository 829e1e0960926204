package koinon.testbed.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import koinon.algorithms.Algorithms;
import koinon.master.experiments.Experiments;
import koinon.master.experiments.Outcome;
import koinon.master.federation.Federation;
import koinon.master.federation.Limits;
import koinon.master.federation.Meter;
import koinon.wire.message.Protocol;
import org.jspecify.annotations.Nullable;

/** The master process: its stores outlive a crash, the running federation is lost. */
final class SimulatedMaster {
    static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    3,
                    100);
    private static final int SLOWEST_TASK_MILLIS = 20;

    private final SimulatedNetwork network;
    private final Algorithms algorithms;
    private final MemoryRegistryStore registry = new MemoryRegistryStore();
    private final MemoryExperimentStore store = new MemoryExperimentStore();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private @Nullable Running running;

    private record Running(Life life, Federation federation) {}

    SimulatedMaster(SimulatedNetwork network, Algorithms algorithms, List<Site> sites) {
        this.network = network;
        this.algorithms = algorithms;
        sites.forEach(s -> registry.member(s.id(), s.name()));
    }

    MemoryExperimentStore store() {
        return store;
    }

    /** The experiments of the running master; empty while it is down. */
    Optional<Experiments> experiments() {
        return Optional.ofNullable(running).map(r -> r.federation().experiments());
    }

    Optional<Federation> federation() {
        return Optional.ofNullable(running).map(Running::federation);
    }

    /** The typed outcome behind what the store keeps as text. */
    Outcome outcome(String stored) {
        Outcome outcome = outcomes.get(stored);
        if (outcome == null) {
            throw new IllegalStateException("the store holds an outcome that nobody wrote");
        }
        return outcome;
    }

    void start() {
        if (running != null) {
            return;
        }
        Life life = new Life(network.simulation());
        Federation federation =
                new Federation(
                        new Federation.Environment(
                                "simulated",
                                LIMITS,
                                life.timers(),
                                network.simulation().clock(),
                                life.background(SLOWEST_TASK_MILLIS),
                                Protocol.CURRENT,
                                algorithms,
                                this::id,
                                this::keep,
                                Meter.NONE),
                        registry,
                        store);
        running = new Running(life, federation);
        federation.start();
        network.acceptor(life).start(federation);
    }

    /** As kill -9 does. */
    void crash() {
        Running was = running;
        if (was != null) {
            running = null;
            was.life().end();
            network.died(was.life());
        }
    }

    private String id() {
        return new UUID(network.random().nextLong(), network.random().nextLong()).toString();
    }

    private String keep(Outcome outcome) {
        String text = "outcome " + outcomes.size();
        outcomes.put(text, outcome);
        return text;
    }
}
