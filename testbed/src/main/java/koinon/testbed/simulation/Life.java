package koinon.testbed.simulation;

import java.util.concurrent.Executor;
import koinon.wire.link.Timers;

/**
 * One life of a simulated process, from its start to its crash: what it planned dies with it, in
 * the middle of whatever it was about to do next. Work in the background takes up to a stated time.
 */
final class Life {
    private final Simulation simulation;
    private boolean over;

    Life(Simulation simulation) {
        this.simulation = simulation;
    }

    boolean over() {
        return over;
    }

    /** A crash: nothing planned happens any more, nothing is told or closed. */
    void end() {
        over = true;
    }

    Timers timers() {
        return new SimulatedTimers(simulation, this);
    }

    /** Tasks run one at a time, each after a random delay of its own, hence in any order. */
    Executor background(int slowestMillis) {
        return task -> after(simulation.random().nextInt(slowestMillis + 1), task);
    }

    void after(long delayMillis, Runnable action) {
        simulation.after(
                delayMillis,
                () -> {
                    if (!over) {
                        action.run();
                    }
                });
    }
}
