package koinon.testbed.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import koinon.wire.link.Acceptor;
import koinon.wire.link.Dialer;
import koinon.wire.link.PeerListener;
import org.jspecify.annotations.Nullable;

/**
 * Links between workers and one master, with faults on request: messages lost, doubled, overtaken
 * or late ({@link Weather}), links cut (both ends hear of it), stalled (nobody hears anything any
 * more), and places that cannot be reached.
 */
public final class SimulatedNetwork {
    private final Simulation simulation;
    private final Tap tap;
    private final List<Connection> connections = new ArrayList<>();
    private final Set<String> unreachable = new HashSet<>();
    private Weather weather = Weather.CALM;
    private @Nullable Listening master;

    /** Whoever listens at present. */
    record Listening(Life life, PeerListener listener) {}

    public SimulatedNetwork(Simulation simulation, Tap tap) {
        this.simulation = simulation;
        this.tap = tap;
    }

    Simulation simulation() {
        return simulation;
    }

    RandomGenerator random() {
        return simulation.random();
    }

    Tap tap() {
        return tap;
    }

    Weather weather() {
        return weather;
    }

    public void weather(Weather now) {
        weather = now;
    }

    /** Ends the links of a worker; both ends hear of it. */
    public void cut(String worker) {
        of(worker).forEach(c -> c.cut("the connection was reset"));
    }

    /** From now on nothing arrives over the present links of a worker, and nobody is told. */
    public void stall(String worker) {
        of(worker).forEach(Connection::stall);
    }

    /** Whether new links of a worker can be made. */
    public void reachable(String worker, boolean now) {
        if (now) {
            unreachable.remove(worker);
        } else {
            unreachable.add(worker);
        }
    }

    private List<Connection> of(String worker) {
        connections.removeIf(Connection::closed);
        return connections.stream().filter(c -> c.worker().equals(worker)).toList();
    }

    /** The other ends of a dead process hear of its death, or not, as it happens. */
    void died(Life life) {
        for (Connection c : List.copyOf(connections)) {
            if (c.concerns(life)) {
                c.orphan(random().nextBoolean());
            }
        }
    }

    Acceptor acceptor(Life life) {
        return new Acceptor() {
            @Override
            public void start(PeerListener listener) {
                master = new Listening(life, listener);
            }

            @Override
            public void revoke(String workerId) {
                cut(workerId);
            }

            @Override
            public void close() {
                master = null;
                List.copyOf(connections).forEach(c -> c.cut("the master stops"));
            }
        };
    }

    Dialer dialer(String worker, Life life) {
        return new SimulatedDialer(this, worker, life);
    }

    /** A new link from a worker, when somebody listens and can be reached. */
    boolean connect(String worker, SimulatedDialer dialer) {
        Listening listening = master;
        if (listening == null || listening.life().over() || unreachable.contains(worker)) {
            return false;
        }
        Connection connection = new Connection(this, worker);
        connections.add(connection);
        connection.open(dialer, listening);
        return true;
    }
}
