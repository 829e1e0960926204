package koinon.privacy.masks;

import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** The sites that take part in one experiment, sorted by id; fixed before its first round. */
public record Roster(List<Seat> seats) {
    /** Fewest sites for masks to hide anything from the analyst and from each other. */
    public static final int FEWEST_FOR_MASKS = 3;

    public Roster {
        seats = seats.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        if (seats.stream().map(Seat::id).distinct().count() != seats.size()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY, "a site stands twice in the roster");
        }
    }

    public boolean masked() {
        return seats.size() >= FEWEST_FOR_MASKS;
    }

    public int indexOf(String id) {
        for (int i = 0; i < seats.size(); i++) {
            if (seats.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** One site and its public keys. */
    public record Seat(String id, PublicKeys keys) {}
}
