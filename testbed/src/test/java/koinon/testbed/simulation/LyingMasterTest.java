package koinon.testbed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Failure;
import koinon.model.ErrorCode;
import koinon.model.trials.Trials;
import koinon.privacy.Policy;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.wire.message.Downlink;
import koinon.wire.message.FromMaster;
import koinon.wire.message.Header;

/** A master that lies to one site gets no further answer from it. */
class LyingMasterTest {
    private static final String VICTIM = "worker-1";
    private static final int ROUNDS = 3;

    @Trials(5)
    void aSumWithoutTheSitesOwnPartIsRefused(RandomGenerator random) {
        Ending end = lie(random, call -> call.round() == 2 ? tampered(call) : call);
        assertThat(end.failure.message())
                .contains("Hospital 1", "does not contain what this site sent");
        assertThat(end.victimsAnswers).isEqualTo(1);
    }

    @Trials(5)
    void aHeaderThatChangesBetweenRoundsIsRefused(RandomGenerator random) {
        Ending end =
                lie(
                        random,
                        call ->
                                call.round() == 2
                                        ? withHeader(call, h -> threshold(h, h.threshold() + 1))
                                        : call);
        assertThat(end.failure.message()).contains("Hospital 1", "header");
        assertThat(end.victimsAnswers).isEqualTo(1);
    }

    @Trials(5)
    void aHeaderThatShowsMoreThanThePolicyIsRefused(RandomGenerator random) {
        Ending end = lie(random, call -> withHeader(call, h -> threshold(h, 1)));
        assertThat(end.failure.message()).contains("Hospital 1", "more than the policy allows");
        assertThat(end.victimsAnswers).isZero();
    }

    @Trials(5)
    void aRosterWithAForgedKeyIsRefused(RandomGenerator random) {
        Ending end = lie(random, call -> withHeader(call, LyingMasterTest::forged));
        assertThat(end.failure.message()).contains("Hospital 1", "forged");
        assertThat(end.victimsAnswers).isZero();
    }

    @Trials(5)
    void aRosterOfWhichTheSiteIsNoMemberIsRefused(RandomGenerator random) {
        Ending end =
                lie(
                        random,
                        call ->
                                withHeader(
                                        call,
                                        h ->
                                                roster(
                                                        h,
                                                        h.roster().seats().stream()
                                                                .filter(s -> !s.id().equals(VICTIM))
                                                                .toList())));
        assertThat(end.failure.message()).contains("Hospital 1", "not in the roster");
        assertThat(end.victimsAnswers).isZero();
    }

    @Trials(5)
    void aRoundIsNotAnsweredForASmallerRosterEvenAfterARestart(RandomGenerator random) {
        Lie lie =
                new Lie(call ->
                        call.round() == 2
                                ? new FromMaster.Round(
                                        withHeader(
                                                        call,
                                                        h ->
                                                                roster(
                                                                        h,
                                                                        h.roster()
                                                                                .seats()
                                                                                .subList(0, 3)))
                                                .header(),
                                        1,
                                        1,
                                        List.of())
                                : call);
        lie.beforeSecond =
                federation -> {
                    federation.crashWorker(VICTIM);
                    federation.startWorker(VICTIM);
                };
        Ending end = run(random, lie);
        assertThat(end.victimsAnswers).isEqualTo(1);
        assertThat(end.failure.code()).isIn(ErrorCode.SITE_TIMED_OUT, ErrorCode.REFUSED_BY_POLICY);
    }

    private record Ending(Failure failure, int victimsAnswers) {}

