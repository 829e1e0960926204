package koinon.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.catalogue.Standing;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.request.Filter;
import koinon.model.request.Literal;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.model.trials.Trials;
import koinon.privacy.Gate;
import koinon.privacy.Masked;
import koinon.privacy.Policy;
import koinon.privacy.journal.Journal;
import koinon.privacy.masks.PairwiseMasks;
import koinon.privacy.masks.PublicKeys;
import koinon.privacy.masks.Roster;
import koinon.privacy.masks.SiteKeys;
import koinon.wire.proto.Prepare;
import koinon.wire.proto.Question;
import koinon.wire.proto.StandingAnswer;
import koinon.wire.proto.ToMaster;
import koinon.wire.proto.ToWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTest {
    private static final SiteKeys KEYS = SiteKeys.ephemeral(Instant.EPOCH);

    @TempDir Path folder;
    private Journal journal;
    private Gate gate;

    @BeforeEach
    void open() {
        journal = Journal.open(folder.resolve("journal"));
        gate = new Gate(() -> Policy.VALIDATION, journal, new PairwiseMasks(() -> KEYS));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Trials
    void questionsComeBackAsTheyWereSent(RandomGenerator random) {
        PinnedQuestion question = new Samples(random).question();
        byte[] bytes = Downlink.prepare("e", question);
        assertThat(FromMaster.parse(bytes)).contains(new FromMaster.Prepare("e", question));
        assertThat(Downlink.prepare("e", question)).isEqualTo(bytes);
    }

    @Trials
    void headersComeBackAsTheyWereSent(RandomGenerator random) {
        Samples samples = new Samples(random);
        Header header =
                new Header(
                        samples.text(),
                        samples.question(),
                        samples.roster(),
                        samples.absent(),
                        random.nextLong(1, Long.MAX_VALUE),
                        random.nextBoolean());
        byte[] bytes = header.encode();
        assertThat(Header.parse(bytes)).isEqualTo(header);
        assertThat(Header.parse(bytes).encode()).isEqualTo(bytes);
        assertThat(Header.digest(bytes)).hasSize(32);
    }

    @Trials
    void announcementsComeBackAsTheyWereSent(RandomGenerator random) {
        Announcement announcement = new Samples(random).announcement();
        byte[] bytes = Uplink.encode(announcement);
        assertThat(FromWorker.parse(bytes)).contains(new FromWorker.Announced(announcement));
        assertThat(FromWorker.announcement(bytes)).isEqualTo(announcement);
        Announcement released = gate.publish(announcement).value();
        assertThat(FromWorker.parse(Uplink.announce(gate.publish(announcement))))
                .contains(new FromWorker.Announced(released));
    }

    @Trials
    void roundsComeBackAsTheyWereSent(RandomGenerator random) {
        Samples samples = new Samples(random);
        List<List<byte[]>> history =
                Stream.generate(() -> Stream.generate(samples::bytes).limit(3).toList())
                        .limit(random.nextInt(4))
                        .toList();
        FromMaster.Round call = new FromMaster.Round(samples.bytes(), 7, 3, history);
        FromMaster read = FromMaster.parse(Downlink.round(call)).orElseThrow();
        assertThat(read).usingRecursiveComparison().isEqualTo(call);
    }

    @Test
    void smallMessagesOfTheMasterComeBack() {
        FromMaster.Welcome welcome =
                new FromMaster.Welcome(1, "f", "Hospital 1", Duration.ofSeconds(10));
        assertThat(FromMaster.parse(Downlink.welcome(welcome))).contains(welcome);
        KoinonException reason = new KoinonException(ErrorCode.NAME_TAKEN, "taken");
        assertThat(FromMaster.parse(Downlink.refusal(reason)))
                .contains(new FromMaster.Refusal("NAME_TAKEN", "taken"));
        assertThat(FromMaster.parse(Downlink.finish("e"))).contains(new FromMaster.Finish("e"));
        assertThat(FromMaster.parse(Downlink.ping(Long.MAX_VALUE)))
                .contains(new FromMaster.Ping(Long.MAX_VALUE));
    }

    @Test
    void smallMessagesOfAWorkerComeBack() {
        Protocol protocol = new Protocol(3, 4);
        assertThat(FromWorker.parse(Uplink.hello(protocol, "0.1", KEYS.shown())))
                .contains(new FromWorker.Hello(protocol, "0.1", KEYS.shown()));
        KoinonException failure = new KoinonException(ErrorCode.INSUFFICIENT_DATA, "few");
        assertThat(FromWorker.parse(Uplink.failure("e", 2, failure)))
                .contains(new FromWorker.Failed("e", 2, ErrorCode.INSUFFICIENT_DATA, "few"));
        assertThat(FromWorker.parse(Uplink.historyWanted("e", 2)))
                .contains(new FromWorker.HistoryWanted("e", 2));
        assertThat(FromWorker.parse(Uplink.pong(5))).contains(new FromWorker.Pong(5));
    }

    @Test
    void everyStandingComesBack() {
        Specification algorithm = algorithm();
        for (Census census : List.of(Census.NONE, new Census(5, 5, 0, 0))) {
            Standing standing = gate.standing(algorithm, census).value();
            assertThat(FromWorker.parse(Uplink.standing("e", gate.standing(algorithm, census))))
                    .contains(new FromWorker.Stands("e", standing));
        }
        assertThat(FromWorker.parse(Uplink.standing("e", gate.refusal("closed"))))
                .contains(new FromWorker.Stands("e", gate.refusal("closed").value()));
    }

    @Test
    void answersComeBackByteForByte() {
        Roster roster = new Roster(List.of(new Roster.Seat("s", KEYS.shown())));
        PairwiseMasks.Occasion occasion = new PairwiseMasks.Occasion("e", new byte[32], 1);
        Masked masked =
                gate.release(
                        new Gate.Call(occasion, roster, 0, algorithm()),
                        LocalAnswer.pooled(
                                ExactVector.zero(VectorSchema.EMPTY), new Census(5, 5, 0, 0), 1));
        FromWorker read = FromWorker.parse(Uplink.answer("e", 1, masked)).orElseThrow();
        assertThat(read)
                .usingRecursiveComparison()
                .isEqualTo(new FromWorker.Answer("e", 1, masked.payload()));
    }

    @Test
    void aKindOfMessageFromTheFutureIsEmpty() {
        UnknownFieldSet.Field future =
                UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFromUtf8("news"))
                        .build();
        byte[] bytes = UnknownFieldSet.newBuilder().addField(99, future).build().toByteArray();
        assertThat(FromMaster.parse(bytes)).isEmpty();
        assertThat(FromWorker.parse(bytes)).isEmpty();
        assertThat(FromMaster.parse(new byte[0])).isEmpty();
    }

    @Test
    void aFieldFromTheFutureIsPassedOver() {
        byte[] ping = Downlink.ping(5);
        byte[] more = Arrays.copyOf(ping, ping.length + 2);
        more[ping.length] = 0x78; // field 15, a number
        more[ping.length + 1] = 1;
        assertThat(FromMaster.parse(more)).contains(new FromMaster.Ping(5));
    }

    @Test
    void aCodeFromTheFutureIsAFailureOfTheSite() {
        byte[] bytes =
                ToMaster.newBuilder()
                        .setFailure(
                                koinon.wire.proto.RoundFailure.newBuilder()
                                        .setCode("OUT_OF_COFFEE")
                                        .setMessage("m"))
                        .build()
                        .toByteArray();
        assertThat(FromWorker.parse(bytes))
                .contains(new FromWorker.Failed("", 0, ErrorCode.SITE_FAILED, "m"));
    }

    @Trials
    void changedBytesAreReadOrRefused(RandomGenerator random) {
        Samples samples = new Samples(random);
        List<byte[]> messages =
                List.of(
                        Downlink.prepare("e", samples.question()),
                        Uplink.encode(samples.announcement()),
                        Uplink.hello(Protocol.CURRENT, "1", KEYS.shown()),
                        Uplink.standing("e", gate.refusal("no")),
                        Downlink.round(
                                new FromMaster.Round(
                                        samples.bytes(), 1, 1, List.of(List.of(new byte[9])))),
                        new Header("e", samples.question(), samples.roster(), List.of(), 10, true)
                                .encode());
        for (byte[] message : messages) {
            for (int k = 0; k < 50; k++) {
                byte[] changed = Arrays.copyOf(message, random.nextInt(message.length + 1));
                for (int i = random.nextInt(3); i > 0 && changed.length > 0; i--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                assertReadOrRefused(changed);
            }
        }
    }

    @Trials(500)
    void rubbishIsReadOrRefused(RandomGenerator random) {
        byte[] rubbish = new byte[random.nextInt(200)];
        random.nextBytes(rubbish);
        assertReadOrRefused(rubbish);
    }

    private static void assertReadOrRefused(byte[] bytes) {
        for (Runnable reader :
                List.<Runnable>of(
                        () -> FromMaster.parse(bytes),
                        () -> FromWorker.parse(bytes),
                        () -> Header.parse(bytes))) {
            try {
                reader.run();
            } catch (KoinonException e) {
                assertThat(e.code())
                        .isIn(
                                ErrorCode.MALFORMED_REQUEST,
                                ErrorCode.SITE_FAILED,
                                ErrorCode.REFUSED_BY_POLICY);
            }
        }
    }

    @Test
    void deepNestingIsRefusedWithoutAFullStack() {
        Filter filter = new Filter.Missing("a", true);
        Parameter parameter = new Parameter.Int(1);
        for (int depth = 1; depth <= 400; depth++) {
            filter = new Filter.And(List.of(filter));
            parameter = new Parameter.Many(List.of(parameter));
            byte[] deepFilter = Downlink.prepare("e", question(filter, new Parameter.Int(1)));
            byte[] deepParameter = Downlink.prepare("e", question(Filter.all(), parameter));
            if (depth <= 32) {
                assertThat(FromMaster.parse(deepFilter)).isPresent();
                assertThat(FromMaster.parse(deepParameter)).isPresent();
            } else {
                assertMalformed(deepFilter);
                assertMalformed(deepParameter);
            }
        }
    }

    @Test
    void aHundredThousandLevelsAreRefusedToo() {
        // Groups of the old encoding, which a reader skips by descending into them.
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            start.write(0x0b); // field 1 starts a group
        }
        assertMalformed(start.toByteArray());
        assertThatThrownBy(() -> FromWorker.parse(start.toByteArray()))
                .isInstanceOf(KoinonException.class);
    }

    @Test
    void whatHasNoMeaningIsMalformed() {
        Question empty = Question.getDefaultInstance();
        assertMalformed(prepare(empty));
        koinon.wire.proto.Request.Builder request =
                koinon.wire.proto.Request.newBuilder()
                        .setFilter(
                                Codec.write(question(Filter.all(), new Parameter.Int(1)))
                                        .getRequest()
                                        .getFilter());
        assertThat(FromMaster.parse(prepare(empty.toBuilder().setRequest(request).build())))
                .isPresent();
        koinon.wire.proto.Filter nan =
                koinon.wire.proto.Filter.newBuilder()
                        .setComparison(
                                koinon.wire.proto.Filter.Comparison.newBuilder()
                                        .setOperator("less")
                                        .setValue(
                                                koinon.wire.proto.Literal.newBuilder()
                                                        .setNumber(Double.NaN)))
                        .build();
        assertMalformed(
                prepare(empty.toBuilder().setRequest(request.clone().setFilter(nan)).build()));
        koinon.wire.proto.Grid grid =
                koinon.wire.proto.Grid.newBuilder()
                        .setLog2Step(Integer.MIN_VALUE)
                        .setLog2Bound(Integer.MAX_VALUE)
                        .build();
        assertMalformed(prepare(empty.toBuilder().setRequest(request).putGrids("a", grid).build()));
    }

    @Test
    void countsWithoutMeaningAreRefused() {
        assertMalformed(
                ToWorker.newBuilder()
                        .setWelcome(koinon.wire.proto.Welcome.newBuilder().setHeartbeatMillis(-1))
                        .build()
                        .toByteArray());
        assertMalformed(
                ToWorker.newBuilder()
                        .setRound(koinon.wire.proto.RoundCall.newBuilder().setRound(-1))
                        .build()
                        .toByteArray());
        koinon.wire.proto.Header header =
                koinon.wire.proto.Header.newBuilder()
                        .setQuestion(Codec.write(question(Filter.all(), new Parameter.Int(1))))
                        .setThreshold(-10)
                        .build();
        assertThatThrownBy(() -> Header.parse(header.toByteArray()))
                .isInstanceOf(KoinonException.class);
        assertThatThrownBy(() ->
                        FromWorker.parse(
                                ToMaster.newBuilder()
                                        .setStanding(StandingAnswer.getDefaultInstance())
                                        .build()
                                        .toByteArray()))
                .isInstanceOf(KoinonException.class);
    }

    @Test
    void keysAreNotCheckedHereButKept() {
        PublicKeys odd = new PublicKeys(new byte[] {1}, new byte[0], new byte[] {2, 3});
        assertThat(FromWorker.parse(Uplink.hello(Protocol.CURRENT, "", odd)))
                .contains(new FromWorker.Hello(Protocol.CURRENT, "", odd));
    }

    private static byte[] prepare(Question question) {
        return ToWorker.newBuilder()
                .setPrepare(Prepare.newBuilder().setQuestion(question))
                .build()
                .toByteArray();
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> FromMaster.parse(bytes))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    private static PinnedQuestion question(Filter filter, Parameter parameter) {
        Request request =
                new Request(
                        "a",
                        "m:1",
                        List.of("d"),
                        List.of("y"),
                        List.of("x"),
                        filter,
                        new TreeMap<>(Map.of("p", parameter)));
        return new PinnedQuestion(request, Map.of(), Map.of(), "");
    }

    /** A worker that does not know of visits must not take such a question for another one. */
    @Test
    void pairsOfVisitsLookLikeAnUnknownParameterToOlderWorkers() throws Exception {
        Request request =
                new Request(
                        "a",
                        "m:1",
                        List.of("d"),
                        List.of("y"),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>(),
                        new Preprocessing.Longitudinal("BL", "FL1", new TreeMap<>()));
        byte[] bytes =
                Codec.write(new PinnedQuestion(request, Map.of(), Map.of(), "")).toByteArray();
        koinon.wire.proto.Question older =
                koinon.wire.proto.Question.parseFrom(bytes).toBuilder()
                        .setRequest(
                                koinon.wire.proto.Question.parseFrom(bytes).getRequest().toBuilder()
                                        .clearVisits())
                        .build();
        assertThat(Codec.read(older).request().parameters()).containsOnlyKeys("preprocessing");
        assertThat(Codec.read(koinon.wire.proto.Question.parseFrom(bytes)).request())
                .isEqualTo(request);
    }

    private static Specification algorithm() {
        VariableSpec none = VariableSpec.none();
        return new Specification(
                "a", "A", "", none, none, List.of(), "", Specification.Release.POOLED);
    }

    @Test
    void literalsOfBothKindsStayApart() {
        Filter text = new Filter.Comparison("a", Filter.Comparator.LESS, new Literal.Text("1"));
        Filter number = new Filter.Comparison("a", Filter.Comparator.LESS, new Literal.Numeric(1));
        assertThat(Downlink.prepare("e", question(text, new Parameter.Int(1))))
                .isNotEqualTo(Downlink.prepare("e", question(number, new Parameter.Int(1))));
    }
}
