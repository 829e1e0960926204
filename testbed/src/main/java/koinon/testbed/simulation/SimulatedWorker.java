package koinon.testbed.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import koinon.algorithms.Algorithms;
import koinon.privacy.Gate;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.PairwiseMasks;
import koinon.privacy.masks.SiteKeys;
import koinon.wire.message.Protocol;
import koinon.worker.Attendant;
import koinon.worker.Rounds;
import org.jspecify.annotations.Nullable;

/** A worker process: its journal and keys outlive a crash, everything else is lost. */
final class SimulatedWorker {
    private static final int SLOWEST_STEP_MILLIS = 400;
    private static final byte[] TORN = {0, 0, 1, 0, 7, 7, 7};

    private final Site site;
    private final SimulatedNetwork network;
    private final Algorithms algorithms;
    private final Disk disk;
    private @Nullable Running running;

    /**
     * What a crash leaves.
     *
     * @param journal its file
     */
    record Disk(Path journal, SiteKeys keys) {}

    private record Running(Life life, Journal journal) {}

    SimulatedWorker(Site site, SimulatedNetwork network, Algorithms algorithms, Disk disk) {
        this.site = site;
        this.network = network;
        this.algorithms = algorithms;
        this.disk = disk;
    }

    Site site() {
        return site;
    }

    void start() {
        if (running != null) {
            return;
        }
        Life life = new Life(network.simulation());
        Journal journal = Journal.open(disk.journal());
        running = new Running(life, journal);
        MemoryHoldings holdings = new MemoryHoldings(site.datasets());
        Gate gate = new Gate(site::policy, journal, new PairwiseMasks(disk::keys));
        Rounds rounds =
                new Rounds(
                        new Rounds.Environment(
                                site.id(), holdings, gate, site::policy, algorithms));
        Attendant attendant =
                new Attendant(
                        rounds,
                        holdings,
                        gate,
                        new Attendant.Environment(
                                life.timers(),
                                life.background(SLOWEST_STEP_MILLIS),
                                disk::keys,
                                Protocol.CURRENT,
                                "simulated"));
        network.dialer(site.id(), life).start(attendant);
    }

    /** As kill -9 does; sometimes a record was being written. */
    void crash() {
        Running was = running;
        if (was == null) {
            return;
        }
        running = null;
        was.life().end();
        was.journal().close();
        if (network.random().nextBoolean()) {
            tear();
        }
        network.died(was.life());
    }

    private void tear() {
        try {
            Files.write(disk.journal(), TORN, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends without a trace in the network, at the end of a simulation. */
    void close() {
        Running was = running;
        if (was != null) {
            was.life().end();
            was.journal().close();
            running = null;
        }
    }
}
