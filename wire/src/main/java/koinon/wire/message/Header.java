package koinon.wire.message;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.privacy.masks.Roster;
import koinon.wire.proto.Header.Seat;

/**
 * Everything about an experiment that is fixed before its first round. Made once by the master as
 * bytes; every party keeps and hashes those same bytes, so that no two encodings can differ.
 *
 * @param absent concerned sites that are not in the roster
 * @param threshold smallest count that may be shown: the strictest of the roster
 * @param extremes whether every site of the roster lets exact minima and maxima leave
 */
public record Header(
        String experiment,
        PinnedQuestion question,
        Roster roster,
        List<Absent> absent,
        long threshold,
        boolean extremes) {
    public Header {
        absent = List.copyOf(absent);
        if (threshold < 1) {
            throw new IllegalArgumentException("a threshold is at least 1, not " + threshold);
        }
    }

    /** Why a concerned site takes no part. */
    public enum Why {
        /** Not connected when the roster was fixed. */
        UNREACHABLE,
        /** Too few patients. */
        WITHHELD,
        /** A rule of its policy, given as the reason. */
        REFUSED
    }

    /** A concerned site that is not in the roster. */
    public record Absent(String id, Why why, String reason) {}

    public byte[] encode() {
        koinon.wire.proto.Header.Builder out =
                koinon.wire.proto.Header.newBuilder()
                        .setExperiment(experiment)
                        .setQuestion(Codec.write(question))
                        .setThreshold(threshold)
                        .setExtremes(extremes);
        for (Roster.Seat seat : roster.seats()) {
            out.addRoster(Seat.newBuilder().setId(seat.id()).setKeys(Codec.write(seat.keys())));
        }
        absent.forEach(a -> out.addAbsent(write(a)));
        return out.build().toByteArray();
    }

    private static koinon.wire.proto.Header.Absent write(Absent absent) {
        return koinon.wire.proto.Header.Absent.newBuilder()
                .setId(absent.id())
                .setWhy(koinon.wire.proto.Header.Why.valueOf(absent.why().name()))
                .setReason(absent.reason())
                .build();
    }

    private static Absent read(koinon.wire.proto.Header.Absent in) {
        return new Absent(in.getId(), Why.valueOf(in.getWhy().name()), in.getReason());
    }

    /**
     * Reads the bytes of a header.
     *
     * @throws KoinonException MALFORMED_REQUEST when they are none
     */
    public static Header parse(byte[] bytes) {
        try {
            koinon.wire.proto.Header in = koinon.wire.proto.Header.parseFrom(bytes);
            return new Header(
                    in.getExperiment(),
                    Codec.read(in.getQuestion()),
                    new Roster(
                            in.getRosterList().stream()
                                    .map(s -> new Roster.Seat(s.getId(), Codec.read(s.getKeys())))
                                    .toList()),
                    in.getAbsentList().stream().map(Header::read).toList(),
                    in.getThreshold(),
                    in.getExtremes());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "the header of an experiment is malformed", e);
        }
    }

    /** SHA-256 of a header's bytes. Shape: 32 bytes. */
    public static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
