package koinon.master.http;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import koinon.master.http.exareme.ExaremeSurface;
import koinon.wire.link.Endpoint;
import koinon.wire.pki.Invitation;
import koinon.wire.pki.Secret;

/** A server at a free port, over fakes. */
public final class Server implements AutoCloseable {
    public final FakeMembers members = new FakeMembers();
    public final FakeExperiments experiments = new FakeExperiments(members, Specifications.ALL);
    public final Metrics metrics = new Metrics();
    public final HttpServer http;
    public final Client client;

    public Server() {
        this("/no-portal");
    }

    Server(String portal) {
        HttpSettings settings =
                new HttpSettings(
                        "Test federation",
                        "0.1.0",
                        "127.0.0.1",
                        0,
                        portal,
                        "exareme2",
                        new HttpSettings.Limits(Duration.ofMillis(500), Duration.ofMillis(50), 2));
        HttpServer.Services services =
                new HttpServer.Services(
                        experiments, members, Specifications.ALL, metrics, Server::invite);
        http = HttpServer.start(settings, services, new ExaremeSurface(settings, services));
        client = new Client(http.port());
    }

    static Invitation invite(String name, Duration life) {
        return new Invitation(
                UUID.randomUUID(),
                Secret.random(),
                "0".repeat(64),
                Instant.EPOCH.plus(life),
                name,
                new Endpoint("127.0.0.1", 9443));
    }

    @Override
    public void close() {
        http.close();
    }
}
