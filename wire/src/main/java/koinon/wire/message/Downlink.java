package koinon.wire.message;

import com.google.protobuf.UnsafeByteOperations;
import java.util.List;
import koinon.model.KoinonException;
import koinon.wire.proto.Finish;
import koinon.wire.proto.Ping;
import koinon.wire.proto.Prepare;
import koinon.wire.proto.Refusal;
import koinon.wire.proto.RoundCall;
import koinon.wire.proto.RoundParts;
import koinon.wire.proto.ToWorker;
import koinon.wire.proto.Welcome;

/** Messages of the master, as bytes. */
public final class Downlink {
    private Downlink() {}

    public static byte[] welcome(FromMaster.Welcome welcome) {
        return bytes(
                ToWorker.newBuilder()
                        .setWelcome(
                                Welcome.newBuilder()
                                        .setProtocol(welcome.protocol())
                                        .setFederation(welcome.federation())
                                        .setDisplayName(welcome.displayName())
                                        .setHeartbeatMillis(
                                                Math.toIntExact(welcome.heartbeat().toMillis()))));
    }

    public static byte[] refusal(KoinonException reason) {
        return bytes(
                ToWorker.newBuilder()
                        .setRefusal(
                                Refusal.newBuilder()
                                        .setCode(reason.code().name())
                                        .setMessage(reason.text())));
    }

    public static byte[] prepare(String experiment, PinnedQuestion question) {
        return bytes(
                ToWorker.newBuilder()
                        .setPrepare(
                                Prepare.newBuilder()
                                        .setExperiment(experiment)
                                        .setQuestion(Codec.write(question))));
    }

    public static byte[] round(FromMaster.Round call) {
        RoundCall.Builder out =
                RoundCall.newBuilder()
                        .setHeader(UnsafeByteOperations.unsafeWrap(call.header()))
                        .setRound(call.round())
                        .setHistoryFrom(call.historyFrom());
        call.history().forEach(parts -> out.addHistory(parts(parts)));
        return bytes(ToWorker.newBuilder().setRound(out));
    }

    private static RoundParts parts(List<byte[]> payloads) {
        RoundParts.Builder out = RoundParts.newBuilder();
        payloads.forEach(p -> out.addPayloads(UnsafeByteOperations.unsafeWrap(p)));
        return out.build();
    }

    public static byte[] finish(String experiment) {
        return bytes(
                ToWorker.newBuilder().setFinish(Finish.newBuilder().setExperiment(experiment)));
    }

    public static byte[] ping(long number) {
        return bytes(ToWorker.newBuilder().setPing(Ping.newBuilder().setNumber(number)));
    }

    private static byte[] bytes(ToWorker.Builder message) {
        return message.build().toByteArray();
    }
}
