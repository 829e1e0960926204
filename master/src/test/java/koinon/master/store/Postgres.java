package koinon.master.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server of its own, in a temporary folder, at a free loopback port. */
final class Postgres {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private Postgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static Postgres start() throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAMS.resolve("initdb"))) {
            throw new IllegalStateException(
                    "these tests need PostgreSQL 15 in "
                            + PROGRAMS
                            + "; ./koinon test installs it");
        }
        Path folder = Files.createTempDirectory("koinon-postgres");
        if (root()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        Postgres server = new Postgres(folder, freePort());
        server.program("initdb", "-D", server.data(), "-A", "trust", "-U", "koinon", "-N");
        server.program(
                "pg_ctl",
                "-D",
                server.data(),
                "-w",
                "-t",
                "60",
                "-l",
                folder + "/log",
                "-o",
                "-h 127.0.0.1 -p " + server.port + " -k " + folder + " -F",
                "start");
        return server;
    }

    /** Address of a new, empty database. */
    String database() throws SQLException {
        String name = "db" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=koinon";
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        run(List.of("rm", "-rf", folder.toString()));
    }

    private void program(String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(PROGRAMS.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("koinon", ".out");
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/tmp").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " failed: " + Files.readString(output));
        }
        Files.delete(output);
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
