package koinon.testbed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.Question;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Outcome.Participation;
import koinon.model.ErrorCode;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.model.trials.Trials;
import koinon.privacy.Policy;
import koinon.wire.message.Header;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whatever the network and the processes do, a federation keeps its promises. */
class FaultsTest {
    private static final Algorithms ALGORITHMS = Algorithms.of(IteratedSums.variants());

    /** All questions may have to wait for each other: each two rounds' time at the most. */
    private static final long LONGEST_MILLIS = 600_000;

    private static final long RECOVERY_MILLIS = 90_000;
    private static final long FORGETTING_MILLIS = 3_700_000;

    @Trials(300)
    void everyExperimentEndsRightWhateverHappens(RandomGenerator random) {
        run(random);
    }

    @Trials(30_000)
    @EnabledIfSystemProperty(named = "koinon.tests", matches = "nightly")
    void everyExperimentEndsRightInManyMoreSchedules(RandomGenerator random) {
        run(random);
    }

    @Trials(20)
    void workersForgetExperimentsWhoseEndTheyMissed(RandomGenerator random) {
        Simulation simulation = new Simulation(random);
        Witness witness = new Witness();
        try (SimulatedFederation federation =
                new SimulatedFederation(simulation, Schedule.sites(random), witness, witness)) {
            federation.start();
            new Schedule(federation).plan();
            simulation.runUntil(Schedule.CALM_MILLIS + LONGEST_MILLIS);
            simulation.runUntil(simulation.nowMillis() + FORGETTING_MILLIS);
            assertThat(federation.allIdle()).isTrue();
        }
    }

    private static void run(RandomGenerator random) {
        Simulation simulation = new Simulation(random);
        Witness witness = new Witness();
        List<Site> sites = Schedule.sites(random);
        try (SimulatedFederation federation =
                new SimulatedFederation(simulation, sites, witness, witness)) {
            federation.start();
            new Schedule(federation).plan();
            simulation.runUntil(Schedule.CALM_MILLIS);
            assertThat(
                            simulation.runUntil(
                                    Schedule.CALM_MILLIS + LONGEST_MILLIS, federation::allEnded))
                    .as("every experiment ends")
                    .isTrue();
            assertThat(
                            simulation.runUntil(
                                    simulation.nowMillis() + RECOVERY_MILLIS,
                                    federation::allConnected))
                    .as("every worker comes back")
                    .isTrue();
            askOnceMore(simulation, federation);
            federation.submitted().forEach(id -> check(federation, federation.record(id)));
            assertThat(witness.violations()).isEmpty();
        }
    }

    private static void askOnceMore(Simulation simulation, SimulatedFederation federation) {
        List<Site> sites = federation.sites();
        Request request =
                Schedule.question(Schedule.datasets(sites), 3, "none", IteratedSums.POOLED);
        String id = federation.submit("later", request).orElseThrow();
        assertThat(
                        simulation.runUntil(
                                simulation.nowMillis() + RECOVERY_MILLIS, federation::allEnded))
                .isTrue();
        List<Site> ready = sites.stream().filter(FaultsTest::enough).toList();
        boolean alone = ready.stream().allMatch(s -> s.policy().aloneSums());
        Experiment end = federation.record(id);
        if (ready.size() >= 3 || !ready.isEmpty() && alone) {
            assertThat(end.failure()).isNull();
            assertThat(contributors(federation.outcome(end)))
                    .containsExactlyInAnyOrderElementsOf(ready.stream().map(Site::name).toList());
        } else {
            assertThat(end.failure())
                    .extracting(Failure::code)
                    .isIn(ErrorCode.INSUFFICIENT_DATA, ErrorCode.REFUSED_BY_POLICY);
        }
    }

    private static boolean enough(Site site) {
        long n = rows(List.of(site), Schedule.datasets(List.of(site))).length;
        return n >= site.policy().minimumPatients();
    }

    private static void check(SimulatedFederation federation, Experiment e) {
        switch (e.state()) {
            case SUCCEEDED -> checkOutcome(federation, e);
            case FAILED -> checkFailure(federation, e);
            case CANCELLED -> assertThat(e.failure()).isNotNull();
            case QUEUED, RUNNING -> throw new AssertionError("not ended: " + e.id());
        }
    }

    private static void checkFailure(SimulatedFederation federation, Experiment e) {
        Failure failure = Objects.requireNonNull(e.failure());
        String message = failure.message();
        switch (failure.code()) {
            case SITE_UNREACHABLE, SITE_TIMED_OUT, SITE_FAILED, INVALID_DATA ->
                    assertThat(federation.sites()).anyMatch(s -> message.contains(s.name()));
            case INSUFFICIENT_DATA, REFUSED_BY_POLICY, PRECONDITION, OUT_OF_RESOURCES ->
                    assertThat(message).isNotBlank();
            default -> throw new AssertionError("an unexpected end: " + failure);
        }
    }

    private static void checkOutcome(SimulatedFederation federation, Experiment e) {
        Outcome outcome = federation.outcome(e);
        Header header = federation.witness().header(e.id()).orElseThrow();
        List<Site> contributed =
                federation.sites().stream()
                        .filter(s -> contributors(outcome).contains(s.name()))
                        .toList();
        assertThat(contributed.stream().map(Site::id))
                .containsExactlyElementsOf(
                        header.roster().seats().stream().map(s -> s.id()).toList());
        assertThat(outcome.sites().stream().map(Outcome.SiteReport::name))
                .as("every concerned site is named once")
                .containsExactlyInAnyOrderElementsOf(concerned(federation, e));
        if (contributed.size() < 3 && contributed.stream().anyMatch(s -> !s.policy().aloneSums())) {
            assertThat(outcome.rows()).isInstanceOf(Statistic.Suppressed.class);
            return;
        }
        Algorithm algorithm = ALGORITHMS.require(e.request().algorithm());
        double[] rows = rows(contributed, e.request().datasets());
        Question question =
                Question.of(
                        e.request(),
                        new MemoryHoldings(new TreeMap<>()).dataModel(MemoryHoldings.MODEL),
                        header.question().grids(),
                        new Question.Disclosure(header.threshold(), header.extremes()));
        TreeMap<String, double[]> pooled = new TreeMap<>();
        pooled.put("all", rows);
        assertThat(outcome.result())
                .isEqualTo(PooledOracle.result(algorithm, question, new MemoryRows(pooled)));
        assertThat(header.threshold())
                .isEqualTo(
                        contributed.stream()
                                .map(Site::policy)
                                .mapToLong(Policy::minimumCell)
                                .max()
                                .orElseThrow());
    }

    private static List<String> concerned(SimulatedFederation federation, Experiment e) {
        return federation.sites().stream()
                .filter(s ->
                        s.datasets().keySet().stream().anyMatch(e.request().datasets()::contains))
                .map(Site::name)
                .toList();
    }

    private static List<String> contributors(Outcome outcome) {
        return outcome.sites().stream()
                .filter(s -> s.participation() == Participation.CONTRIBUTED)
                .map(Outcome.SiteReport::name)
                .collect(Collectors.toList());
    }

    /** Complete rows of sites. */
    private static double[] rows(List<Site> sites, List<String> datasets) {
        List<Double> rows = new ArrayList<>();
        for (Site site : sites) {
            site.datasets()
                    .forEach((code, values) -> {
                        for (double v : values) {
                            if (datasets.contains(code) && !Double.isNaN(v)) {
                                rows.add(v);
                            }
                        }
                    });
        }
        return rows.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
