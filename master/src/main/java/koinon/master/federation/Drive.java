package koinon.master.federation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.master.experiments.Failure;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Progress;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Standing;
import koinon.model.metadata.DataModel;
import koinon.privacy.Payload;
import koinon.privacy.Pooling;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.wire.link.Timers.Cancellable;
import koinon.wire.message.Downlink;
import koinon.wire.message.FromMaster;
import koinon.wire.message.FromWorker;
import koinon.wire.message.Header;
import koinon.wire.message.PinnedQuestion;

/**
 * One running experiment, from the pre-flight to the outcome (blueprint D5): who takes part is
 * settled first, then the roster is fixed and every round waits for all of it. Lives on the
 * federation's loop; nothing here blocks.
 */
final class Drive {
    private final Plan plan;
    private final Surroundings around;
    private final Preflight preflight;
    private final List<Cancellable> timers = new ArrayList<>();
    private final Map<String, byte[]> answers = new HashMap<>();
    private final Map<String, Session> follows = new HashMap<>();
    private final List<List<byte[]>> history = new ArrayList<>();
    private Optional<Fixed> fixed = Optional.empty();
    private Optional<Reached> reached = Optional.empty();
    private int round;
    private long asked;
    private boolean ended;

    /**
     * What a drive is about.
     *
     * @param concerned ids of the workers that hold a requested dataset
     */
    record Plan(
            String id,
            Algorithm algorithm,
            DataModel dataModel,
            PinnedQuestion question,
            List<String> concerned) {}

    /** The header with the bytes that everyone hashes. */
    private record Fixed(Header header, byte[] bytes) {}

    /**
     * Where the rounds have come to.
     *
     * @param relayed what the other sites see of the round before
     */
    private record Reached(Step step, Pooling.Sum sum, List<byte[]> relayed) {}

    Drive(Plan plan, Surroundings around) {
        this.plan = plan;
        this.around = around;
        this.preflight = new Preflight(plan.concerned());
    }

    /** Asks every concerned site whether it takes part. */
    void start() {
        preflight.concerned().forEach(this::prepare);
        timers.add(around.after(around.limits().preflight().toMillis(), this::settle));
        repeatPrepare();
        settleWhenComplete();
    }

    /** Takes up an experiment whose header was fixed before a restart: same header, same bytes. */
    void resume(byte[] bytes) {
        fixed = Optional.of(new Fixed(Header.parse(bytes), bytes));
        begin();
    }

    private boolean settling() {
        return !ended && fixed.isEmpty();
    }

    private void prepare(String workerId) {
        if (!preflight.answered(workerId)) {
            ready(workerId).ifPresent(s -> s.send(Downlink.prepare(plan.id(), plan.question())));
        }
    }

    private void repeatPrepare() {
        timers.add(
                around.after(
                        around.limits().resend().toMillis(),
                        () -> {
                            if (settling()) {
                                preflight.concerned().forEach(this::prepare);
                                repeatPrepare();
                            }
                        }));
    }

    private Optional<Session> ready(String workerId) {
        return around.session(workerId).filter(Session::ready);
    }

    void stands(Session session, Standing standing) {
        if (settling()) {
            preflight.stands(session.workerId(), standing);
            settleWhenComplete();
        }
    }

    private void settleWhenComplete() {
        boolean waiting =
                preflight.concerned().stream()
                        .anyMatch(w ->
                                !preflight.answered(w)
                                        && (ready(w).isPresent() || around.awaited(w)));
        if (!waiting) {
            settle();
        }
    }

    /** Fixes the roster from who is ready now. */
    private void settle() {
        if (!settling()) {
            return;
        }
        Map<String, PublicKeys> present = new HashMap<>();
        for (String worker : preflight.concerned()) {
            ready(worker).flatMap(Session::keys).ifPresent(k -> present.put(worker, k));
        }
        try {
            Header header =
                    preflight.settle(
                            plan.id(),
                            plan.question(),
                            plan.algorithm().specification(),
                            present,
                            around::name);
            byte[] bytes = header.encode();
            fixed = Optional.of(new Fixed(header, bytes));
            around.started(plan.id(), bytes);
        } catch (KoinonException e) {
            fail(Failure.of(e));
        }
    }

    /** The header is durable: the first round may leave. */
    void begin() {
        if (ended || fixed.isEmpty()) {
            return;
        }
        Header header = fixed.get().header();
        Question asked =
                Question.of(
                        plan.question().request(),
                        plan.dataModel(),
                        plan.question().grids(),
                        new Question.Disclosure(header.threshold(), header.extremes()));
        around.aside(
                () -> plan.algorithm().start(asked),
                first -> next(new Reached(first, Outcomes.nothing(), List.of())),
                e -> fail(Failure.of(e)));
    }

