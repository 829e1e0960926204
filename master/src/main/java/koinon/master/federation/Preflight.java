package koinon.master.federation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Standing;
import koinon.model.spec.Specification;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.wire.message.Header;
import koinon.wire.message.PinnedQuestion;

/** Who would take part, site by site, and the header that follows from it (blueprint D5). */
final class Preflight {
    private final TreeSet<String> concerned;
    private final Map<String, Standing> standings = new TreeMap<>();

    Preflight(Collection<String> concerned) {
        this.concerned = new TreeSet<>(concerned);
    }

    Collection<String> concerned() {
        return concerned;
    }

    boolean answered(String worker) {
        return standings.containsKey(worker);
    }

    void stands(String worker, Standing standing) {
        if (concerned.contains(worker)) {
            standings.putIfAbsent(worker, standing);
        }
    }

    /**
     * Fixes the roster.
     *
     * @param present keys of the workers that are connected now
     * @throws KoinonException saying why the question cannot be answered by those who are ready
     */
    Header settle(
            String experiment,
            PinnedQuestion question,
            Specification algorithm,
            Map<String, PublicKeys> present,
            UnaryOperator<String> names) {
        List<Roster.Seat> seats = new ArrayList<>();
        List<Standing> ready = new ArrayList<>();
        List<Header.Absent> absent = new ArrayList<>();
        for (String worker : concerned) {
            Optional<Header.Absent> why = absence(worker, present);
            PublicKeys keys = present.get(worker);
            Standing standing = standings.get(worker);
            if (why.isEmpty() && keys != null && standing != null) {
                seats.add(new Roster.Seat(worker, keys));
                ready.add(standing);
            } else {
                why.ifPresent(absent::add);
            }
        }
        Roster roster = new Roster(seats);
        if (seats.isEmpty()) {
            throw nobody(absent, names);
        }
        checkMasks(roster, algorithm, names);
        return new Header(
                experiment,
                question,
                roster,
                absent,
                ready.stream().mapToLong(Standing::threshold).max().orElse(1),
                ready.stream().allMatch(Standing::extremes));
    }

    private Optional<Header.Absent> absence(String worker, Map<String, PublicKeys> present) {
        Standing standing = standings.get(worker);
        if (standing == null || !present.containsKey(worker)) {
            String reason =
                    present.containsKey(worker)
                            ? "did not say in time whether it takes part"
                            : "not connected";
            return Optional.of(new Header.Absent(worker, Header.Why.UNREACHABLE, reason));
        }
        return switch (standing.kind()) {
            case READY -> Optional.empty();
            case WITHHELD -> Optional.of(new Header.Absent(worker, Header.Why.WITHHELD, ""));
            case REFUSED ->
                    Optional.of(new Header.Absent(worker, Header.Why.REFUSED, standing.reason()));
        };
    }

    /** Without masks every site of the roster must be willing to show its sums alone. */
    private void checkMasks(Roster roster, Specification algorithm, UnaryOperator<String> names) {
        String unwilling =
                standings.entrySet().stream()
                        .filter(e -> roster.indexOf(e.getKey()) >= 0 && !e.getValue().alone())
                        .map(e -> names.apply(e.getKey()))
                        .collect(Collectors.joining(", "));
        boolean pooledOnly = algorithm.release() == Specification.Release.POOLED;
        if (!roster.masked() && pooledOnly && !unwilling.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "fewer than "
                            + Roster.FEWEST_FOR_MASKS
                            + " sites can take part, and the policy of "
                            + unwilling
                            + " shows no sums of one site; choose datasets of more sites");
        }
    }

    private static KoinonException nobody(List<Header.Absent> absent, UnaryOperator<String> names) {
        if (absent.stream().anyMatch(a -> a.why() == Header.Why.WITHHELD)) {
            return new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no site has enough patients with complete data for this question");
        }
        List<Header.Absent> refusing =
                absent.stream().filter(a -> a.why() == Header.Why.REFUSED).toList();
        if (!refusing.isEmpty()) {
            return new KoinonException(
                    ErrorCode.REFUSED_BY_POLICY,
                    refusing.stream()
                            .map(a -> names.apply(a.id()) + ": " + a.reason())
                            .collect(Collectors.joining("; ")));
        }
        return new KoinonException(
                ErrorCode.SITE_UNREACHABLE,
                "no site with these datasets is connected: "
                        + absent.stream()
                                .map(a -> names.apply(a.id()))
                                .collect(Collectors.joining(", ")));
    }
}
