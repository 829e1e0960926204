package koinon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.catalogue.Standing;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.Rings;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.model.spec.Specification.Release;
import koinon.model.spec.VariableSpec;
import koinon.privacy.Gate.Call;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.PairwiseMasks;
import koinon.privacy.masks.PairwiseMasks.Occasion;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.privacy.masks.SiteKeys;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final VectorSchema SCHEMA = VectorSchema.of(Field.counts("n", 3));
    private static final ExactVector SUMS =
            ExactVector.builder(SCHEMA).add("n", new long[] {4, 5, 6}).build();
    private static final Census MANY = new Census(120, 118, 12, 3);
    private static final SiteKeys KEYS = SiteKeys.ephemeral(Instant.EPOCH);
    private static final Specification SITE = specification("descriptive", Release.POOLED_AND_SITE);
    private static final Specification POOLED = specification("regression", Release.POOLED);

    @TempDir Path folder;
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(folder.resolve("journal"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Gate gate(Policy policy) {
        return new Gate(() -> policy, journal, new PairwiseMasks(() -> KEYS));
    }

    @Test
    void everyKindOfStatisticUnderEveryPolicy() {
        int round = 0;
        for (Set<Support.Kind> released : subsets()) {
            for (long minimum : new long[] {1, 2, 10}) {
                Policy policy = new Policy("p", 1, minimum, released, true, false, Set.of());
                List<SiteCell> cells = cellsAround(minimum);
                Map<String, Statistic> left = cellsOf(policy, cells, ++round);
                for (SiteCell cell : cells) {
                    Support s = cell.support();
                    boolean enough =
                            minimum == 1
                                    || s.kind() == Support.Kind.EXTREME
                                    || Math.min(s.below(), s.above()) >= minimum;
                    boolean leaves = released.contains(s.kind()) && enough;
                    assertThat(left.get(cell.key()) instanceof Statistic.Known)
                            .as("%s, %s, at least %d", cell, released, minimum)
                            .isEqualTo(leaves);
                    assertThat(left.get(cell.key()))
                            .isInstanceOfAny(Statistic.Known.class, Statistic.Suppressed.class);
                }
            }
        }
    }

    private static List<Set<Support.Kind>> subsets() {
        List<Set<Support.Kind>> subsets = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            Set<Support.Kind> subset = EnumSet.noneOf(Support.Kind.class);
            int bit = 1;
            for (Support.Kind kind : Support.Kind.values()) {
                if ((bits & bit) != 0) {
                    subset.add(kind);
                }
                bit <<= 1;
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private static List<SiteCell> cellsAround(long minimum) {
        List<SiteCell> cells = new ArrayList<>();
        for (long n : new long[] {0, 1, minimum - 1, minimum, minimum + 1}) {
            cells.add(new SiteCell("count/" + n, 1, Support.count(n)));
            cells.add(new SiteCell("moment/" + n, 1, Support.moment(n)));
            cells.add(new SiteCell("extreme/" + n, 1, Support.extreme(n)));
            cells.add(new SiteCell("low/" + n, 1, Support.quantile(n + 50, n, 50)));
            cells.add(new SiteCell("high/" + n, 1, Support.quantile(n + 50, 50, n)));
        }
        return cells;
    }

    private Map<String, Statistic> cellsOf(Policy policy, List<SiteCell> cells, int round) {
        LocalAnswer answer = new LocalAnswer(SUMS, cells, MANY, 1);
        return payload(gate(policy).release(call(SITE, round, 1), answer)).cells();
    }

    @Test
    void strictHidesExtremesSmallCountsAndSumsOfOneSite() {
        List<SiteCell> cells =
                List.of(
                        new SiteCell("min", 1, Support.extreme(1000)),
                        new SiteCell("n", 9, Support.count(9)),
                        new SiteCell("none", 0, Support.count(0)),
                        new SiteCell("mean", 5, Support.moment(10)),
                        new SiteCell("median", 5, Support.quantile(100, 10, 9)),
                        new SiteCell("sd", Double.NaN, Support.moment(10)));
        LocalAnswer answer = new LocalAnswer(SUMS, cells, MANY, 1);
        Payload payload = payload(gate(Policy.STRICT).release(call(SITE, 1, 2), answer));
        assertThat(payload.mode()).isEqualTo(Payload.Mode.NO_SUMS);
        assertThat(payload.words()).isEmpty();
        Statistic tooFew = new Statistic.Suppressed("fewer than 10");
        assertThat(payload.cells())
                .containsEntry("n", tooFew)
                .containsEntry("none", tooFew)
                .containsEntry("median", tooFew)
                .containsEntry("mean", new Statistic.Known(5))
                .containsEntry("koinon.rows", new Statistic.Known(120))
                .containsEntry("koinon.missing", new Statistic.Known(12))
                .containsEntry("koinon.outOfBounds", tooFew);
        assertThat(payload.cells().get("min")).isInstanceOf(Statistic.Suppressed.class);
        assertThat(payload.cells().get("sd")).isInstanceOf(Statistic.Undefined.class);
    }

    @Test
    void validationShowsEverything() {
        List<SiteCell> cells =
                List.of(
                        new SiteCell("min", 1, Support.extreme(1)),
                        new SiteCell("none", 0, Support.count(0)),
                        new SiteCell("median", 5, Support.quantile(1, 0, 0)));
        LocalAnswer answer = new LocalAnswer(SUMS, cells, new Census(1, 1, 0, 0), 1);
        Payload payload = payload(gate(Policy.VALIDATION).release(call(SITE, 1, 1), answer));
        assertThat(payload.mode()).isEqualTo(Payload.Mode.PLAIN);
        assertThat(payload.words()).containsExactly(4, 5, 6, 1, 1, 0, 0);
        assertThat(payload.cells().values())
                .hasSize(6)
                .hasOnlyElementsOfType(Statistic.Known.class);
    }

    @Test
    void threeSitesOrMoreAreMaskedWhateverThePolicy() {
        int round = 0;
        for (Policy policy : List.of(Policy.STRICT, Policy.VALIDATION)) {
            Call call = call(POOLED, ++round, 3);
            Payload payload =
                    payload(gate(policy).release(call, LocalAnswer.pooled(SUMS, MANY, 1)));
            assertThat(payload.mode()).isEqualTo(Payload.Mode.MASKED);
            assertThat(payload.words()).hasSize(7).doesNotContain(4, 5, 6, 120, 118);
        }
    }

    @Test
    void maskedAnswersOfAllSitesAddUp() {
        List<SiteKeys> keys = List.of(KEYS, fresh(), fresh(), fresh());
        List<Roster.Seat> seats = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            seats.add(new Roster.Seat("site" + i, keys.get(i).shown()));
        }
        VectorSchema wire = SCHEMA.with(Census.FIELD);
        long[] sum = new long[wire.words()];
        for (int i = 0; i < keys.size(); i++) {
            SiteKeys own = keys.get(i);
            try (Journal sites = Journal.open(folder.resolve("site" + i))) {
                Gate gate = new Gate(() -> Policy.STRICT, sites, new PairwiseMasks(() -> own));
                Call call = new Call(occasion(1, 0), new Roster(seats), i, POOLED);
                Masked masked = gate.release(call, LocalAnswer.pooled(SUMS, MANY, 1));
                Rings.add(wire, sum, payload(masked).words());
            }
        }
        assertThat(sum).containsExactly(16, 20, 24, 480, 472, 48, 12);
    }

    @Test
    void sumsOfOneSiteNeedThePolicysWord() {
        LocalAnswer answer = LocalAnswer.pooled(SUMS, MANY, 1);
        for (int sites = 1; sites <= 2; sites++) {
            Call call = call(POOLED, sites, sites);
            assertRefused(
                    ErrorCode.REFUSED_BY_POLICY, () -> gate(Policy.STRICT).release(call, answer));
            assertThat(payload(gate(Policy.VALIDATION).release(call, answer)).mode())
                    .isEqualTo(Payload.Mode.PLAIN);
        }
    }

    @Test
    void tooFewPatientsGiveNoAnswer() {
        for (int sites : new int[] {1, 3}) {
            LocalAnswer nine = LocalAnswer.pooled(SUMS, new Census(500, 9, 0, 0), 1);
            assertRefused(
                    ErrorCode.INSUFFICIENT_DATA,
                    () -> gate(Policy.STRICT).release(call(SITE, 1, sites), nine));
            assertThat(gate(Policy.STRICT).repeat(call(SITE, 1, sites))).isEmpty();
        }
        LocalAnswer none = LocalAnswer.pooled(SUMS, Census.NONE, 1);
        assertRefused(
                ErrorCode.INSUFFICIENT_DATA,
                () -> gate(Policy.VALIDATION).release(call(SITE, 1, 1), none));
    }

    @Test
    void onlyAllowedAlgorithmsAreAnswered() {
        Policy policy = new Policy("p", 1, 1, Set.of(), true, false, Set.of("regression"));
        LocalAnswer answer = LocalAnswer.pooled(SUMS, MANY, 1);
        assertRefused(
                ErrorCode.REFUSED_BY_POLICY, () -> gate(policy).release(call(SITE, 1, 1), answer));
        assertThat(gate(policy).release(call(POOLED, 1, 1), answer)).isNotNull();
        assertThat(gate(policy).standing(SITE, MANY).value().kind())
                .isEqualTo(Standing.Kind.REFUSED);
    }

    @Test
    void anAlgorithmThatDeclaresPooledSumsCannotReleaseMore() {
        LocalAnswer answer =
                new LocalAnswer(SUMS, List.of(new SiteCell("n", 1, Support.count(99))), MANY, 1);
        assertThatThrownBy(() -> gate(Policy.VALIDATION).release(call(POOLED, 1, 1), answer))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gate(Policy.VALIDATION).repeat(call(POOLED, 1, 1))).isEmpty();
    }

    @Test
    void standingIsCoarse() {
        Gate strict = gate(Policy.STRICT);
        assertThat(strict.standing(SITE, new Census(99, 10, 0, 0)).value())
                .isEqualTo(new Standing(Standing.Kind.READY, "", 10, false, false));
        assertThat(strict.standing(SITE, new Census(99, 9, 0, 0)).value())
                .isEqualTo(new Standing(Standing.Kind.WITHHELD, "", 10, false, false))
                .isEqualTo(strict.standing(SITE, Census.NONE).value());
        assertThat(gate(Policy.VALIDATION).standing(SITE, new Census(1, 1, 0, 0)).value())
                .isEqualTo(new Standing(Standing.Kind.READY, "", 1, true, true));
        assertThat(gate(Policy.VALIDATION).standing(SITE, Census.NONE).value().kind())
                .isEqualTo(Standing.Kind.WITHHELD);
        assertThat(strict.refusal("closed").value())
                .isEqualTo(new Standing(Standing.Kind.REFUSED, "closed", 10, false, false));
    }

    @Test
    void announcesNoSmallNumberOfRows() {
        assertThat(announced(Policy.STRICT, 9)).isInstanceOf(Statistic.Suppressed.class);
        assertThat(announced(Policy.STRICT, 10)).isEqualTo(new Statistic.Known(10));
        assertThat(announced(Policy.VALIDATION, 0)).isEqualTo(new Statistic.Known(0));
    }

    private Statistic announced(Policy policy, long rows) {
        Announcement.Dataset dataset =
                new Announcement.Dataset(
                        "m:1", "d", "hash", new Statistic.Known(rows), List.of(), Map.of());
        Announcement announcement = new Announcement("?", List.of(), List.of(dataset));
        Announcement released = gate(policy).publish(announcement).value();
        assertThat(released.policy()).isEqualTo(policy.name());
        return released.datasets().getFirst().rows();
    }

    @Test
    void aRepeatIsAnsweredWithTheSameBytesAndNeverRecomputed() {
        Gate gate = gate(Policy.STRICT);
        Call call = call(POOLED, 1, 3);
        assertThat(gate.repeat(call)).isEmpty();
        byte[] first = gate.release(call, LocalAnswer.pooled(SUMS, MANY, 1)).payload();
        assertThat(gate.repeat(call).orElseThrow().payload()).isEqualTo(first);
        // Other sums under the same masks would reveal their difference.
        LocalAnswer other = LocalAnswer.pooled(ExactVector.zero(SCHEMA), MANY, 1);
        assertThat(gate.release(call, other).payload()).isEqualTo(first);
    }

    @Test
    void anotherHeaderForAUsedRoundIsRefused() {
        Gate gate = gate(Policy.STRICT);
        Call call = call(POOLED, 1, 3);
        LocalAnswer answer = LocalAnswer.pooled(SUMS, MANY, 1);
        gate.release(call, answer);
        Call other = new Call(occasion(1, 7), call.roster(), call.self(), POOLED);
        assertRefused(ErrorCode.REFUSED_BY_POLICY, () -> gate.repeat(other));
        assertRefused(ErrorCode.REFUSED_BY_POLICY, () -> gate.release(other, answer));
    }

    @Test
    void nothingIsReleasedThatCannotBeRecorded() {
        journal.close();
        assertRefused(
                ErrorCode.OUT_OF_RESOURCES,
                () ->
                        gate(Policy.STRICT)
                                .release(call(POOLED, 1, 3), LocalAnswer.pooled(SUMS, MANY, 1)));
    }

    @Test
    void forgedRepeatedMalformedAndForeignKeysAreRefused() {
        PublicKeys own = KEYS.shown();
        PublicKeys a = fresh().shown();
        PublicKeys b = fresh().shown();
        assertRosterRefused(own, a, new PublicKeys(b.identity(), a.epoch(), b.signature()));
        assertRosterRefused(own, a, new PublicKeys(b.identity(), b.epoch(), new byte[64]));
        assertRosterRefused(own, a, new PublicKeys(new byte[0], new byte[0], new byte[0]));
        assertRosterRefused(own, a, a);
        assertRosterRefused(own, own, a);
    }

    @Test
    void masksThatWouldNotCancelAreNotMade() {
        // The roster has another key for this site, for example that of an epoch that has ended.
        for (PublicKeys second : List.of(KEYS.shown(), fresh().shown())) {
            Roster roster =
                    new Roster(
                            List.of(
                                    new Roster.Seat("a", fresh().shown()),
                                    new Roster.Seat("b", second),
                                    new Roster.Seat("c", fresh().shown())));
            Call call = new Call(occasion(1, 0), roster, 0, POOLED);
            assertRefused(
                    ErrorCode.SITE_FAILED,
                    () -> gate(Policy.STRICT).release(call, LocalAnswer.pooled(SUMS, MANY, 1)));
            assertThat(gate(Policy.STRICT).repeat(call)).isEmpty();
        }
    }

    private void assertRosterRefused(PublicKeys... keys) {
        List<Roster.Seat> seats = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            seats.add(new Roster.Seat("site" + i, keys[i]));
        }
        Call call = new Call(occasion(1, 0), new Roster(seats), 0, POOLED);
        assertRefused(
                ErrorCode.REFUSED_BY_POLICY,
                () -> gate(Policy.STRICT).release(call, LocalAnswer.pooled(SUMS, MANY, 1)));
        assertThat(gate(Policy.STRICT).repeat(call)).isEmpty();
    }

    @Test
    void aRosterWithoutThisSiteIsRefused() {
        Call call = call(POOLED, 1, 3);
        for (int self : new int[] {-1, 3}) {
            Call without = new Call(call.occasion(), call.roster(), self, POOLED);
            assertRefused(
                    ErrorCode.REFUSED_BY_POLICY,
                    () -> gate(Policy.STRICT).release(without, LocalAnswer.pooled(SUMS, MANY, 1)));
        }
    }

    @Test
    void aSiteThatStandsTwiceIsRefused() {
        Roster.Seat seat = new Roster.Seat("site", KEYS.shown());
        assertRefused(ErrorCode.REFUSED_BY_POLICY, () -> new Roster(List.of(seat, seat)));
    }

    private static SiteKeys fresh() {
        return SiteKeys.ephemeral(Instant.EPOCH);
    }

    /** This site has the first seat. */
    private static Call call(Specification algorithm, int round, int sites) {
        List<Roster.Seat> seats = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            seats.add(new Roster.Seat("site" + i, i == 0 ? KEYS.shown() : fresh().shown()));
        }
        return new Call(occasion(round, 0), new Roster(seats), 0, algorithm);
    }

    private static Occasion occasion(int round, int digest) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) digest;
        return new Occasion("experiment", bytes, round);
    }

    private static Payload payload(Masked masked) {
        return Payload.parse(masked.payload());
    }

    private static Specification specification(String name, Release release) {
        VariableSpec none = VariableSpec.none();
        return new Specification(name, name, "", none, none, List.of(), "", release);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KoinonException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
