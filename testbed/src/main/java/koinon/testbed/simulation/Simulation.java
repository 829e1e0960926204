package koinon.testbed.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A virtual clock and the events that are still to happen on it. Everything runs on the caller's
 * thread, one event after another, in the order of their times; events of the same time in the
 * order in which they were planned. The same seed gives the same run. Units: milliseconds.
 */
public final class Simulation {
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now;
    private long planned;

    private record Event(long at, long number, Runnable action) {}

    public Simulation(RandomGenerator random) {
        this.random = random;
    }

    public RandomGenerator random() {
        return random;
    }

    public long nowMillis() {
        return now;
    }

    /** Plans an action. */
    public void after(long delayMillis, Runnable action) {
        events.add(new Event(now + Math.max(0, delayMillis), planned++, action));
    }

    /** Lets time pass up to a moment. */
    public void runUntil(long moment) {
        runUntil(moment, () -> false);
    }

    /** Lets time pass up to a moment or until something is so; whether it is. */
    public boolean runUntil(long moment, BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at() > moment) {
                now = Math.max(now, moment);
                return reached.getAsBoolean();
            }
            events.remove();
            now = next.at();
            next.action().run();
        }
        return true;
    }

    /** Wall-clock time that passes with the simulation. */
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return ORIGIN.plusMillis(now);
            }
        };
    }
}
