package koinon.privacy;

import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Rings;
import koinon.model.exact.VectorSchema;
import koinon.model.result.SiteRelease;
import koinon.privacy.masks.Roster;

/**
 * Adds the answers of a roster: under masks only the sum over all of them means anything. Done by
 * the master and by every worker for itself.
 */
public final class Pooling {
    private Pooling() {}

    /**
     * What a round's answers give together.
     *
     * @param summed false when sites kept their sums; the sums are zero then
     */
    public record Sum(ExactVector sums, boolean summed, List<SiteRelease> sites) {}

    /**
     * @param payloads one per seat of the roster, in its order
     * @throws KoinonException SITE_FAILED when an answer has another shape or protection than
     *     agreed
     */
    public static Sum add(VectorSchema schema, Roster roster, List<Payload> payloads) {
        if (payloads.size() != roster.seats().size()) {
            throw failed("a round needs one answer per site of the roster");
        }
        boolean summed = payloads.stream().noneMatch(p -> p.mode() == Payload.Mode.NO_SUMS);
        long[] total = new long[schema.words()];
        List<SiteRelease> sites = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            check(schema, roster, payload);
            if (summed) {
                Rings.add(schema, total, payload.words());
            }
            sites.add(new SiteRelease(roster.seats().get(i).id(), payload.cells()));
        }
        return new Sum(ExactVector.of(schema, total), summed, sites);
    }

    private static void check(VectorSchema schema, Roster roster, Payload payload) {
        if ((payload.mode() == Payload.Mode.MASKED) != roster.masked()) {
            throw failed("an answer is not protected as the roster asks for");
        }
        int expected = payload.mode() == Payload.Mode.NO_SUMS ? 0 : schema.words();
        if (payload.words().length != expected) {
            throw failed("an answer has " + payload.words().length + " words, not " + expected);
        }
    }

    private static KoinonException failed(String message) {
        return new KoinonException(ErrorCode.SITE_FAILED, message);
    }
}
