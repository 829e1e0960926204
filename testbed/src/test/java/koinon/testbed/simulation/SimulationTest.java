package koinon.testbed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import koinon.master.experiments.Experiment;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void eventsHappenInTheOrderOfTheirTimes() {
        Simulation simulation = new Simulation(generator(1));
        List<String> seen = new ArrayList<>();
        simulation.after(20, () -> seen.add("late"));
        simulation.after(10, () -> seen.add("early"));
        simulation.after(10, () -> seen.add("early too"));
        simulation.runUntil(15);
        assertThat(seen).containsExactly("early", "early too");
        assertThat(simulation.nowMillis()).isEqualTo(15);
    }

    @Test
    void whatADeadProcessPlannedDoesNotHappen() {
        Simulation simulation = new Simulation(generator(1));
        Life life = new Life(simulation);
        List<String> seen = new ArrayList<>();
        life.timers().after(10, () -> seen.add("timer"));
        life.background(5).execute(() -> seen.add("task"));
        life.end();
        simulation.runUntil(100);
        assertThat(seen).isEmpty();
    }

    @Trials(5)
    void theSameSeedGivesTheSameRun(RandomGenerator random) {
        long seed = random.nextLong();
        assertThat(trace(seed)).isEqualTo(trace(seed));
    }

    private static List<String> trace(long seed) {
        RandomGenerator random = generator(seed);
        Simulation simulation = new Simulation(random);
        List<String> trace = new ArrayList<>();
        Tap tap =
                new Tap() {
                    @Override
                    public byte[] toMaster(String worker, byte[] message) {
                        trace.add(
                                simulation.nowMillis() + " from " + worker + " " + message.length);
                        return message;
                    }

                    @Override
                    public byte[] toWorker(String worker, byte[] message) {
                        trace.add(simulation.nowMillis() + " to " + worker + " " + message.length);
                        return message;
                    }
                };
        List<Site> sites = Schedule.sites(random);
        try (SimulatedFederation federation =
                new SimulatedFederation(simulation, sites, new Witness(), tap)) {
            federation.start();
            new Schedule(federation).plan();
            simulation.runUntil(Schedule.CALM_MILLIS + 100_000);
            for (String id : federation.submitted()) {
                Experiment e = federation.record(id);
                trace.add(id + " " + e.state() + " " + e.failure());
            }
        }
        return trace;
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
