package org.bastide.controller.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL on loopback in a folder of its own, stopped with this process. */
final class TestPostgres {
    private static final Optional<TestPostgres> RUNNING = start();
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(int port) {
        this.port = port;
    }

    static Optional<TestPostgres> running() {
        return RUNNING;
    }

    DatabaseConfig newDatabase() {
        String name = "test" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no test database", e);
        }
        return new DatabaseConfig(url(name), Optional.of("postgres"), Optional.empty());
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Optional<TestPostgres> start() {
        Optional<Path> binaries = binaries();
        if (binaries.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("postgresql");
            run("chown", "postgres", folder.toString());
            String bin = binaries.get().toString();
            as(
                    "postgres",
                    folder,
                    bin + "/initdb",
                    "-A",
                    "trust",
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "-D",
                    folder + "/data");
            int port = freePort();
            as(
                    "postgres",
                    folder,
                    bin + "/pg_ctl",
                    "-w",
                    "-D",
                    folder + "/data",
                    "-l",
                    folder + "/log",
                    "-o",
                    "-c listen_addresses=127.0.0.1 -c port="
                            + port
                            + " -c max_connections=400 -c unix_socket_directories="
                            + folder,
                    "start");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bin, folder)));
            return Optional.of(new TestPostgres(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(String bin, Path folder) {
        try {
            as(
                    "postgres",
                    folder,
                    bin + "/pg_ctl",
                    "-D",
                    folder + "/data",
                    "-m",
                    "immediate",
                    "stop");
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> binaries() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("initdb")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void as(String user, Path folder, String... command) throws IOException {
        String[] all = new String[command.length + 4];
        all[0] = "setpriv";
        all[1] = "--reuid=" + user;
        all[2] = "--clear-groups";
        all[3] = "--";
        System.arraycopy(command, 0, all, 4, command.length);
        run(folder, all);
    }

    private static void run(String... command) throws IOException {
        run(Path.of("/"), command);
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
