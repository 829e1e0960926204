package koinon.master;

import java.nio.file.Path;
import java.util.List;
import koinon.master.federation.Limits;

/**
 * How a master process is started.
 *
 * @param home everything the process writes lives below it
 * @param name of the federation, for people
 * @param host address the API and portal listen on; loopback as long as there is no login
 * @param port of the API and portal, 0 for any free one
 * @param federationHost address workers dial, for invitations and the server certificate
 * @param federationPort of the workers' streams, 0 for any free one
 * @param store JDBC URL of a PostgreSQL database, or empty for the embedded store in the home
 * @param limits bounds of its experiments
 * @param packages jars of algorithms from outside, beside those in {@code packages/} of the home
 */
public record MasterSettings(
        Path home,
        String name,
        String host,
        int port,
        String federationHost,
        int federationPort,
        String store,
        Limits limits,
        List<Path> packages) {
    public MasterSettings {
        packages = List.copyOf(packages);
    }
}
