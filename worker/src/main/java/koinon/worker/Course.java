package koinon.worker;

import java.util.List;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.LocalAnswer;
import koinon.privacy.Gate;
import koinon.privacy.Payload;
import koinon.privacy.Pooling;
import koinon.privacy.masks.PairwiseMasks.Occasion;
import koinon.stats.rows.LocalData;
import koinon.wire.message.Header;
import org.jspecify.annotations.Nullable;

/**
 * One experiment as a worker follows it: it computes the parameters of every round itself from the
 * answers of the earlier rounds, so that nobody can send it parameters of his own (blueprint D8).
 * Used under its own lock.
 */
final class Course {
    private final Header header;
    private final byte[] digest;
    private final Algorithm algorithm;
    private final LocalData data;
    private final int self;
    private Step step;
    private int round = 1;
    private @Nullable Thread computing;
    private boolean cancelled;

    Course(Header header, byte[] digest, Algorithm algorithm, Setting setting) {
        this.header = header;
        this.digest = digest;
        this.algorithm = algorithm;
        this.data = setting.data();
        this.self = setting.self();
        this.step = algorithm.start(setting.question());
    }

    /**
     * What a course rests on at this site.
     *
     * @param self index of this site in the roster
     */
    record Setting(Question question, LocalData data, int self) {}

    boolean sameHeader(byte[] otherDigest) {
        return java.security.MessageDigest.isEqual(digest, otherDigest);
    }

    /** The next round that this course can compute. */
    int round() {
        return round;
    }

    Gate.Call call(int wanted) {
        Occasion occasion = new Occasion(header.experiment(), digest, wanted);
        return new Gate.Call(occasion, header.roster(), self, algorithm.specification());
    }

    /**
     * Takes in what was pooled in the present round and moves to the next.
     *
     * @param own what this site sent in that round
     */
    void advance(List<byte[]> parts, Payload own) {
        List<Payload> payloads = parts.stream().map(Payload::parse).toList();
        if (self >= payloads.size()
                || !java.util.Arrays.equals(payloads.get(self).words(), own.words())) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "the sum of the round before does not contain what this site sent");
        }
        Pooling.Sum sum = Pooling.add(current().wireSchema(), header.roster(), payloads);
        step = current().next().apply(new Pooled(sum.sums(), sum.summed(), sum.sites()));
        round++;
    }

    private Step.Round current() {
        if (step instanceof Step.Round current) {
            return current;
        }
        throw new KoinonException(
                ErrorCode.MALFORMED_REQUEST, "the experiment asks for more rounds than it has");
    }

    /** The local step of the present round. */
    LocalAnswer compute() {
        synchronized (this) {
            if (cancelled) {
                throw new KoinonException(ErrorCode.CANCELLED, "the experiment was cancelled");
            }
            computing = Thread.currentThread();
        }
        try {
            return current().local().apply(data);
        } finally {
            synchronized (this) {
                computing = null;
                // An interrupt that came too late must not hit whatever this thread does next.
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** Stops a local step that is under way; the rows notice the interrupt between blocks. */
    synchronized void cancel() {
        cancelled = true;
        if (computing != null) {
            computing.interrupt();
        }
    }
}