    private void next(Reached now) {
        if (ended) {
            return;
        }
        reached = Optional.of(now);
        switch (now.step()) {
            case Step.Round _ -> {
                round++;
                answers.clear();
                asked = around.now();
                cancelTimers();
                int present = round;
                timers.add(
                        around.after(around.limits().round().toMillis(), () -> overdue(present)));
                seats().forEach(s -> call(s.id()));
                resend(present);
                report();
            }
            case Step.Done done -> finish(done, now.sum());
        }
    }

    private List<Roster.Seat> seats() {
        return fixed.map(f -> f.header().roster().seats()).orElse(List.of());
    }

    private boolean seated(String workerId) {
        return fixed.filter(f -> f.header().roster().indexOf(workerId) >= 0).isPresent();
    }

    private Optional<Step.Round> present() {
        return reached.flatMap(
                r -> r.step() instanceof Step.Round now ? Optional.of(now) : Optional.empty());
    }

    /** Sends the present round to a site that is there and has not answered. */
    private void call(String workerId) {
        Optional<Session> session = ready(workerId);
        if (session.isEmpty() || fixed.isEmpty() || answers.containsKey(workerId)) {
            return;
        }
        boolean knows = session.get().equals(follows.get(workerId));
        int from = knows ? Math.max(1, round - 1) : 1;
        List<List<byte[]>> since = history.subList(from - 1, round - 1);
        session.get()
                .send(
                        Downlink.round(
                                new FromMaster.Round(fixed.get().bytes(), round, from, since)));
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
        if (settling()) {
            if (preflight.concerned().contains(workerId)) {
                prepare(workerId);
            }
        } else if (!ended && round > 0 && seated(workerId)) {
            follows.remove(workerId);
            call(workerId);
            report();
        }
    }

    /** Some worker was lost. */
    void lost() {
        if (settling()) {
            settleWhenComplete();
        } else if (!ended) {
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
        boolean expected =
                !ended && answer.round() == round && seated(worker) && !answers.containsKey(worker);
        if (!expected) {
            return;
        }
        answers.put(worker, answer.payload());
        follows.put(worker, session);
        report();
        if (answers.size() == seats().size()) {
            pool();
        }
    }

    void failedAt(Session session, FromWorker.Failed failure) {
        String worker = session.workerId();
        if (!ended && failure.round() == round && seated(worker) && !answers.containsKey(worker)) {
            String name = around.name(worker);
            fail(new Failure(failure.code(), name + ": " + failure.message()));
        }
    }

    private void pool() {
        Step.Round present = present().orElseThrow();
        Header header = fixed.orElseThrow().header();
        cancelTimers();
        around.roundTook(plan.algorithm().specification().name(), around.now() - asked);
        List<byte[]> parts = new ArrayList<>();
        seats().forEach(s -> Optional.ofNullable(answers.get(s.id())).ifPresent(parts::add));
        around.aside(
                () -> pooled(header, present, parts),
                now -> {
                    history.add(now.relayed());
                    next(now);
                },
                e -> fail(Failure.of(e)));
    }

    private static Reached pooled(Header header, Step.Round present, List<byte[]> parts) {
        List<Payload> payloads = parts.stream().map(Payload::parse).toList();
        Pooling.Sum sum = Pooling.add(present.wireSchema(), header.roster(), payloads);
        Step step = present.next().apply(new Pooled(sum.sums(), sum.summed(), sum.sites()));
        return new Reached(step, sum, relayed(header, payloads, parts));
    }

    /** What the other sites get to see: the vectors; site releases only where all let them go. */
    private static List<byte[]> relayed(Header header, List<Payload> payloads, List<byte[]> parts) {
        if (header.extremes()) {
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
                                + owing.stream().map(around::name).collect(Collectors.joining(", "))
                                + "; run it again when the site is back"));
    }

    private void finish(Step.Done done, Pooling.Sum sum) {
        Header header = fixed.orElseThrow().header();
        Outcome outcome = new Outcomes(header, sum, around::name).outcome(done.result());
        end();
        around.succeeded(plan.id(), outcome);
    }

    private void fail(Failure failure) {
        if (!ended) {
            end();
            around.failed(plan.id(), failure);
        }
    }

    /** Stops without telling anyone but the sites. */
    void end() {
        ended = true;
        cancelTimers();
        preflight
                .concerned()
                .forEach(w -> around.session(w).ifPresent(s -> s.send(Downlink.finish(plan.id()))));
    }

    private void cancelTimers() {
        timers.forEach(Cancellable::cancel);
        timers.clear();
    }

    private void report() {
        List<Progress.Site> sites =
                seats().stream()
                        .map(s -> new Progress.Site(around.name(s.id()), state(s.id())))
                        .toList();
        present()
                .ifPresent(
                        now -> around.progress(plan.id(), new Progress(round, now.title(), sites)));
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
