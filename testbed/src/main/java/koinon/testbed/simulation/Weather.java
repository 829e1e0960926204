package koinon.testbed.simulation;

/**
 * How messages travel. A real link loses, doubles and reorders nothing while it lives; what retries
 * over many links can do to messages is done here within one.
 *
 * @param slowestMillis longest way of a message
 * @param lost share of messages that never arrive
 * @param doubled share of messages that arrive twice
 * @param overtaken share of messages that later ones may overtake
 */
public record Weather(int slowestMillis, double lost, double doubled, double overtaken) {
    /** As a real link behaves. */
    public static final Weather CALM = new Weather(30, 0, 0, 0);
}
