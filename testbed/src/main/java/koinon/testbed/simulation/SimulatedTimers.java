package koinon.testbed.simulation;

import koinon.wire.link.Timers;

/** Timers of one process on the virtual clock. */
final class SimulatedTimers implements Timers {
    private final Simulation simulation;
    private final Life life;

    SimulatedTimers(Simulation simulation, Life life) {
        this.simulation = simulation;
        this.life = life;
    }

    @Override
    public long nowMillis() {
        return simulation.nowMillis();
    }

    @Override
    public Cancellable after(long delayMillis, Runnable task) {
        Pending pending = new Pending(task);
        life.after(delayMillis, pending);
        return pending;
    }

    private static final class Pending implements Runnable, Cancellable {
        private final Runnable task;
        private boolean cancelled;

        Pending(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
