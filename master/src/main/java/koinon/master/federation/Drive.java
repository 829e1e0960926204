package koinon.master.federation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Outcome.Participation;
import koinon.master.experiments.Progress;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Standing;
import koinon.model.metadata.DataModel;
import koinon.model.spec.Specification;
import koinon.privacy.Payload;
import koinon.privacy.Pooling;
import koinon.privacy.masks.Roster;
import koinon.wire.link.Timers.Cancellable;
import koinon.wire.message.Downlink;
import koinon.wire.message.FromMaster;
import koinon.wire.message.FromWorker;
import koinon.wire.message.Header;
import koinon.wire.message.PinnedQuestion;
import org.jspecify.annotations.Nullable;

/**
 * One running experiment, from the pre-flight to the outcome (blueprint D5): who takes part is
 * settled first, then the roster is fixed and every round waits for all of it. Lives on the
 * federation's loop; nothing here blocks.
 */
final class Drive {
    private final String id;
    private final Algorithm algorithm;
    private final DataModel dataModel;
    private final PinnedQuestion question;
    private final Map<String, List<String>> concerned;
    private final Surroundings around;
    private final Map<String, Standing> standings = new TreeMap<>();
    private final List<Cancellable> timers = new ArrayList<>();
    private final Map<String, byte[]> answers = new HashMap<>();
    private final Map<String, Session> follows = new HashMap<>();
    private final List<List<byte[]>> history = new ArrayList<>();
    private byte @Nullable [] headerBytes;
    private @Nullable Header header;
    private Step.@Nullable Round step;
    private int round;
    private boolean ended;

    /**
     * What a drive is about.
     *
     * @param concerned by worker id, the requested datasets there
     */
    record Plan(
            String id,
            Algorithm algorithm,
            DataModel dataModel,
            PinnedQuestion question,
            Map<String, List<String>> concerned) {}

    /** What a drive needs of the federation. */
    interface Surroundings {
        Limits limits();

        Optional<Session> session(String workerId);

        String name(String workerId);

        Cancellable after(long millis, Runnable onLoop);

        /** Runs work elsewhere and comes back to the loop with its result or failure. */
        <T> void aside(
                java.util.concurrent.Callable<T> work,
                Consumer<T> onLoop,
                Consumer<KoinonException> failed);

        void started(String experiment, byte[] header);

        void progress(String experiment, Progress progress);

        void succeeded(String experiment, Outcome outcome);

        void failed(String experiment, Failure failure);
    }

    Drive(Plan plan, Surroundings around) {
        this.id = plan.id();
        this.algorithm = plan.algorithm();
        this.dataModel = plan.dataModel();
        this.question = plan.question();
        this.concerned = new TreeMap<>(plan.concerned());
        this.around = around;
    }

    /** Asks every concerned site whether it takes part. */
    void start() {
        concerned.keySet().forEach(this::prepare);
        timers.add(around.after(around.limits().preflight().toMillis(), this::settle));
        repeatPrepare();
        settleWhenComplete();
    }

    /** Takes up an experiment whose header was fixed before a restart: same header, same bytes. */
    void resume(byte[] bytes) {
        headerBytes = bytes;
        header = Header.parse(bytes);
        begin();
    }

    private void prepare(String workerId) {
        if (!standings.containsKey(workerId)) {
            ready(workerId).ifPresent(s -> s.send(Downlink.prepare(id, question)));
        }
    }

    private void repeatPrepare() {
        timers.add(
                around.after(
                        around.limits().resend().toMillis(),
                        () -> {
                            if (!ended && header == null) {
                                concerned.keySet().forEach(this::prepare);
                                repeatPrepare();
                            }
                        }));
    }

    private Optional<Session> ready(String workerId) {
        return around.session(workerId).filter(Session::ready);
    }

    void stands(Session session, Standing standing) {
        if (!ended && header == null && concerned.containsKey(session.workerId())) {
            standings.putIfAbsent(session.workerId(), standing);
            settleWhenComplete();
        }
    }

    private void settleWhenComplete() {
        boolean waiting =
                concerned.keySet().stream()
                        .anyMatch(w -> !standings.containsKey(w) && ready(w).isPresent());
        if (!waiting) {
            settle();
        }
    }

    /** Fixes the roster from who is ready now. */
    private void settle() {
        if (ended || header != null) {
            return;
        }
        List<Roster.Seat> seats = new ArrayList<>();
        for (String worker : concerned.keySet()) {
            if (kind(worker) == Participation.CONTRIBUTED) {
                around.session(worker)
                        .flatMap(Session::keys)
                        .ifPresent(keys -> seats.add(new Roster.Seat(worker, keys)));
            }
        }
        Roster roster = new Roster(seats);
        Optional<KoinonException> obstacle = obstacle(roster);
        if (obstacle.isPresent()) {
            fail(Failure.of(obstacle.get()));
            return;
        }
        List<Standing> ready = roster.seats().stream().map(s -> standings.get(s.id())).toList();
        Header fixed =
                new Header(
                        id,
                        question,
                        roster,
                        ready.stream().mapToLong(Standing::threshold).max().orElse(1),
                        ready.stream().allMatch(Standing::extremes));
        header = fixed;
        byte[] bytes = fixed.encode();
        headerBytes = bytes;
        around.started(id, bytes);
    }

