package koinon.master.federation;

import java.time.Duration;

/**
 * Bounds of a running federation.
 *
 * @param preflight how long a concerned site may take to say whether it takes part
 * @param round how long a round may take, waiting for lost sites included
 * @param resend after how long an unanswered call is sent again
 * @param heartbeat between two signs of life on a link
 * @param running most experiments at a time
 * @param queued most experiments waiting
 */
public record Limits(
        Duration preflight,
        Duration round,
        Duration resend,
        Duration heartbeat,
        int running,
        int queued) {
    public static final Limits STANDARD =
            new Limits(
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(5),
                    32,
                    1000);

    /** The same, with another time for a round. */
    public Limits withRound(Duration time) {
        return new Limits(preflight, time, resend, heartbeat, running, queued);
    }

    public Limits {
        if (running < 1 || queued < 1) {
            throw new IllegalArgumentException("at least one experiment must fit");
        }
    }
}
