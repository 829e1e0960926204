package koinon.privacy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.catalogue.Standing;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.PairwiseMasks;
import koinon.privacy.masks.PairwiseMasks.Occasion;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;

/**
 * The only way out for anything derived from data: policy, then disclosure rules, then the journal
 * (on the disk before anything is sent), then encoding and masks. Nothing else can make a {@link
 * Released} or a {@link Masked}, and the connection sends no other type.
 *
 * <p>Rules: a site with fewer patients than its minimum takes no part; a count below the minimum is
 * suppressed; a moment needs the minimum of patients, a quantile that many on each side of it;
 * exact minima and maxima leave only where the policy says so. Not here yet, and nobody may rely on
 * it: dominance, saturation, differencing over time.
 */
public final class Gate {
    private final Supplier<Policy> policy;
    private final Journal journal;
    private final PairwiseMasks masks;

    /**
     * @param policy the policy in force, asked at every decision
     */
    public Gate(Supplier<Policy> policy, Journal journal, PairwiseMasks masks) {
        this.policy = policy;
        this.journal = journal;
        this.masks = masks;
    }

    /** What an answer is for: the occasion, the roster, and this site's place in it. */
    public record Call(Occasion occasion, Roster roster, int self, Specification algorithm) {}

    /** What the site publishes about its data; row counts below the threshold are suppressed. */
    public Released<Announcement> publish(Announcement announcement) {
        Policy rules = policy.get();
        List<Announcement.Dataset> datasets =
                announcement.datasets().stream().map(d -> suppress(rules, d)).toList();
        return new Released<>(new Announcement(rules.name(), announcement.models(), datasets));
    }

    private static Announcement.Dataset suppress(Policy rules, Announcement.Dataset d) {
        boolean hidden =
                d.rows() instanceof Statistic.Known(double rows) && rules.hides((long) rows);
        Statistic rows = hidden ? tooFew(rules) : d.rows();
        return new Announcement.Dataset(
                d.dataModel(), d.code(), d.contentHash(), rows, d.variables(), d.grids());
    }

    /** Whether the site takes part; coarse, and settled before the first round. */
    public Released<Standing> standing(Specification algorithm, Census census) {
        Policy rules = policy.get();
        if (!rules.allows(algorithm.name())) {
            String reason = "the policy does not allow " + algorithm.name();
            return standing(rules, Standing.Kind.REFUSED, reason);
        }
        boolean enough = census.patients() >= rules.minimumPatients();
        return standing(rules, enough ? Standing.Kind.READY : Standing.Kind.WITHHELD, "");
    }

    /** A refusal that does not depend on rows, in the policy's words. */
    public Released<Standing> refusal(String reason) {
        return standing(policy.get(), Standing.Kind.REFUSED, reason);
    }

    private static Released<Standing> standing(Policy rules, Standing.Kind kind, String reason) {
        return new Released<>(
                new Standing(
                        kind, reason, rules.minimumCell(), rules.extremes(), rules.aloneSums()));
    }

    /** The answer given on this occasion before, byte for byte. */
    public Optional<Masked> repeat(Call call) {
        Occasion o = call.occasion();
        return journal.find(o.experiment(), o.round(), o.headerDigest()).map(Masked::new);
    }

    /**
     * Lets an answer out.
     *
     * @throws KoinonException REFUSED_BY_POLICY, INSUFFICIENT_DATA, or OUT_OF_RESOURCES when it
     *     cannot be recorded
     */
    public Masked release(Call call, LocalAnswer answer) {
        Policy rules = policy.get();
        check(rules, call, answer);
        Payload payload = protect(rules, call, answer);
        Occasion o = call.occasion();
        return new Masked(
                journal.record(o.experiment(), o.round(), o.headerDigest(), payload.encode()));
    }

    private void check(Policy rules, Call call, LocalAnswer answer) {
        if (!rules.allows(call.algorithm().name())) {
            throw refused("the policy does not allow " + call.algorithm().name());
        }
        if (answer.census().patients() < rules.minimumPatients()) {
            throw new KoinonException(ErrorCode.INSUFFICIENT_DATA, "too few patients at a site");
        }
        if (call.algorithm().release() == Specification.Release.POOLED
                && answer.cells().stream().anyMatch(c -> !extreme(c))) {
            throw new IllegalStateException(
                    call.algorithm().name() + " declares no statistics of single sites");
        }
        checkRoster(call.roster(), call.self());
    }

    /** Minima and maxima find the edges of pooled results where the policy lets them leave. */
    private static boolean extreme(SiteCell cell) {
        return cell.support().kind() == Support.Kind.EXTREME;
    }

    private void checkRoster(Roster roster, int self) {
        if (self < 0 || self >= roster.seats().size()) {
            throw refused("this site is not in the roster");
        }
        if (!roster.masked()) {
            return;
        }
        List<PublicKeys> keys = roster.seats().stream().map(Roster.Seat::keys).toList();
        if (!keys.stream().allMatch(PublicKeys::genuine)
                || repeated(keys, PublicKeys::identity)
                || repeated(keys, PublicKeys::epoch)) {
            throw refused("the roster has a forged or repeated key");
        }
    }

    private static boolean repeated(List<PublicKeys> keys, Function<PublicKeys, byte[]> part) {
        return keys.stream().map(part).map(ByteBuffer::wrap).distinct().count() != keys.size();
    }

    private static KoinonException refused(String message) {
        return new KoinonException(ErrorCode.REFUSED_BY_POLICY, message);
    }

    private Payload protect(Policy rules, Call call, LocalAnswer answer) {
        Map<String, Statistic> cells = new TreeMap<>();
        answer.census().cells().forEach(c -> cells.put(c.key(), rule(rules, c)));
        answer.cells().forEach(c -> cells.put(c.key(), rule(rules, c)));
        ExactVector sums = answer.additive();
        if (call.roster().masked()) {
            long[] words = sums.words();
            masks.apply(sums.schema(), words, call.roster(), call.self(), call.occasion());
            return new Payload(Payload.Mode.MASKED, words, new TreeMap<>(cells));
        }
        if (rules.aloneSums()) {
            return new Payload(Payload.Mode.PLAIN, sums.words(), new TreeMap<>(cells));
        }
        if (call.algorithm().release() == Specification.Release.POOLED) {
            throw refused(
                    "fewer than three sites take part and the policy shows no sums of one site");
        }
        return new Payload(Payload.Mode.NO_SUMS, new long[0], new TreeMap<>(cells));
    }

    private static Statistic rule(Policy rules, SiteCell cell) {
        Support support = cell.support();
        if (!rules.siteRelease().contains(support.kind())) {
            return new Statistic.Suppressed(
                    support.kind() == Support.Kind.EXTREME
                            ? "exact minima and maxima are one person's values"
                            : "the site releases no statistics of its own of this kind");
        }
        boolean few =
                switch (support.kind()) {
                    case COUNT, MOMENT -> rules.hides(support.patients());
                    case QUANTILE -> rules.hides(support.below()) || rules.hides(support.above());
                    case EXTREME -> false;
                };
        return few ? tooFew(rules) : Statistic.of(cell.value());
    }

    private static Statistic.Suppressed tooFew(Policy rules) {
        return new Statistic.Suppressed("fewer than " + rules.minimumCell());
    }
}
