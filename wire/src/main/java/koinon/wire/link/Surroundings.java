package koinon.wire.link;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** What code takes from the world: the time of day, delayed tasks, and chance (for jitter only). */
public record Surroundings(Clock clock, Timers timers, RandomGenerator random) {}
