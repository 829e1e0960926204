package koinon.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Experiment.State;
import koinon.master.experiments.ExperimentStore;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Progress;
import koinon.master.registry.RegistryStore;
import koinon.master.registry.RegistryStore.InvitationRecord;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises; run on each kind of database. */
abstract class StoresContract {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
    private static final byte[] HASH = {1, 2, 3};
    private static final String HOSTILE = "'; DROP TABLE experiments; -- \u0000 \ud800 κοινόν \"";

    @SuppressWarnings("NullAway.Init")
    private Stores stores;

    @SuppressWarnings("NullAway.Init")
    private ExperimentStore experiments;

    @SuppressWarnings("NullAway.Init")
    private RegistryStore registry;

    /** The same, empty place during one test. */
    abstract String place() throws SQLException;

    @BeforeEach
    void open() throws SQLException {
        stores = Stores.open(place());
        experiments = stores.experiments();
        registry = stores.registry();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void reopen() throws SQLException {
        stores.close();
        open();
    }

    private static Request request() {
        Filter filter =
                new Filter.Or(
                        List.of(
                                new Filter.Missing("age", true),
                                new Filter.Comparison(
                                        "sex", Filter.Comparator.EQUAL, new Literal.Text(HOSTILE)),
                                new Filter.Between(
                                        "age",
                                        new Literal.Numeric(1),
                                        new Literal.Numeric(2.5),
                                        false)));
        return new Request(
                "fit",
                "heart:1",
                List.of("north", "south"),
                List.of("weight"),
                List.of("age", "sex"),
                filter,
                new TreeMap<>(
                        Map.of(
                                "alpha", new Parameter.Real(1.0),
                                "bins", new Parameter.Int(20),
                                "title", new Parameter.Text(HOSTILE),
                                "flag", new Parameter.Flag(true),
                                "many", new Parameter.Many(List.of(new Parameter.Int(1))),
                                "named", new Parameter.Named(new TreeMap<>()))));
    }

    private static Experiment experiment(String id, Instant created) {
        return new Experiment(
                id, "ann", request(), State.QUEUED, created, null, Progress.NONE, null, null);
    }

    private void insert(String... ids) {
        for (int i = 0; i < ids.length; i++) {
            experiments.insert(experiment(ids[i], NOON.plusMillis(i)));
        }
    }

    private State state(String id) {
        return experiments.find(id).orElseThrow().state();
    }

    @Test
    void bringsAnExperimentBackAsItWas() throws SQLException {
        insert("a");
        reopen();

        assertThat(experiments.find("a")).contains(experiment("a", NOON));
        assertThat(experiments.find("b")).isEmpty();
        assertThat(experiments.header("a")).isEmpty();
    }

    @Test
    void keepsTheFirstHeader() throws SQLException {
        insert("a");
        experiments.start("a", new byte[] {0, -1, 7});
        experiments.start("a", new byte[] {9});
        reopen();

        assertThat(experiments.header("a")).hasValue(new byte[] {0, -1, 7});
        assertThat(state("a")).isEqualTo(State.RUNNING);
    }

    @Test
    void endsAnExperimentOnce() {
        insert("a");
        experiments.start("a", new byte[1]);
        Failure late = new Failure(ErrorCode.INTERNAL, "late");

        experiments.finish("a", State.SUCCEEDED, NOON.plusSeconds(1), "{\"rows\":1}", null);
        experiments.finish("a", State.FAILED, NOON.plusSeconds(2), null, late);
        experiments.start("a", new byte[] {9});

        Experiment ended = experiments.find("a").orElseThrow();
        assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
        assertThat(ended.finished()).isEqualTo(NOON.plusSeconds(1));
        assertThat(ended.outcome()).isEqualTo("{\"rows\":1}");
        assertThat(ended.failure()).isNull();
        assertThat(experiments.header("a")).hasValue(new byte[1]);
    }

    @Test
    void remembersWhyAnExperimentFailed() {
        insert("a");
        Failure failure = new Failure(ErrorCode.SITE_UNREACHABLE, "North is away");

        experiments.finish("a", State.FAILED, NOON, null, failure);

        assertThat(experiments.find("a").orElseThrow().failure()).isEqualTo(failure);
    }

    @Test
    void refusesToEndAnExperimentAsRunning() {
        insert("a");

        assertThat(
                        catchThrowableOfType(
                                IllegalArgumentException.class,
                                () -> experiments.finish("a", State.RUNNING, NOON, null, null)))
                .isNotNull();
    }

    @Test
    void listsTheNewestFirstAndTheUnfinishedOldestFirst() {
        insert("a", "b", "c");
        experiments.start("b", new byte[1]);
        experiments.finish("c", State.CANCELLED, NOON, null, null);

        assertThat(experiments.recent(2)).extracting(Experiment::id).containsExactly("c", "b");
        assertThat(experiments.recent(0)).isEmpty();
        assertThat(experiments.unfinished()).extracting(Experiment::id).containsExactly("a", "b");
    }

    @Test
    void takesExperimentsFromManyThreads() throws InterruptedException, ExecutionException {
        runAll(
                IntStream.range(0, 200)
                        .<Runnable>mapToObj(i ->
                                () -> {
                                    insert("id" + i);
                                    experiments.start("id" + i, new byte[1]);
                                })
                        .toList());

        assertThat(experiments.unfinished()).hasSize(200);
    }

    private static void runAll(List<Runnable> tasks)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            tasks.forEach(task -> all.add(threads.submit(task)));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private void invite(String id, String name) {
        registry.invite(
                new InvitationRecord(id, HASH, name, NOON.plus(Duration.ofHours(1)), false));
    }

    private @Nullable ErrorCode refusal(String invitation, byte[] hash, Instant now) {
        KoinonException e =
                catchThrowableOfType(
                        KoinonException.class,
                        () -> registry.admit(invitation, hash, "w-" + invitation, now));
        return e == null ? null : e.code();
    }

    @Test
    void admitsAWorkerWithItsInvitation() throws SQLException {
        invite("i", "North");
        registry.admit("i", HASH, "w", NOON);
        reopen();

        assertThat(registry.workers())
                .containsExactly(new RegistryStore.WorkerRecord("w", "North", NOON, false));
        assertThat(registry.worker("w")).isPresent();
        assertThat(registry.worker("x")).isEmpty();
        assertThat(registry.invitations().getFirst().used()).isTrue();
        assertThat(registry.invitations().getFirst().secretHash()).isEqualTo(HASH);
    }

    @Test
    void refusesInvitationsThatAreUnknownDamagedUsedOrExpired() {
        invite("i", "North");
        invite("j", "South");

        assertThat(refusal("k", HASH, NOON)).isEqualTo(ErrorCode.INVALID_INVITATION);
        assertThat(refusal("i", new byte[] {4}, NOON)).isEqualTo(ErrorCode.INVALID_INVITATION);
        assertThat(refusal("i", HASH, NOON.plus(Duration.ofHours(1))))
                .isEqualTo(ErrorCode.INVALID_INVITATION);
        registry.admit("i", HASH, "another", NOON);
        assertThat(refusal("i", HASH, NOON)).isEqualTo(ErrorCode.INVALID_INVITATION);
    }

    @Test
    void theSameWorkerMayRepeatItsAdmission() {
        invite("i", "North");
        RegistryStore.WorkerRecord first = registry.admit("i", HASH, "w", NOON);

        assertThat(registry.admit("i", HASH, "w", NOON)).isEqualTo(first);
        assertThat(registry.workers()).hasSize(1);
        assertThat(refusal("i", HASH, NOON.plus(Duration.ofHours(1))))
                .isEqualTo(ErrorCode.INVALID_INVITATION);
    }

    @Test
    void aTakenNameDoesNotUseUpTheInvitation() {
        invite("i", "North");
        invite("j", " NORTH ");
        registry.admit("i", HASH, "w", NOON);

        assertThat(refusal("j", HASH, NOON)).isEqualTo(ErrorCode.NAME_TAKEN);
        assertThat(registry.invitations())
                .filteredOn(i -> i.id().equals("j"))
                .singleElement()
                .matches(i -> !i.used());
        assertThat(registry.workers()).hasSize(1);
    }

    @Test
    void ofManyCallersWithOneInvitationOneWins() throws InterruptedException, ExecutionException {
        invite("i", "North");
        List<String> winners = Collections.synchronizedList(new ArrayList<>());

        runAll(
                IntStream.range(0, 16)
                        .<Runnable>mapToObj(i ->
                                () -> {
                                    try {
                                        registry.admit("i", HASH, "w" + i, NOON);
                                        winners.add("w" + i);
                                    } catch (KoinonException e) {
                                        assertThat(e.code())
                                                .isEqualTo(ErrorCode.INVALID_INVITATION);
                                    }
                                })
                        .toList());

        assertThat(winners).hasSize(1);
        assertThat(registry.workers()).hasSize(1);
    }

    @Test
    void admitsOnlyGoodCertificatesOfWorkersThatAreNotSuspended() {
        invite("i", "North");
        registry.admit("i", HASH, "w", NOON);
        registry.recordCertificate("w", "1", NOON);
        registry.recordCertificate("w", "1", NOON);

        assertThat(registry.isAdmitted("w", "1")).isTrue();
        assertThat(registry.isAdmitted("w", "2")).isFalse();
        assertThat(registry.isAdmitted("x", "1")).isFalse();
        registry.suspend("w", true);
        assertThat(registry.isAdmitted("w", "1")).isFalse();
        registry.suspend("w", false);
        assertThat(registry.isAdmitted("w", "1")).isTrue();
        registry.revokeCertificates("w");
        registry.recordCertificate("w", "1", NOON);
        assertThat(registry.isAdmitted("w", "1")).isFalse();
    }

    @Test
    void pinsTheFirstIdentity() throws SQLException {
        invite("i", "North");
        registry.admit("i", HASH, "w", NOON);

        assertThat(registry.pinIdentity("w", new byte[] {1})).isTrue();
        reopen();
        assertThat(registry.pinIdentity("w", new byte[] {1})).isTrue();
        assertThat(registry.pinIdentity("w", new byte[] {2})).isFalse();
        assertThat(registry.pinIdentity("x", new byte[] {1})).isFalse();
    }

    @Test
    void keepsTheLastAnnouncement() throws SQLException {
        invite("i", "North");
        registry.admit("i", HASH, "w", NOON);

        assertThat(registry.announcement("w")).isEmpty();
        registry.saveAnnouncement("w", new byte[] {1});
        registry.saveAnnouncement("w", new byte[] {2, 0});
        reopen();
        assertThat(registry.announcement("w")).hasValue(new byte[] {2, 0});
    }

    @Test
    void refusesToTouchUnknownWorkers() {
        assertThat(
                        catchThrowableOfType(
                                        KoinonException.class, () -> registry.suspend("x", true))
                                .code())
                .isEqualTo(ErrorCode.NOT_ADMITTED);
    }
}
