package koinon.testbed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the project and its shared data are, and which ports are free. */
final class Places {
    private Places() {}

    /** The project's root: where the launcher stands. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("koinon")) && Files.exists(at.resolve("testbed"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests do not run inside the project");
    }

    /** A folder of the data shared between projects, where this machine has it. */
    static Optional<Path> shared(String folder) {
        return Optional.of(root().resolveSibling("shared").resolve(folder))
                .filter(Files::isDirectory);
    }

    /** Ports that were free a moment ago, all different. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    static String read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
