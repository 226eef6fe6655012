package org.bastide.storagenode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bastide.storagenode.rbd.CephBlockStore;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Gives a test class a real, tiny Ceph, which all of them share; skips the class where Ceph is not
 * installed or the test is not root.
 */
public final class CephCluster implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(CephCluster.class);
    private static final List<String> NEEDED =
            List.of("ceph-mon", "ceph-mgr", "ceph-osd", "ceph", "rbd", "qemu-img", "bwrap");

    @Override
    public void beforeAll(ExtensionContext context) {
        for (String program : NEEDED) {
            assumeTrue(Commands.exist(program), program + " is not installed");
        }
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        running(context);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    /** A cluster that runs, with the pools images, disks and volumes. */
    public record Running(Path directory, CephBlockStore store) implements AutoCloseable {
        private static Running start() {
            try {
                Path directory = Files.createTempDirectory("ceph");
                Path script = directory.resolve("ceph-cluster.sh");
                try (InputStream resource =
                        CephCluster.class.getResourceAsStream("/ceph-cluster.sh")) {
                    Files.copy(resource, script);
                }
                Path home = directory.resolve("cluster");
                Running running =
                        new Running(
                                home,
                                new CephBlockStore(home.resolve("ceph.conf"), "bastide-storage"));
                try {
                    Commands.run("bash", script.toString(), home.toString(), freePort());
                } catch (AssertionError e) {
                    running.close();
                    throw e;
                }
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return String.valueOf(socket.getLocalPort());
            }
        }

        /** Runs a command of Ceph as its administrator, and returns what it printed. */
        public String admin(String... command) {
            return Commands.run(withConfiguration(command));
        }

        /** Runs it as whoever its arguments say, and returns whether it succeeded. */
        public boolean can(String... command) {
            return Commands.succeeds(withConfiguration(command));
        }

        private String[] withConfiguration(String... command) {
            List<String> words = new ArrayList<>(List.of(command));
            words.addAll(1, List.of("--conf", directory.resolve("ceph.conf").toString()));
            return words.toArray(String[]::new);
        }

        @Override
        public void close() {
            store.close();
            try (Stream<Path> files = Files.list(directory.resolve("run"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".pid")).toList()) {
                    ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                            .ifPresent(Running::kill);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Commands.run("rm", "-rf", directory.getParent().toString());
        }

        private static void kill(ProcessHandle process) {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
