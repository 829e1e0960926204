package koinon.master.http;

import java.time.Duration;
import koinon.master.http.exareme.ExaremeSurface;

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
                new HttpServer.Services(experiments, members, Specifications.ALL, metrics);
        http = HttpServer.start(settings, services, new ExaremeSurface(settings, services));
        client = new Client(http.port());
    }

    @Override
    public void close() {
        http.close();
    }
}
