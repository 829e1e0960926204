package koinon.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import koinon.wire.link.Endpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProxyTest {
    @TempDir Path folder;

    @Test
    void dialsThroughTheProxyOfTheJdk() throws Exception {
        try (House house = new House(folder);
                Tunnel tunnel = new Tunnel()) {
            house.member("w1");
            String[] before = {
                set("https.proxyHost", "127.0.0.1"),
                set("https.proxyPort", String.valueOf(tunnel.port())),
                set("http.nonProxyHosts", "")
            };
            try {
                Recorder worker = new Recorder();
                house.dialer("w1", house.dialSettings(house.port())).start(worker);
                worker.awaitOpened().send(new byte[] {5});
                assertThat(house.of("w1").awaitReceived()).containsExactly(5);
                assertThat(tunnel.requests.poll(60, TimeUnit.SECONDS))
                        .startsWith("CONNECT 127.0.0.1:" + house.port());
            } finally {
                set("https.proxyHost", before[0]);
                set("https.proxyPort", before[1]);
                set("http.nonProxyHosts", before[2]);
            }
        }
    }

    private static @Nullable String set(String property, @Nullable String value) {
        return value == null ? System.clearProperty(property) : System.setProperty(property, value);
    }

    /** The smallest HTTP CONNECT proxy. */
    private static final class Tunnel implements AutoCloseable {
        private final ServerSocket listening =
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

        Tunnel() throws IOException {
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listening.getLocalPort();
        }

        private void accept() {
            while (true) {
                try {
                    Socket client = listening.accept();
                    Thread.ofVirtual().start(() -> tunnel(client));
                } catch (IOException over) {
                    return;
                }
            }
        }

        private void tunnel(Socket client) {
            try (client) {
                BufferedReader head =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII));
                String request = head.readLine();
                requests.add(request);
                while (!head.readLine().isEmpty()) {
                    // Headers are of no interest.
                }
                int port = Endpoint.parse(request.substring(8, request.indexOf(' ', 8))).port();
                try (Socket master = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    Thread.ofVirtual().start(() -> copy(master, client));
                    client.getInputStream().transferTo(master.getOutputStream());
                }
            } catch (IOException over) {
                // As every connection ends some day.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException over) {
                // As every connection ends some day.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