    private static Ending lie(RandomGenerator random, UnaryOperator<FromMaster.Round> lie) {
        Ending end = run(random, new Lie(lie));
        assertThat(end.failure.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        return end;
    }

    private static Ending run(RandomGenerator random, Lie lie) {
        Simulation simulation = new Simulation(random);
        try (SimulatedFederation federation =
                new SimulatedFederation(simulation, sites(), lie.witness, lie)) {
            lie.federation = federation;
            federation.start();
            simulation.runUntil(5_000, federation::allConnected);
            String id =
                    federation
                            .submit(
                                    "analyst",
                                    Schedule.question(
                                            Schedule.datasets(federation.sites()),
                                            ROUNDS,
                                            "none",
                                            IteratedSums.POOLED))
                            .orElseThrow();
            assertThat(simulation.runUntil(400_000, federation::allEnded)).isTrue();
            Experiment e = federation.record(id);
            assertThat(e.state()).isEqualTo(Experiment.State.FAILED);
            assertThat(lie.witness.violations()).isEmpty();
            return new Ending(Objects.requireNonNull(e.failure()), lie.witness.answers(VICTIM));
        }
    }

    private static List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double[] values = new double[20 + i];
            java.util.Arrays.setAll(values, v -> v);
            TreeMap<String, double[]> datasets = new TreeMap<>();
            datasets.put("d" + i, values);
            sites.add(new Site("worker-" + i, "Hospital " + i, Policy.STRICT, datasets));
        }
        return sites;
    }

    /** Another part of the victim's own in the history. */
    private static FromMaster.Round tampered(FromMaster.Round call) {
        int self = Header.parse(call.header()).roster().indexOf(VICTIM);
        List<List<byte[]>> history = new ArrayList<>(call.history());
        List<byte[]> last = new ArrayList<>(history.removeLast());
        byte[] own = last.get(self).clone();
        own[6] ^= 1; // the first byte of the vector: see Payload
        last.set(self, own);
        history.add(last);
        return new FromMaster.Round(call.header(), call.round(), call.historyFrom(), history);
    }

    private static FromMaster.Round withHeader(
            FromMaster.Round call, UnaryOperator<Header> change) {
        byte[] header = change.apply(Header.parse(call.header())).encode();
        return new FromMaster.Round(header, call.round(), call.historyFrom(), call.history());
    }

    private static Header threshold(Header h, long threshold) {
        return new Header(
                h.experiment(), h.question(), h.roster(), h.absent(), threshold, h.extremes());
    }

    private static Header roster(Header h, List<Roster.Seat> seats) {
        return new Header(
                h.experiment(),
                h.question(),
                new Roster(seats),
                h.absent(),
                h.threshold(),
                h.extremes());
    }

    private static Header forged(Header h) {
        List<Roster.Seat> seats = new ArrayList<>(h.roster().seats());
        PublicKeys first = seats.get(0).keys();
        PublicKeys second = seats.get(2).keys();
        PublicKeys mixed = new PublicKeys(first.identity(), second.epoch(), first.signature());
        seats.set(0, new Roster.Seat(seats.get(0).id(), mixed));
        return roster(h, seats);
    }

    /** Changes the calls of rounds to the victim; the witness sees what the master meant to say. */
    private static final class Lie implements Tap {
        private final Witness witness = new Witness();
        private final UnaryOperator<FromMaster.Round> lie;
        private java.util.function.Consumer<SimulatedFederation> beforeSecond = _ -> {};
        private @org.jspecify.annotations.Nullable SimulatedFederation federation;
        private boolean second;

        Lie(UnaryOperator<FromMaster.Round> lie) {
            this.lie = lie;
        }

        @Override
        public byte[] toMaster(String worker, byte[] message) {
            return witness.toMaster(worker, message);
        }

        @Override
        public byte[] toWorker(String worker, byte[] message) {
            byte[] honest = witness.toWorker(worker, message);
            if (!worker.equals(VICTIM)) {
                return honest;
            }
            return FromMaster.parse(honest)
                    .filter(m -> m instanceof FromMaster.Round)
                    .map(m -> lie((FromMaster.Round) m))
                    .orElse(honest);
        }

        private byte[] lie(FromMaster.Round call) {
            SimulatedFederation now = federation;
            if (call.round() == 2 && !second && now != null) {
                second = true;
                now.simulation().after(0, () -> beforeSecond.accept(now));
            }
            return Downlink.round(lie.apply(call));
        }
    }
}
