package koinon.wire.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import koinon.model.KoinonException;
import koinon.model.catalogue.Announcement;
import koinon.model.catalogue.Standing;
import koinon.privacy.Masked;
import koinon.privacy.Released;
import koinon.privacy.masks.PublicKeys;
import koinon.wire.proto.Announce;
import koinon.wire.proto.Hello;
import koinon.wire.proto.HistoryWanted;
import koinon.wire.proto.Pong;
import koinon.wire.proto.RoundAnswer;
import koinon.wire.proto.RoundFailure;
import koinon.wire.proto.StandingAnswer;
import koinon.wire.proto.ToMaster;

/**
 * Messages of a worker, as bytes. Whatever is derived from data is taken only as {@link Released}
 * or {@link Masked}, which only the gate can make.
 */
public final class Uplink {
    private Uplink() {}

    public static byte[] hello(Protocol protocol, String software, PublicKeys keys) {
        return bytes(
                ToMaster.newBuilder()
                        .setHello(
                                Hello.newBuilder()
                                        .setOldestProtocol(protocol.oldest())
                                        .setNewestProtocol(protocol.newest())
                                        .setSoftware(software)
                                        .setKeys(Codec.write(keys))));
    }

    public static byte[] announce(Released<Announcement> announcement) {
        return encode(announcement.value());
    }

    /** An announcement as bytes, for whoever has received it and keeps it. */
    public static byte[] encode(Announcement announcement) {
        Announce.Builder out = Announce.newBuilder().setPolicy(announcement.policy());
        announcement
                .models()
                .forEach(m ->
                        out.addModelsBuilder().setId(m.id()).setMetadataJson(m.metadataJson()));
        announcement.datasets().forEach(d -> out.addDatasets(dataset(d)));
        return bytes(ToMaster.newBuilder().setAnnounce(out));
    }

    private static Announce.Dataset dataset(Announcement.Dataset d) {
        Announce.Dataset.Builder out =
                Announce.Dataset.newBuilder()
                        .setDataModel(d.dataModel())
                        .setCode(d.code())
                        .setContentHash(d.contentHash())
                        .setRows(Codec.write(d.rows()))
                        .addAllVariables(d.variables());
        d.grids().forEach((variable, grid) -> out.putGrids(variable, Codec.write(grid)));
        return out.build();
    }

    public static byte[] standing(String experiment, Released<Standing> released) {
        Standing standing = released.value();
        StandingAnswer.Kind kind =
                switch (standing.kind()) {
                    case READY -> StandingAnswer.Kind.READY;
                    case WITHHELD -> StandingAnswer.Kind.WITHHELD;
                    case REFUSED -> StandingAnswer.Kind.REFUSED;
                };
        return bytes(
                ToMaster.newBuilder()
                        .setStanding(
                                StandingAnswer.newBuilder()
                                        .setExperiment(experiment)
                                        .setKind(kind)
                                        .setReason(standing.reason())
                                        .setThreshold(standing.threshold())
                                        .setExtremes(standing.extremes())
                                        .setAlone(standing.alone())));
    }

    public static byte[] answer(String experiment, int round, Masked answer) {
        ByteString payload = UnsafeByteOperations.unsafeWrap(answer.payload());
        return bytes(
                ToMaster.newBuilder()
                        .setAnswer(
                                RoundAnswer.newBuilder()
                                        .setExperiment(experiment)
                                        .setRound(round)
                                        .setPayload(payload)));
    }

    /** A failure; its message is one that may be shown to an analyst. */
    public static byte[] failure(String experiment, int round, KoinonException failure) {
        return bytes(
                ToMaster.newBuilder()
                        .setFailure(
                                RoundFailure.newBuilder()
                                        .setExperiment(experiment)
                                        .setRound(round)
                                        .setCode(failure.code().name())
                                        .setMessage(failure.text())));
    }

    public static byte[] historyWanted(String experiment, int round) {
        return bytes(
                ToMaster.newBuilder()
                        .setHistoryWanted(
                                HistoryWanted.newBuilder()
                                        .setExperiment(experiment)
                                        .setRound(round)));
    }

    public static byte[] pong(long number) {
        return bytes(ToMaster.newBuilder().setPong(Pong.newBuilder().setNumber(number)));
    }

    private static byte[] bytes(ToMaster.Builder message) {
        return message.build().toByteArray();
    }
}
