package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A master and workers as processes of their own, each of which can be killed, suspended and
 * started again; real TLS between them. Everything lies below one folder and goes with it.
 */
final class RunningFederation implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home = Folder.create("koinon-federation");
    private final List<Integer> ports = Places.freePorts(2);
    private final List<String> masterOptions;
    private final Map<String, Program> workers = new LinkedHashMap<>();
    private final Map<String, Path> data = new LinkedHashMap<>();
    private Program master;

    /** Starts the master with these options beside the usual ones. */
    RunningFederation(String... masterOptions) {
        this.masterOptions = List.of(masterOptions);
        this.master = master();
        awaitMaster();
    }

    Path masterHome() {
        return home.resolve("master");
    }

    Path home(String worker) {
        return home.resolve("workers").resolve(worker);
    }

    int federationPort() {
        return ports.getLast();
    }

    Api api() {
        return new Api(ports.getFirst());
    }

    Program masterProcess() {
        return master;
    }

    Program worker(String name) {
        return workers.get(name);
    }

    /** Everything that a worker wrote to its logs. */
    String workerLog(String name) {
        return workers.get(name).log() + Places.read(home(name).resolve("logs/koinon.log"));
    }

    private Program master() {
        List<String> words = new ArrayList<>(List.of("master", "start"));
        words.addAll(List.of("--home", masterHome().toString(), "--name", "Trial"));
        words.addAll(List.of("--port", ports.getFirst().toString()));
        words.addAll(List.of("--federation-port", ports.getLast().toString()));
        words.addAll(masterOptions);
        return Program.serve(home.resolve("master.out"), "-Xmx256m", words);
    }

    void startMaster() {
        master = master();
    }

    void awaitMaster() {
        Await.until(
                "the master's start",
                PATIENCE,
                () -> {
                    if (!master.alive()) {
                        throw new AssertionError("the master ended: " + master.log());
                    }
                    return api().answers();
                });
    }

    /** The text of a new invitation. */
    String invite(String name) {
        Api.Answer answer =
                api().post(
                                "api/v1/invitations",
                                Api.JSON.createObjectNode().put("name", name) + "");
        if (answer.status() != 201) {
            throw new AssertionError("no invitation: " + answer);
        }
        return answer.json().path("invitation").asText();
    }

    /** Redeems an invitation with the home of a worker. */
    Program.Ended join(String worker, String invitation) {
        return Program.runWith(invitation, "worker", "join", "--home", home(worker) + "", "-");
    }

    /** Lets a worker join; it is not yet started. */
    void admit(String worker, Path dataFolder) {
        Program.Ended ended = join(worker, invite(worker));
        if (ended.code() != 0) {
            throw new AssertionError(worker + " could not join: " + ended.text());
        }
        data.put(worker, dataFolder);
    }

    /** Starts a worker that has joined. */
    void start(String worker) {
        workers.put(worker, process(worker));
    }

    private Program process(String worker) {
        return Program.serve(
                home(worker).resolve("console.log"),
                "-Xmx512m",
                List.of(
                        "worker",
                        "start",
                        "--home",
                        home(worker).toString(),
                        "--data",
                        data.get(worker).toString()));
    }

    /** A second process over the home of a worker that runs. */
    Program startAgain(String worker) {
        return process(worker);
    }

    void awaitConnected(String... names) {
        for (String name : names) {
            Await.until(
                    name + "'s being connected with its data; its log: " + workerLog(name),
                    PATIENCE,
                    () ->
                            state(name).equals("connected")
                                    && !member(name).path("datasets").isEmpty());
        }
    }

    /** How the master sees a worker; empty for one it does not know. */
    String state(String worker) {
        return member(worker).path("state").asText();
    }

    JsonNode member(String worker) {
        for (JsonNode member : api().get("api/v1/workers").json().path("workers")) {
            if (member.path("name").asText().equals(worker)) {
                return member;
            }
        }
        return Api.JSON.createObjectNode();
    }

    @Override
    public void close() {
        workers.values().forEach(Program::kill);
        master.close();
        Folder.delete(home);
    }
}
