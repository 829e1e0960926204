package koinon.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.Question;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Standing;
import koinon.model.exact.Census;
import koinon.model.metadata.DataModel;
import koinon.model.request.Request;
import koinon.model.spec.RequestValidator;
import koinon.privacy.Gate;
import koinon.privacy.Masked;
import koinon.privacy.Payload;
import koinon.privacy.Policy;
import koinon.privacy.Released;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.wire.message.FromMaster;
import koinon.wire.message.Header;
import koinon.wire.message.PinnedQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does for the experiments of its federation: says whether it takes part, and
 * computes rounds behind the gate. Every request is validated here again; nothing that the master
 * says is taken on trust. Thread-safe.
 */
public final class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    /** Experiments followed at a time; the oldest is forgotten and can be rebuilt from history. */
    private static final int MOST_COURSES = 256;

    /** An experiment of which nothing was heard for so long has ended unnoticed. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Environment environment;
    private final InstantSource clock;
    private final Map<String, Entry> courses = Collections.synchronizedMap(new LinkedHashMap<>());

    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile Optional<Course> course = Optional.empty();
        private volatile Instant used;

        Entry(Instant used) {
            this.used = used;
        }
    }

    /**
     * What surrounds the rounds of a worker.
     *
     * @param self this worker's id in rosters
     * @param policy the policy in force, asked at every decision
     */
    public record Environment(
            String self,
            Holdings holdings,
            Gate gate,
            Supplier<Policy> policy,
            Algorithms algorithms) {}

    public Rounds(Environment environment) {
        this(environment, InstantSource.system());
    }

    /**
     * @param clock tells which experiments were forgotten
     */
    public Rounds(Environment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** Whether this site takes part in a question. */
    public Released<Standing> standing(PinnedQuestion pinned) {
        try {
            Question question = question(pinned, new Question.Disclosure(1, true));
            Algorithm algorithm = algorithm(pinned);
            requireSums(algorithm, question);
            LocalData data = environment.holdings().question(pinned);
            Rows rows = data.completeCases(algorithm.completeOver(question));
            return environment
                    .gate()
                    .standing(
                            algorithm.specification(),
                            new Census(rows.count(), rows.patients(), 0, 0));
        } catch (KoinonException e) {
            // Nothing in here depends on the values of rows, so it may be said in full (D7).
            return environment.gate().refusal(e.text());
        } catch (RuntimeException | Error e) {
            log.error("Whether this site takes part cannot be told", e);
            return environment.gate().refusal("the site could not look at its data");
        }
    }

    /**
     * Answers a round, with the bytes sent before where it was answered before. Empty when earlier
     * rounds are needed that the call does not hold.
     *
     * @throws KoinonException with a message that may be shown to the analyst
     */
    public Optional<Masked> answer(FromMaster.Round call) {
        Header header = Header.parse(call.header());
        Entry entry = entry(header.experiment());
        entry.lock.lock();
        try {
            Course course = course(entry, header, Header.digest(call.header()));
            return answer(course, call);
        } finally {
            entry.lock.unlock();
        }
    }

    private Optional<Masked> answer(Course course, FromMaster.Round call) {
        Optional<Masked> before = environment.gate().repeat(course.call(call.round()));
        if (before.isPresent()) {
            return before;
        }
        if (!catchUp(course, call)) {
            return Optional.empty();
        }
        return Optional.of(environment.gate().release(course.call(call.round()), course.compute()));
    }

    /** Moves the course to the round of the call; false when the history has a gap. */
    private boolean catchUp(Course course, FromMaster.Round call) {
        while (course.round() < call.round()) {
            int index = course.round() - call.historyFrom();
            if (index < 0 || index >= call.history().size()) {
                return false;
            }
            Payload own = sent(course);
            checkForeign(own);
            course.advance(call.history().get(index), own);
        }
        if (course.round() > call.round()) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "a round was asked for that is over");
        }
        return true;
    }

    private Payload sent(Course course) {
        return environment
                .gate()
                .repeat(course.call(course.round()))
                .map(masked -> Payload.parse(masked.payload()))
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.REFUSED_BY_POLICY,
                                "a round before this one was never answered here"));
    }

    /** Without masks a site cannot check a sum, so an iteration on it needs the owner's word. */
    private void checkForeign(Payload own) {
        if (own.mode() != Payload.Mode.MASKED && !environment.policy().get().foreignParameters()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "fewer than three sites take part and the policy accepts no sums it cannot"
                            + " verify");
        }
    }

    /** Forgets an experiment and stops what it computes. */
    public void finish(String experiment) {
        Entry entry = courses.remove(experiment);
        if (entry != null) {
            entry.course.ifPresent(Course::cancel);
        }
    }

    /**
     * Whether no experiment is under way. The word that one has ended may have been lost or
     * overtaken: what was not asked for in a long time counts as ended.
     */
    public boolean idle() {
        synchronized (courses) {
            forgetOld(clock.instant());
            return courses.isEmpty();
        }
    }

    private void forgetOld(Instant now) {
        courses.values().removeIf(entry -> entry.used.plus(FORGOTTEN).isBefore(now));
    }

    private Entry entry(String experiment) {
        Instant now = clock.instant();
        synchronized (courses) {
            forgetOld(now);
            if (courses.size() >= MOST_COURSES && !courses.containsKey(experiment)) {
                courses.remove(courses.keySet().iterator().next());
            }
            Entry entry = courses.computeIfAbsent(experiment, _ -> new Entry(now));
            entry.used = now;
            return entry;
        }
    }

    private Course course(Entry entry, Header header, byte[] digest) {
        if (entry.course.isEmpty()) {
            entry.course = Optional.of(begin(header, digest));
        }
        Course course = entry.course.get();
        if (!course.sameHeader(digest)) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "the header of an experiment was changed");
        }
        return course;
    }

    private Course begin(Header header, byte[] digest) {
        Policy rules = environment.policy().get();
        if (header.threshold() < rules.minimumCell() || header.extremes() && !rules.extremes()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "the header shows more than the policy allows");
        }
        int seat = header.roster().indexOf(environment.self());
        if (seat < 0) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "this site is not in the roster");
        }
        Question.Disclosure disclosure =
                new Question.Disclosure(header.threshold(), header.extremes());
        Question question = question(header.question(), disclosure);
        Algorithm algorithm = algorithm(header.question());
        requireSums(algorithm, question);
        LocalData data = environment.holdings().question(header.question());
        return new Course(header, digest, algorithm, new Course.Setting(question, data, seat));
    }

    private void requireSums(Algorithm algorithm, Question question) {
        if (algorithm.tellsSites(question) && !environment.policy().get().aloneSums()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "the question tells sums of single datasets, and the policy shows no sums of"
                            + " one site");
        }
    }

    private Question question(PinnedQuestion pinned, Question.Disclosure disclosure) {
        Request request = pinned.request();
        DataModel model = environment.holdings().dataModel(request.dataModel());
        Request validated =
                RequestValidator.validate(
                        algorithm(pinned).specification(),
                        model,
                        Set.copyOf(request.datasets()),
                        request);
        if (!validated.equals(request)) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "the request is not in its canonical form");
        }
        return Question.of(validated, model, pinned.grids(), disclosure);
    }

    /** The algorithm as this site has it, which must be the same at every party. */
    private Algorithm algorithm(PinnedQuestion pinned) {
        String name = pinned.request().algorithm();
        Optional<Algorithm> found = environment.algorithms().find(name);
        if (found.isEmpty() && !pinned.digest().isEmpty()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "this site has not admitted the package " + shorten(pinned.digest()));
        }
        Algorithm algorithm = environment.algorithms().require(name);
        String own = algorithm.specification().digest();
        if (!own.equals(pinned.digest())) {
            throw new KoinonException(
                    ErrorCode.INCOMPATIBLE_VERSION,
                    "the algorithm is "
                            + shorten(pinned.digest())
                            + " at the master, but "
                            + shorten(own)
                            + " at this site; all must run the same package");
        }
        return algorithm;
    }

    private static String shorten(String digest) {
        if (digest.isEmpty()) {
            return "built in";
        }
        return digest.length() > 12 ? digest.substring(0, 12) + "…" : digest;
    }
}
