package koinon.wire.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.TreeMap;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.catalogue.Standing;
import koinon.privacy.masks.PublicKeys;
import koinon.wire.proto.Announce;
import koinon.wire.proto.StandingAnswer;
import koinon.wire.proto.ToMaster;

/** A message as the master receives it. */
public sealed interface FromWorker {
    record Hello(Protocol protocol, String software, PublicKeys keys) implements FromWorker {}

    record Announced(Announcement announcement) implements FromWorker {}

    record Stands(String experiment, Standing standing) implements FromWorker {}

    /**
     * @param payload an encoded {@link koinon.privacy.Payload}
     */
    record Answer(String experiment, int round, byte[] payload) implements FromWorker {}

    record Failed(String experiment, int round, ErrorCode code, String message)
            implements FromWorker {}

    record HistoryWanted(String experiment, int round) implements FromWorker {}

    record Pong(long number) implements FromWorker {}

    /**
     * Reads a message. Empty when it is of a kind that this version does not know.
     *
     * @throws KoinonException SITE_FAILED when the bytes are not a message
     */
    static Optional<FromWorker> parse(byte[] bytes) {
        try {
            ToMaster in = ToMaster.parseFrom(bytes);
            return Optional.ofNullable(
                    switch (in.getMessageCase()) {
                        case HELLO ->
                                new Hello(
                                        new Protocol(
                                                in.getHello().getOldestProtocol(),
                                                in.getHello().getNewestProtocol()),
                                        in.getHello().getSoftware(),
                                        Codec.read(in.getHello().getKeys()));
                        case ANNOUNCE -> new Announced(announcement(in.getAnnounce()));
                        case STANDING -> standing(in.getStanding());
                        case ANSWER ->
                                new Answer(
                                        in.getAnswer().getExperiment(),
                                        in.getAnswer().getRound(),
                                        in.getAnswer().getPayload().toByteArray());
                        case FAILURE ->
                                new Failed(
                                        in.getFailure().getExperiment(),
                                        in.getFailure().getRound(),
                                        code(in.getFailure().getCode()),
                                        in.getFailure().getMessage());
                        case HISTORY_WANTED ->
                                new HistoryWanted(
                                        in.getHistoryWanted().getExperiment(),
                                        in.getHistoryWanted().getRound());
                        case PONG -> new Pong(in.getPong().getNumber());
                        case MESSAGE_NOT_SET -> null;
                    });
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new KoinonException(
                    ErrorCode.SITE_FAILED, "a worker sent something that is no message", e);
        }
    }

    /** Reads an announcement that was kept as bytes by {@link Uplink#encode}. */
    static Announcement announcement(byte[] bytes) {
        return parse(bytes)
                .flatMap(m -> m instanceof Announced a ? Optional.of(a) : Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("not an announcement"))
                .announcement();
    }

    private static Announcement announcement(Announce in) {
        return new Announcement(
                in.getPolicy(),
                in.getModelsList().stream()
                        .map(m -> new Announcement.Model(m.getId(), m.getMetadataJson()))
                        .toList(),
                in.getDatasetsList().stream().map(FromWorker::dataset).toList());
    }

    private static Announcement.Dataset dataset(Announce.Dataset in) {
        return new Announcement.Dataset(
                in.getDataModel(),
                in.getCode(),
                in.getContentHash(),
                Codec.read(in.getRows()),
                in.getVariablesList(),
                new TreeMap<>(Codec.read(in.getGridsMap())));
    }

    private static Stands standing(StandingAnswer in) {
        Standing.Kind kind =
                switch (in.getKind()) {
                    case READY -> Standing.Kind.READY;
                    case WITHHELD -> Standing.Kind.WITHHELD;
                    case REFUSED -> Standing.Kind.REFUSED;
                    case UNKNOWN, UNRECOGNIZED ->
                            throw new IllegalArgumentException("an unknown standing");
                };
        return new Stands(
                in.getExperiment(),
                new Standing(
                        kind, in.getReason(), in.getThreshold(), in.getExtremes(), in.getAlone()));
    }

    private static ErrorCode code(String name) {
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException _) {
            return ErrorCode.SITE_FAILED;
        }
    }
}
