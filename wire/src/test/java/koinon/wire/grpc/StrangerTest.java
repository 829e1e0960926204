package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import koinon.wire.link.Link;
import koinon.wire.pki.Credentials;
import koinon.wire.pki.RootTrust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What somebody without a certificate can do to the port: nothing much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangerTest {
    @TempDir Path folder;
    private House house;
    private ManagedChannel channel;

    @BeforeAll
    void open(@TempDir Path shared) {
        house = new House(shared, StrangerTest::impatient);
        channel =
                Channels.open(
                        house.dialSettings(house.port()),
                        RootTrust.of(house.authority.root(), house.clock),
                        null);
    }

    @AfterAll
    void close() {
        channel.shutdownNow();
        house.close();
    }

    @Trials(20)
    void getsAnAnswerToNoise(RandomGenerator random) throws Exception {
        byte[] noise = new byte[random.nextInt(1, 200)];
        random.nextBytes(noise);
        Status status = join(noise);
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).doesNotContain("Exception");
    }

    @Test
    void isRefusedALongRequest() throws Exception {
        assertThat(join(new byte[1 << 20]).getDescription()).contains("too long");
        assertThat(join(new byte[0]).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void isSentAwayWhenSilent() throws Exception {
        // Declared as a stream, the headers go out before a message does.
        MethodDescriptor<byte[], byte[]> trickling =
                Methods.JOIN.toBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .build();
        Ending ending = new Ending();
        ClientCall<byte[], byte[]> call = channel.newCall(trickling, CallOptions.DEFAULT);
        call.start(ending, new Metadata());
        call.request(1);
        assertThat(ending.await().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void takesNoMoreConnectionsThanThereAre() throws Exception {
        try (House small = new House(folder.resolve("small"), StrangerTest::oneConnection)) {
            Credentials first = small.member("w1");
            Recorder worker = new Recorder();
            small.dialer("w1", small.dialSettings(small.port())).start(worker);
            Link link = worker.awaitOpened();
            assertThat(small.attempt(first)).startsWith("UNAVAILABLE");
            link.send(new byte[] {1});
            assertThat(small.of("w1").awaitReceived()).containsExactly(1);
        }
    }

    private Status join(byte[] request) throws Exception {
        Ending ending = new Ending();
        ClientCall<byte[], byte[]> call = channel.newCall(Methods.JOIN, CallOptions.DEFAULT);
        call.start(ending, new Metadata());
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        return ending.await();
    }

    private static AcceptSettings impatient(AcceptSettings settings) {
        AcceptSettings.Lifetimes l = settings.lifetimes();
        return settings.with(
                new AcceptSettings.Lifetimes(
                        l.worker(), l.server(), l.renewalGrace(), Duration.ofSeconds(1)));
    }

    private static AcceptSettings oneConnection(AcceptSettings s) {
        return new AcceptSettings(
                s.address(), s.names(), 1, s.limits(), s.keepalive(), s.lifetimes());
    }

    private static final class Ending extends ClientCall.Listener<byte[]> {
        private final CompletableFuture<Status> status = new CompletableFuture<>();

        @Override
        public void onClose(Status why, Metadata trailers) {
            status.complete(why);
        }

        Status await() throws Exception {
            return status.get(60, TimeUnit.SECONDS);
        }
    }
}
