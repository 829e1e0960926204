package koinon.master.http;

import java.time.Duration;

/**
 * How the server is set up.
 *
 * @param federation name shown in the portal
 * @param version of Koinon
 * @param host address to listen at; loopback, as long as there is no login
 * @param port 0 for any free one
 * @param portal folder of the portal on the class path
 * @param exaremeType {@code type} of the specifications on the compatible surface; existing clients
 *     drop every other type than theirs
 * @param limits of waiting and watching
 */
public record HttpSettings(
        String federation,
        String version,
        String host,
        int port,
        String portal,
        String exaremeType,
        Limits limits) {

    /**
     * Limits of waiting and watching.
     *
     * @param patience longest answer of the compatible surface
     * @param heartbeat time between two signs of life on a stream of events
     * @param watchers most streams of events at one time
     */
    public record Limits(Duration patience, Duration heartbeat, int watchers) {
        public static final Limits DEFAULT =
                new Limits(Duration.ofMinutes(5), Duration.ofSeconds(15), 256);
    }

    /** The usual settings. */
    public static HttpSettings of(String federation, String version, String host, int port) {
        return new HttpSettings(
                federation, version, host, port, "/webui", "exareme2", Limits.DEFAULT);
    }
}
