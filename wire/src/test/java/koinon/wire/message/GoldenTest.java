package koinon.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.request.Filter;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.privacy.Gate;
import koinon.privacy.Policy;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.PairwiseMasks;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.privacy.masks.SiteKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of every message, as version 1 wrote them, kept for ever: what is new may only be
 * added, and these must be read as before. One line per message: name, bytes in hexadecimal.
 */
class GoldenTest {
    private static final PublicKeys KEYS =
            new PublicKeys(new byte[] {1, 2}, new byte[] {3}, new byte[] {4, 5, 6});

    @TempDir Path folder;

    @Test
    void everyMessageHasTheBytesOfVersion1() throws IOException {
        String actual =
                messages().entrySet().stream()
                        .map(e -> e.getKey() + " " + HexFormat.of().formatHex(e.getValue()) + "\n")
                        .collect(Collectors.joining());
        assertThat(actual).isEqualTo(golden());
    }

    @Test
    void theBytesOfVersion1AreStillRead() throws IOException {
        for (String line : golden().lines().toList()) {
            String[] parts = line.split(" ", -1);
            byte[] bytes = HexFormat.of().parseHex(parts[1]);
            switch (parts[0].split("/", -1)[0]) {
                case "master" -> assertThat(FromMaster.parse(bytes)).as(line).isPresent();
                case "worker" -> assertThat(FromWorker.parse(bytes)).as(line).isPresent();
                default -> assertThat(Header.parse(bytes)).isEqualTo(header());
            }
        }
    }

    private Map<String, byte[]> messages() {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        messages.put("header", header().encode());
        messages.put(
                "master/welcome",
                Downlink.welcome(
                        new FromMaster.Welcome(1, "demo", "Hospital 1", Duration.ofSeconds(10))));
        messages.put(
                "master/refusal",
                Downlink.refusal(new KoinonException(ErrorCode.NAME_TAKEN, "taken")));
        messages.put("master/prepare", Downlink.prepare("e1", question()));
        messages.put(
                "master/round",
                Downlink.round(
                        new FromMaster.Round(
                                new byte[] {9},
                                2,
                                1,
                                List.of(List.of(new byte[] {7}, KEYS.epoch())))));
        messages.put("master/finish", Downlink.finish("e1"));
        messages.put("master/ping", Downlink.ping(77));
        workers(messages);
        return messages;
    }

    private void workers(Map<String, byte[]> messages) {
        SiteKeys keys = SiteKeys.ephemeral(Instant.EPOCH);
        try (Journal journal = Journal.open(folder.resolve("journal"))) {
            Gate gate = new Gate(() -> Policy.VALIDATION, journal, new PairwiseMasks(() -> keys));
            messages.put("worker/hello", Uplink.hello(new Protocol(1, 2), "0.1.0", KEYS));
            messages.put("worker/announce", Uplink.announce(gate.publish(announcement())));
            Census census = new Census(8, 7, 1, 0);
            messages.put(
                    "worker/standing", Uplink.standing("e1", gate.standing(algorithm(), census)));
            messages.put("worker/standing/refused", Uplink.standing("e1", gate.refusal("closed")));
            messages.put("worker/answer", answer(gate, keys, census));
        }
        KoinonException failure = new KoinonException(ErrorCode.INSUFFICIENT_DATA, "too few");
        messages.put("worker/failure", Uplink.failure("e1", 2, failure));
        messages.put("worker/history", Uplink.historyWanted("e1", 3));
        messages.put("worker/pong", Uplink.pong(77));
    }

    /** One site and the policy of validation: plain sums, hence always the same bytes. */
    private static byte[] answer(Gate gate, SiteKeys keys, Census census) {
        VectorSchema schema = VectorSchema.of(Field.sums("x", 1, -3));
        ExactVector sums = ExactVector.builder(schema).add("x", 0, -5).build();
        Gate.Call call =
                new Gate.Call(
                        new PairwiseMasks.Occasion("e1", new byte[32], 1),
                        new Roster(List.of(new Roster.Seat("s1", keys.shown()))),
                        0,
                        algorithm());
        return Uplink.answer("e1", 1, gate.release(call, LocalAnswer.pooled(sums, census, 1)));
    }

    private static Header header() {
        Roster roster =
                new Roster(List.of(new Roster.Seat("s2", KEYS), new Roster.Seat("s1", KEYS)));
        List<Header.Absent> absent =
                List.of(
                        new Header.Absent("s3", Header.Why.UNREACHABLE, ""),
                        new Header.Absent("s4", Header.Why.REFUSED, "closed"));
        return new Header("e1", question(), roster, absent, 10, true);
    }

    private static PinnedQuestion question() {
        Request request =
                new Request(
                        "linear_regression",
                        "dementia:0.1",
                        List.of("ppmi0", "edsd0"),
                        List.of("mmse"),
                        List.of("age", "gender"),
                        filter(),
                        new TreeMap<>(parameters()));
        return new PinnedQuestion(
                request,
                Map.of("mmse", new Grid(-3, 5), "age", new Grid(-36, 7)),
                Map.of("ppmi0", "aa", "edsd0", "bb"),
                "");
    }

    private static Filter filter() {
        Literal fifty = new Literal.Numeric(50);
        return new Filter.And(
                List.of(
                        new Filter.Comparison("age", Comparator.GREATER_OR_EQUAL, fifty),
                        new Filter.Or(
                                List.of(
                                        new Filter.Between(
                                                "mmse", fifty, new Literal.Numeric(-0.5), false),
                                        new Filter.In(
                                                "gender", List.of(new Literal.Text("F")), true),
                                        new Filter.Missing("größe", true)))));
    }

    private static Map<String, Parameter> parameters() {
        return Map.of(
                "real", new Parameter.Real(0.95),
                "int", new Parameter.Int(-3),
                "text", new Parameter.Text("AD"),
                "flag", new Parameter.Flag(true),
                "many", new Parameter.Many(List.of(new Parameter.Int(1), new Parameter.Text(""))),
                "none", new Parameter.Named(new TreeMap<>()),
                "named", new Parameter.Named(new TreeMap<>(Map.of("a", new Parameter.Int(1)))));
    }

    private static Announcement announcement() {
        Map<String, Grid> grids = Map.of("mmse", new Grid(-3, 5), "age", new Grid(-36, 7));
        return new Announcement(
                "?",
                List.of(new Announcement.Model("m:1", "{}")),
                List.of(
                        new Announcement.Dataset(
                                "m:1", "a", "aa", Statistic.of(12), List.of("age", "mmse"), grids),
                        new Announcement.Dataset(
                                "m:1",
                                "b",
                                "bb",
                                new Statistic.Suppressed("fewer than 10"),
                                List.of(),
                                Map.of())));
    }

    private static Specification algorithm() {
        VariableSpec none = VariableSpec.none();
        return new Specification(
                "a", "A", "", none, none, List.of(), "", Specification.Release.POOLED);
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/messages-1.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