    private Optional<KoinonException> obstacle(Roster roster) {
        if (roster.seats().isEmpty()) {
            return Optional.of(nobody());
        }
        boolean pooledOnly =
                algorithm.specification().release() == Specification.Release.POOLED;
        List<String> unwilling =
                roster.seats().stream()
                        .filter(s -> !standings.get(s.id()).alone())
                        .map(s -> around.name(s.id()))
                        .toList();
        if (roster.masked() || !pooledOnly || unwilling.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new KoinonException(
                        ErrorCode.REFUSED_BY_POLICY,
                        "fewer than "
                                + Roster.FEWEST_FOR_MASKS
                                + " sites can take part, and the policy of "
                                + String.join(", ", unwilling)
                                + " shows no sums of one site; choose datasets of more sites"));
    }

    private KoinonException nobody() {
        Collection<Participation> kinds =
                concerned.keySet().stream().map(this::kind).collect(Collectors.toSet());
        if (kinds.contains(Participation.WITHHELD)) {
            return new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no site has enough patients with complete data for this question");
        }
        if (kinds.contains(Participation.REFUSED)) {
            return new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    concerned.keySet().stream()
                            .map(w -> around.name(w) + ": " + reason(w))
                            .collect(Collectors.joining("; ")));
        }
        return new KoinonException(
                ErrorCode.SITE_UNREACHABLE,
                "no site with these datasets is connected: "
                        + concerned.keySet().stream()
                                .map(around::name)
                                .collect(Collectors.joining(", ")));
    }

    private Participation kind(String worker) {
        Standing standing = standings.get(worker);
        if (standing == null || around.session(worker).isEmpty()) {
            return Participation.ABSENT;
        }
        return switch (standing.kind()) {
            case READY -> Participation.CONTRIBUTED;
            case WITHHELD -> Participation.WITHHELD;
            case REFUSED -> Participation.REFUSED;
        };
    }

    private String reason(String worker) {
        return switch (kind(worker)) {
            case CONTRIBUTED -> "";
            case WITHHELD -> "too few patients with complete data";
            case REFUSED -> standings.get(worker).reason();
            case ABSENT -> "not connected";
        };
    }

    /** The header is durable: the first round may leave. */
    void begin() {
        Header fixed = header;
        if (ended || fixed == null) {
            return;
        }
        Question asked =
                new Question(
                        question.request(),
                        dataModel,
                        question.grids(),
                        new Question.Disclosure(fixed.threshold(), fixed.extremes()));
        around.aside(() -> algorithm.start(asked), this::next, e -> fail(Failure.of(e)));
    }

    private void next(Step reached) {
        if (ended) {
            return;
        }
        switch (reached) {
            case Step.Round wanted -> {
                step = wanted;
                round++;
                answers.clear();
                cancelTimers();
                int present = round;
                timers.add(
                        around.after(
                                around.limits().round().toMillis(), () -> overdue(present)));
                seats().forEach(s -> call(s.id()));
                resend(present);
                report();
            }
            case Step.Done done -> finish(done);
        }
    }

    private List<Roster.Seat> seats() {
        return header == null ? List.of() : header.roster().seats();
    }

    /** Sends the present round to a site that is there and has not answered. */
    private void call(String workerId) {
        Optional<Session> session = ready(workerId);
        byte[] bytes = headerBytes;
        if (session.isEmpty() || bytes == null || answers.containsKey(workerId)) {
            return;
        }
        boolean knows = session.get().equals(follows.get(workerId));
        int from = knows ? Math.max(1, round - 1) : 1;
        List<List<byte[]>> since = history.subList(from - 1, round - 1);
        session.get().send(Downlink.round(new FromMaster.Round(bytes, round, from, since)));
    }

    private void resend(int present) {
        timers.add(
                around.after(
                        around.limits().resend().toMillis(),
                        () -> {
                            if (!ended && round == present) {
                                seats().forEach(s -> call(s.id()));
                                resend(present);
                            }
                        }));
    }

    /** A worker has come back: it is asked again what it still owes. */
    void returned(String workerId) {
        if (ended) {
            return;
        }
        if (header == null) {
            if (concerned.containsKey(workerId)) {
                prepare(workerId);
            }
        } else if (step != null && header.roster().indexOf(workerId) >= 0) {
            follows.remove(workerId);
            call(workerId);
            report();
        }
    }

    void lost() {
        if (ended) {
            return;
        }
        if (header == null) {
            settleWhenComplete();
        } else {
            report();
        }
    }

    void historyWanted(Session session, int wanted) {
        if (!ended && wanted == round) {
            follows.remove(session.workerId());
            call(session.workerId());
        }
    }

    void answered(Session session, FromWorker.Answer answer) {
        String worker = session.workerId();
        Header fixed = header;
        boolean expected =
                !ended
                        && fixed != null
                        && answer.round() == round
                        && fixed.roster().indexOf(worker) >= 0
                        && !answers.containsKey(worker);
        if (!expected) {
            return;
        }
        answers.put(worker, answer.payload());
        follows.put(worker, session);
        report();
        if (answers.size() == seats().size()) {
            pool(fixed);
        }
    }

    void failedAt(Session session, FromWorker.Failed failure) {
        boolean ours = header != null && header.roster().indexOf(session.workerId()) >= 0;
        if (!ended && ours && failure.round() == round) {
            String name = around.name(session.workerId());
            fail(new Failure(failure.code(), name + ": " + failure.message()));
        }
    }

    private void pool(Header fixed) {
        Step.Round present = step;
        if (present == null) {
            return;
        }
        cancelTimers();
        List<byte[]> parts = seats().stream().map(s -> answers.get(s.id())).toList();
        around.aside(
                () -> {
                    List<Payload> payloads = parts.stream().map(Payload::parse).toList();
                    Pooling.Sum sum = Pooling.add(present.wireSchema(), fixed.roster(), payloads);
                    Step reached =
                            present.next().apply(new Pooled(sum.sums(), sum.summed(), sum.sites()));
                    return new Reached(sum, reached, relayed(fixed, payloads, parts));
                },
                this::pooled,
                e -> fail(Failure.of(e)));
    }

    private record Reached(Pooling.Sum sum, Step step, List<byte[]> relayed) {}

    private Pooling.@Nullable Sum last;

    private void pooled(Reached reached) {
        last = reached.sum();
        history.add(reached.relayed());
        next(reached.step());
    }

    /** What the other sites get to see: the vectors; site releases only where all let them go. */
    private static List<byte[]> relayed(
            Header fixed, List<Payload> payloads, List<byte[]> parts) {
        if (fixed.extremes()) {
            return parts;
        }
        return payloads.stream()
                .map(p -> new Payload(p.mode(), p.words(), new TreeMap<>()).encode())
                .toList();
    }

    private void overdue(int present) {
        if (ended || round != present) {
            return;
        }
        List<String> owing =
                seats().stream().map(Roster.Seat::id).filter(w -> !answers.containsKey(w)).toList();
        boolean lost = owing.stream().anyMatch(w -> ready(w).isEmpty());
        fail(
                new Failure(
                        lost ? ErrorCode.SITE_UNREACHABLE : ErrorCode.SITE_TIMED_OUT,
                        "round "
                                + round
                                + " had no answer within "
                                + around.limits().round().toSeconds()
                                + " s from "
                                + owing.stream()
                                        .map(around::name)
                                        .collect(Collectors.joining(", "))
                                + "; run it again when the site is back"));
    }

    private void finish(Step.Done done) {
        Header fixed = header;
        Pooling.Sum sum = last;
        if (fixed == null || sum == null) {
            fail(new Failure(ErrorCode.INTERNAL, "an algorithm ended without a round"));
            return;
        }
        Outcome outcome =
                new Outcomes(fixed, sum, around::name).outcome(done.result(), absentees(fixed));
        end();
        around.succeeded(id, outcome);
    }

    private Map<String, Outcomes.Absence> absentees(Header fixed) {
        Map<String, Outcomes.Absence> absent = new LinkedHashMap<>();
        for (String worker : concerned.keySet()) {
            if (fixed.roster().indexOf(worker) < 0) {
                Participation kind = kind(worker);
                // Ready in the pre-flight, but gone before the roster was fixed.
                Participation told =
                        kind == Participation.CONTRIBUTED ? Participation.ABSENT : kind;
                absent.put(worker, new Outcomes.Absence(told, reason(worker)));
            }
        }
        return absent;
    }

    private void fail(Failure failure) {
        if (!ended) {
            end();
            around.failed(id, failure);
        }
    }

    /** Stops without telling anyone but the sites. */
    void end() {
        ended = true;
        cancelTimers();
        concerned
                .keySet()
                .forEach(w -> around.session(w).ifPresent(s -> s.send(Downlink.finish(id))));
    }

    private void cancelTimers() {
        timers.forEach(Cancellable::cancel);
        timers.clear();
    }

    private void report() {
        if (step == null) {
            return;
        }
        List<Progress.Site> sites =
                seats().stream()
                        .map(s -> new Progress.Site(around.name(s.id()), state(s.id())))
                        .toList();
        around.progress(id, new Progress(round, step.title(), sites));
    }

    private Progress.SiteState state(String worker) {
        if (answers.containsKey(worker)) {
            return Progress.SiteState.ANSWERED;
        }
        return ready(worker).isPresent()
                ? Progress.SiteState.COMPUTING
                : Progress.SiteState.WAITING;
    }
}
