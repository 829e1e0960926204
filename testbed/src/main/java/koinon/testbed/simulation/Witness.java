package koinon.testbed.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.master.experiments.Experiment;
import koinon.wire.message.FromMaster;
import koinon.wire.message.FromWorker;
import koinon.wire.message.Header;

/**
 * Watches what leaves master and workers and notes what must never happen: two different answers of
 * one site for one round, two headers of one experiment, progress that runs backwards, a final
 * state that changes.
 */
public final class Witness implements Tap {
    private final Map<Occasion, byte[]> answers = new HashMap<>();
    private final Map<String, byte[]> headers = new HashMap<>();
    private final Map<String, Experiment> ends = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private record Occasion(String worker, String experiment, int round) {}

    /** What was seen that must never be. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How many answers left the sites, repetitions aside. */
    public int answers() {
        return answers.size();
    }

    @Override
    public byte[] toMaster(String worker, byte[] message) {
        FromWorker.parse(message)
                .ifPresent(m -> {
                    if (m instanceof FromWorker.Answer a) {
                        answered(new Occasion(worker, a.experiment(), a.round()), a.payload());
                    }
                });
        return message;
    }

    private void answered(Occasion occasion, byte[] payload) {
        byte[] before = answers.putIfAbsent(occasion, payload);
        if (before != null && !Arrays.equals(before, payload)) {
            violations.add("two different answers for " + occasion);
        }
    }

    @Override
    public byte[] toWorker(String worker, byte[] message) {
        FromMaster.parse(message)
                .ifPresent(m -> {
                    if (m instanceof FromMaster.Round r) {
                        String experiment = Header.parse(r.header()).experiment();
                        byte[] before = headers.putIfAbsent(experiment, r.header());
                        if (before != null && !Arrays.equals(before, r.header())) {
                            violations.add("two headers for " + experiment);
                        }
                    }
                });
        return message;
    }

    /** The header with which an experiment was run. */
    Optional<Header> header(String experiment) {
        return Optional.ofNullable(headers.get(experiment)).map(Header::parse);
    }

    /** Sees one state of an experiment after another, as a watcher of a running master does. */
    Watching watching() {
        return new Watching();
    }

    /** One watcher's view, which begins anew with every life of the master. */
    final class Watching {
        private int round;
        private int state;

        void sees(Experiment e) {
            int reached = e.state().ended() ? 2 : e.state() == Experiment.State.RUNNING ? 1 : 0;
            if (reached < state || !e.state().ended() && e.progress().round() < round) {
                violations.add("experiment " + e.id() + " went backwards to " + e.state());
            }
            state = reached;
            round = Math.max(round, e.progress().round());
            if (e.state().ended()) {
                Experiment before = ends.putIfAbsent(e.id(), e);
                if (before != null && before.state() != e.state()) {
                    violations.add("experiment " + e.id() + " ended twice");
                }
            }
        }
    }
}
