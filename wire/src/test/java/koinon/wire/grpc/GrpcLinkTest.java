package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import koinon.wire.link.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcLinkTest {
    private static final LinkLimits SMALL = new LinkLimits(1 << 20, 8 << 20, 1 << 16);

    @TempDir Path folder;
    private House house;
    private Recorder workerOf = new Recorder();

    @BeforeEach
    void open() {
        house = new House(folder, s -> s.with(SMALL));
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void carriesMessagesInOrderBothWays() throws Exception {
        Recorder worker = connect("w1");
        Link up = worker.awaitOpened();
        Link down = house.of("w1").awaitOpened();
        int many = 5_000;
        for (int i = 0; i < many; i++) {
            up.send(number(i));
            down.send(number(-i));
        }
        for (int i = 0; i < many; i++) {
            assertThat(house.of("w1").awaitReceived()).isEqualTo(number(i));
            assertThat(worker.awaitReceived()).isEqualTo(number(-i));
        }
        assertThat(worker.overlapped()).isFalse();
        assertThat(house.of("w1").overlapped()).isFalse();
    }

    @Test
    void carriesEmptyAndLongestMessages() throws Exception {
        Recorder worker = connect("w1");
        Link up = worker.awaitOpened();
        byte[] longest = new byte[SMALL.maxMessageBytes()];
        longest[longest.length - 1] = 1;
        up.send(new byte[0]);
        up.send(longest);
        assertThat(house.of("w1").awaitReceived()).isEmpty();
        assertThat(house.of("w1").awaitReceived()).isEqualTo(longest);
    }

    @Test
    void refusesATooLongMessageAndGoesOn() throws Exception {
        Link down = connectedFromMaster("w1");
        assertThatThrownBy(() -> down.send(new byte[SMALL.maxMessageBytes() + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        down.send(number(1));
        assertThat(workerOf.awaitReceived()).isEqualTo(number(1));
    }

    @Test
    void endsTheLinkOfAPeerThatSendsTooMuchAtOnce() throws Exception {
        // This worker does not know the master's limit of 1 MB.
        Recorder worker = connect("w1");
        worker.awaitOpened().send(new byte[2 << 20]);
        house.of("w1").awaitClosed();
        worker.awaitClosed();
        worker.awaitOpened().send(number(2));
        assertThat(house.of("w1").awaitReceived()).isEqualTo(number(2));
    }

    @Test
    void refusesMessagesOnceClosed() throws Exception {
        Link down = connectedFromMaster("w1");
        down.close("that is all");
        down.close("again");
        assertThatThrownBy(() -> down.send(number(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("that is all");
        assertThat(down.writable()).isFalse();
        assertThat(house.of("w1").awaitClosed()).contains("that is all");
        assertThat(workerOf.awaitClosed()).contains("that is all");
    }

    @Test
    void closesTheLinkOfASlowReaderAndNoOther() throws Exception {
        Link slow = connectedFromMaster("slow");
        Recorder slowWorker = workerOf;
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        slowWorker.whenReceived(release::join);
        Link quick = connectedFromMaster("quick");
        Recorder quickWorker = workerOf;
        byte[] piece = new byte[1 << 19];
        boolean closed = false;
        for (int sent = 0; sent < 64 && !closed; sent++) {
            closed = refusedNow(slow, piece);
            quick.send(number(sent));
            assertThat(quickWorker.awaitReceived()).isEqualTo(number(sent));
        }
        assertThat(closed).isTrue();
        // The reader still holds the stream; its connection is cut all the same.
        assertThat(house.of("slow").awaitClosed()).contains("too slow");
        release.complete(true);
        slowWorker.awaitClosed();
        quick.send(number(99));
        assertThat(quickWorker.awaitReceived()).isEqualTo(number(99));
    }

    @Test
    void survivesAListenerThatFails() throws Exception {
        Recorder worker = connect("w1");
        Link up = worker.awaitOpened();
        house.of("w1")
                .whenReceived(() -> {
                    throw new IllegalStateException("a test");
                });
        up.send(number(1));
        assertThat(worker.awaitClosed()).contains("internal error at the master");
        house.of("w1").whenReceived(() -> {});
        worker.awaitOpened().send(number(2));
        assertThat(house.of("w1").awaitReceived()).isEqualTo(number(1));
        assertThat(house.of("w1").awaitReceived()).isEqualTo(number(2));
    }

    @Test
    void replacesTheOlderLinkOfAWorker() throws Exception {
        connect("w1").awaitOpened();
        house.of("w1").awaitOpened();
        Recorder second = new Recorder();
        house.dialer("w1", house.dialSettings(house.port())).start(second);
        second.awaitOpened();
        assertThat(house.of("w1").awaitClosed()).contains("replaced");
    }

    /** The master's end; the worker's recorder is left in {@link #workerOf}. */
    private Link connectedFromMaster(String name) throws InterruptedException {
        workerOf = connect(name);
        workerOf.awaitOpened();
        return house.of(name).awaitOpened();
    }

    private Recorder connect(String name) {
        house.member(name);
        Recorder recorder = new Recorder();
        house.dialer(name, house.dialSettings(house.port())).start(recorder);
        return recorder;
    }

    private static boolean refusedNow(Link link, byte[] message) {
        try {
            link.send(message);
            return false;
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
