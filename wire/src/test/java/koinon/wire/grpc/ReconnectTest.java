package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import koinon.model.KoinonException;
import koinon.wire.fault.TcpProxy;
import koinon.wire.link.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that cuts, stalls, delays and half-opens. */
class ReconnectTest {
    private static final Keepalive QUICK =
            new Keepalive(Duration.ofMillis(500), Duration.ofMillis(500));

    @TempDir Path folder;
    private House house;
    private TcpProxy proxy;
    private final Recorder worker = new Recorder();

    @BeforeEach
    void open() throws Exception {
        house = new House(folder, s -> s.with(QUICK));
        proxy = new TcpProxy(house.port());
        house.member("w1");
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        house.close();
    }

    @Test
    void comesBackAfterACut() throws Exception {
        dial();
        for (int cut = 0; cut < 3; cut++) {
            works(worker.awaitOpened());
            proxy.cut();
            worker.awaitClosed();
            house.of("w1").awaitClosed();
        }
        works(worker.awaitOpened());
    }

    @Test
    void waitsLongerAndLongerWhileRefused() throws Exception {
        proxy.refuse();
        dial();
        for (int failure = 1; failure <= 8; failure++) {
            DialState.Waiting waiting = house.awaitState(DialState.Waiting.class);
            assertThat(waiting.refused()).isFalse();
            assertThat(waiting.delayMillis())
                    .isBetween(20L, Math.min(400L, 20L << Math.min(failure, 10)));
        }
        proxy.flow();
        works(worker.awaitOpened());
    }

    /** Three at once, because gRPC asks a silent peer after 10 seconds at the earliest. */
    @Test
    void noticesAStallAndAVanishedWorkerAndAVanishedMaster() throws Exception {
        try (TcpProxy toVanishingWorker = new TcpProxy(house.port());
                TcpProxy toVanishingMaster = new TcpProxy(house.port())) {
            dial();
            Recorder vanishing = dial("vanishing", toVanishingWorker);
            Recorder deserted = dial("deserted", toVanishingMaster);
            worker.awaitOpened();
            vanishing.awaitOpened();
            deserted.awaitOpened();
            proxy.stall();
            toVanishingWorker.refuse();
            toVanishingWorker.loseDialler();
            toVanishingMaster.loseListener();
            assertThat(house.of("w1").awaitClosed()).isNotEmpty();
            assertThat(worker.awaitClosed()).isNotEmpty();
            assertThat(house.of("vanishing").awaitClosed()).isNotEmpty();
            assertThat(deserted.awaitClosed()).isNotEmpty();
            proxy.flow();
            toVanishingWorker.flow();
            worker.awaitOpened();
            vanishing.awaitOpened();
            deserted.awaitOpened();
        }
    }

    @Test
    void replacesAHalfOpenLinkAtOnce() throws Exception {
        dial();
        works(worker.awaitOpened());
        proxy.loseDialler();
        works(worker.awaitOpened());
        house.of("w1").awaitClosed();
    }

    @Test
    void worksOverASlowLine() throws Exception {
        proxy.delay(Duration.ofMillis(20));
        dial();
        works(worker.awaitOpened());
    }

    @Test
    void givesUpAnAttemptThatIsNotAnswered() throws Exception {
        proxy.stall();
        GrpcDialer dialer =
                house.dialer("w1", house.dialSettings(proxy.port()).with(Duration.ofMillis(300)));
        dialer.start(worker);
        assertThat(house.awaitState(DialState.Waiting.class).reason()).contains("no answer");
        assertThat(house.awaitState(DialState.Waiting.class).reason()).contains("no answer");
        proxy.flow();
        works(worker.awaitOpened());
    }

    @Test
    void comesBackAfterAMasterRestartOnTheSamePort() throws Exception {
        dial();
        works(worker.awaitOpened());
        house.acceptor.close();
        assertThat(worker.awaitClosed()).contains("going down");
        house.awaitState(DialState.Waiting.class);
        house.restart();
        works(worker.awaitOpened());
    }

    @Test
    void waitsForAMasterThatIsDownAtTheStart() throws Exception {
        house.acceptor.close();
        dial();
        assertThat(house.awaitState(DialState.Waiting.class).refused()).isFalse();
        house.awaitState(DialState.Waiting.class);
        house.restart();
        works(worker.awaitOpened());
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> house.restart())
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("cannot listen on");
    }

    @Test
    void stopsForGoodWhenClosed() throws Exception {
        GrpcDialer dialer = house.dialer("w1", house.dialSettings(proxy.port()));
        dialer.start(worker);
        worker.awaitOpened();
        dialer.close();
        assertThat(worker.awaitClosed()).contains("going down");
        house.awaitState(DialState.Closed.class);
        house.of("w1").awaitClosed();
        int connections = proxy.accepted();
        dialer.close();
        assertThat(proxy.accepted()).isEqualTo(connections);
    }

    private void dial() {
        house.dialer("w1", house.dialSettings(proxy.port()).with(QUICK)).start(worker);
    }

    private Recorder dial(String name, TcpProxy through) {
        house.member(name);
        Recorder recorder = new Recorder();
        house.dialer(name, house.dialSettings(through.port()).with(QUICK)).start(recorder);
        return recorder;
    }

    /** There and back again. */
    private void works(Link up) throws Exception {
        Link down = house.of("w1").awaitOpened();
        up.send(new byte[] {1, 2});
        assertThat(house.of("w1").awaitReceived()).containsExactly(1, 2);
        down.send(new byte[300_000]);
        assertThat(worker.awaitReceived()).hasSize(300_000);
    }
}
