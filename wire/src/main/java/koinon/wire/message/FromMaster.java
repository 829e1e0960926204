package koinon.wire.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.wire.proto.RoundCall;
import koinon.wire.proto.RoundParts;
import koinon.wire.proto.ToWorker;

/** A message as a worker receives it. */
public sealed interface FromMaster {
    record Welcome(int protocol, String federation, String displayName, Duration heartbeat)
            implements FromMaster {
        public Welcome {
            if (heartbeat.isNegative() || heartbeat.isZero()) {
                throw new IllegalArgumentException("a heartbeat takes time");
            }
        }
    }

    record Refusal(String code, String message) implements FromMaster {}

    record Prepare(String experiment, PinnedQuestion question) implements FromMaster {}

    /**
     * @param header bytes of a {@link Header}
     * @param round counted from 1
     * @param historyFrom first round that the history holds
     * @param history payloads of earlier rounds, each in the order of the roster
     */
    record Round(byte[] header, int round, int historyFrom, List<List<byte[]>> history)
            implements FromMaster {
        public Round {
            if (round < 1 || historyFrom < 0) {
                throw new IllegalArgumentException("round " + round + " from " + historyFrom);
            }
        }
    }

    record Finish(String experiment) implements FromMaster {}

    record Ping(long number) implements FromMaster {}

    /**
     * Reads a message. Empty when it is of a kind that this version does not know.
     *
     * @throws KoinonException MALFORMED_REQUEST when the bytes are not a message
     */
    static Optional<FromMaster> parse(byte[] bytes) {
        try {
            ToWorker in = ToWorker.parseFrom(bytes);
            return Optional.ofNullable(
                    switch (in.getMessageCase()) {
                        case WELCOME ->
                                new Welcome(
                                        in.getWelcome().getProtocol(),
                                        in.getWelcome().getFederation(),
                                        in.getWelcome().getDisplayName(),
                                        Duration.ofMillis(in.getWelcome().getHeartbeatMillis()));
                        case REFUSAL ->
                                new Refusal(
                                        in.getRefusal().getCode(), in.getRefusal().getMessage());
                        case PREPARE ->
                                new Prepare(
                                        in.getPrepare().getExperiment(),
                                        Codec.read(in.getPrepare().getQuestion()));
                        case ROUND -> round(in.getRound());
                        case FINISH -> new Finish(in.getFinish().getExperiment());
                        case PING -> new Ping(in.getPing().getNumber());
                        case MESSAGE_NOT_SET -> null;
                    });
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "the master sent something that is no message", e);
        }
    }

    private static Round round(RoundCall in) {
        return new Round(
                in.getHeader().toByteArray(),
                in.getRound(),
                in.getHistoryFrom(),
                in.getHistoryList().stream().map(FromMaster::payloads).toList());
    }

    private static List<byte[]> payloads(RoundParts parts) {
        return parts.getPayloadsList().stream().map(ByteString::toByteArray).toList();
    }
}
