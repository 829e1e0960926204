package koinon.testbed.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.PackageFile;
import koinon.algorithms.packages.Packages;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Outcome;
import koinon.master.registry.Members;
import koinon.model.KoinonException;
import koinon.model.request.Request;
import koinon.privacy.masks.SiteKeys;

/**
 * A master and its workers, real but for the network, the clock, the rows and the master's stores.
 * Their journals lie in a folder in memory where the machine has one: what is simulated is the
 * crash of a process, not of a disk.
 */
public final class SimulatedFederation implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    /** Made once: keys differ between sites, not between simulations. */
    private static final Map<String, SiteKeys> KEYS = new ConcurrentHashMap<>();

    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final SimulatedMaster master;
    private final Map<String, SimulatedWorker> workers = new TreeMap<>();
    private final Witness witness;
    private final List<String> submitted = new ArrayList<>();
    private final Path folder;

    /**
     * @param tap between the processes; the witness itself, or something that lies
     */
    public SimulatedFederation(Simulation simulation, List<Site> sites, Witness witness, Tap tap) {
        this(simulation, new Parties(sites, List.of()), witness, tap);
    }

    /**
     * Who takes part.
     *
     * @param packages that the master was given; sites have those that their policies pin
     */
    public record Parties(List<Site> sites, List<PackageFile> packages) {
        public Parties {
            sites = List.copyOf(sites);
            packages = List.copyOf(packages);
        }
    }

    /** With algorithms from outside. */
    public SimulatedFederation(Simulation simulation, Parties parties, Witness witness, Tap tap) {
        this.simulation = simulation;
        this.witness = witness;
        this.network = new SimulatedNetwork(simulation, tap);
        Algorithms algorithms = Algorithms.of(IteratedSums.variants());
        this.master =
                new SimulatedMaster(
                        network, Packages.with(algorithms, parties.packages()), parties.sites());
        this.folder = folder();
        for (Site site : parties.sites()) {
            SiteKeys keys =
                    KEYS.computeIfAbsent(
                            site.id(), _ -> SiteKeys.ephemeral(simulation.clock().instant()));
            SimulatedWorker.Disk disk =
                    new SimulatedWorker.Disk(folder.resolve(site.id() + ".journal"), keys);
            workers.put(
                    site.id(),
                    new SimulatedWorker(site, network, admitted(algorithms, site), disk));
        }
    }

    private static Algorithms admitted(Algorithms algorithms, Site site) {
        return Packages.pinned(algorithms, site.policy().packages());
    }

    private static Path folder() {
        try {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "koinon-simulation")
                    : Files.createTempDirectory("koinon-simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SimulatedNetwork network() {
        return network;
    }

    public Witness witness() {
        return witness;
    }

    public List<Site> sites() {
        return workers.values().stream().map(SimulatedWorker::site).toList();
    }

    public void start() {
        master.start();
        workers.values().forEach(SimulatedWorker::start);
    }

    public void startWorker(String id) {
        worker(id).start();
    }

    public void crashWorker(String id) {
        worker(id).crash();
    }

    private SimulatedWorker worker(String id) {
        SimulatedWorker worker = workers.get(id);
        if (worker == null) {
            throw new IllegalArgumentException("no worker " + id);
        }
        return worker;
    }

    public void startMaster() {
        master.start();
        submitted.forEach(this::watch);
    }

    public void crashMaster() {
        master.crash();
    }

    /** Whether the master's disk takes nothing more. */
    public void diskFull(boolean now) {
        master.store().full(now);
    }

    /** Submits; empty when the master is down or refuses. */
    public Optional<String> submit(String owner, Request request) {
        return master.experiments()
                .flatMap(experiments -> {
                    try {
                        String id = experiments.submit(owner, request).experiment().id();
                        submitted.add(id);
                        watch(id);
                        return Optional.of(id);
                    } catch (KoinonException _) {
                        return Optional.empty();
                    }
                });
    }

    private void watch(String id) {
        Witness.Watching watching = witness.watching();
        master.experiments()
                .ifPresent(e -> {
                    var _ = e.watch(id, watching::sees);
                });
    }

    public void cancel(String id) {
        master.experiments().ifPresent(e -> e.cancel(id));
    }

    public List<String> submitted() {
        return List.copyOf(submitted);
    }

    /** The durable record. */
    public Experiment record(String id) {
        return master.store().find(id).orElseThrow();
    }

    public boolean allEnded() {
        return submitted.stream().allMatch(id -> record(id).state().ended());
    }

    /** What the store holds as the result of an experiment that succeeded. */
    public Outcome outcome(Experiment e) {
        String stored = e.outcome();
        if (stored == null) {
            throw new IllegalStateException("experiment " + e.id() + " has no outcome");
        }
        return master.outcome(stored);
    }

    /** Whether every worker runs and follows no experiment any more. */
    public boolean allIdle() {
        return workers.values().stream().allMatch(SimulatedWorker::idle);
    }

    public boolean allConnected() {
        return master.federation()
                .filter(f ->
                        f.members().all().stream()
                                .allMatch(m -> m.state() == Members.State.CONNECTED))
                .isPresent();
    }

    @Override
    public void close() {
        workers.values().forEach(SimulatedWorker::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Simulation simulation() {
        return simulation;
    }
}
