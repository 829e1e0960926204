package koinon.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Ports of this machine. What is free now may be taken a moment later; starting then fails. */
final class Ports {
    private static final int USUAL_FEDERATION = 9443;

    private Ports() {}

    /**
     * Checks a port.
     *
     * @throws KoinonException naming the port when something listens there
     */
    static void requireFree(int port, String option) {
        if (!free(port)) {
            throw new KoinonException(
                    ErrorCode.OUT_OF_RESOURCES,
                    "port "
                            + port
                            + " is taken by another program: stop that one, or choose another port"
                            + " with "
                            + option);
        }
    }

    /** The port asked for, else the usual one, else any. */
    static int federation(int asked) {
        if (asked != 0) {
            requireFree(asked, "--federation-port");
            return asked;
        }
        if (free(USUAL_FEDERATION)) {
            return USUAL_FEDERATION;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    /** Whether nothing listens there, neither on the loopback address nor on all of them. */
    private static boolean free(int port) {
        return bindable(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && bindable(new InetSocketAddress(port));
    }

    private static boolean bindable(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as servers do: a connection just closed is no obstacle
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
