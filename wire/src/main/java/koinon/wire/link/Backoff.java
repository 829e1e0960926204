package koinon.wire.link;

import java.util.random.RandomGenerator;

/**
 * How long to wait before dialling again: exponential with full jitter.
 *
 * <pre>
 *   delay(n) uniform in [min, min(max, min · 2^n)],   n = failures in a row = 1, 2, …
 * </pre>
 *
 * <p>A link that stayed open for the stable period ends the row of failures; one that is lost
 * sooner does not, so that a master which accepts and then drops is not hammered. Units:
 * milliseconds. Not thread-safe.
 */
public final class Backoff {
    /** The shortest and longest delay, and how long a link must live to count as stable. */
    public record Bounds(long minMillis, long maxMillis, long stableMillis) {
        /** Half a second to one minute; stable after ten seconds. */
        public static final Bounds STANDARD = new Bounds(500, 60_000, 10_000);

        public Bounds {
            if (minMillis < 1 || maxMillis < minMillis || stableMillis < 0) {
                throw new IllegalArgumentException(
                        "backoff needs 1 <= min <= max and stable >= 0, not min "
                                + minMillis
                                + ", max "
                                + maxMillis
                                + ", stable "
                                + stableMillis);
            }
        }
    }

    private final Bounds bounds;
    private final RandomGenerator random;
    private int failures;

    public Backoff(Bounds bounds, RandomGenerator random) {
        this.bounds = bounds;
        this.random = random;
    }

    /** The delay after one more failure. */
    public long next() {
        failures++;
        long ceiling = Math.min(bounds.maxMillis, shiftedMin());
        return random.nextLong(bounds.minMillis, ceiling + 1);
    }

    /** The delay after a refusal that will not change soon: near the longest. */
    public long slow() {
        failures++;
        long floor = Math.max(bounds.minMillis, bounds.maxMillis / 2);
        return random.nextLong(floor, bounds.maxMillis + 1);
    }

    /** Tells that a link lived for so long before it was lost. */
    public void lived(long millis) {
        if (millis >= bounds.stableMillis) {
            failures = 0;
        }
    }

    private long shiftedMin() {
        boolean overflows = failures >= Long.numberOfLeadingZeros(bounds.minMillis) - 1;
        return overflows ? Long.MAX_VALUE : bounds.minMillis << failures;
    }
}
