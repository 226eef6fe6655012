package org.bastide.computenode.libvirt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A libvirtd of the test's own, in namespaces of its own, with its folders below a temporary one.
 * Skips the test where the machine has no libvirt or the user may not make namespaces.
 */
public final class PrivateLibvirt implements BeforeAllCallback, AfterAllCallback {
    private static final List<String> NEEDED =
            List.of(
                    "/usr/sbin/libvirtd",
                    "/usr/sbin/virtlogd",
                    "/usr/bin/qemu-system-x86_64",
                    "/usr/bin/unshare",
                    "/usr/bin/nsenter");

    /** Binds the folders, starts virtlogd, and holds the namespaces until its input ends. */
    private static final String HOLD =
            """
            set -e
            for folder in run lib log cache; do
              case $folder in run) there=/run/libvirt ;; *) there=/var/$folder/libvirt ;; esac
              mkdir -p "$there"; mount --bind "$1/$folder" "$there"
            done
            mount --bind "$1/etc" /etc/libvirt
            ip link set lo up || true
            virtlogd -d -p "$1/virtlogd.pid"
            echo ready
            cat
            """;

    private static final String QEMU =
            """
            security_driver = "none"
            cgroup_controllers = []
            remember_owner = 0
            """;

    private Path root = Path.of("");
    private Optional<Process> holder = Optional.empty();
    private Optional<Process> daemon = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        for (String program : NEEDED) {
            assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes namespaces");
        root = Files.createTempDirectory("bastide-libvirt-");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        for (String folder : List.of("run", "lib/qemu", "log/qemu", "cache/qemu", "etc")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("etc/qemu.conf"), QEMU);
        Files.writeString(root.resolve("etc/libvirtd.conf"), "auth_unix_rw = \"none\"\n");
        run("chown", "-R", "libvirt-qemu:", "lib/qemu", "log/qemu", "cache/qemu");
        Process process =
                process(
                                "unshare",
                                "-m",
                                "-u",
                                "-n",
                                "--propagation",
                                "private",
                                "bash",
                                "-c",
                                HOLD,
                                "hold",
                                root.toString())
                        .start();
        holder = Optional.of(process);
        String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
        assumeTrue("ready".equals(ready), "no namespaces or no virtlogd here");
        startDaemon();
    }

    /** Where it listens. */
    public String uri() {
        return "qemu+unix:///system?socket=" + root.resolve("run/libvirt-sock");
    }

    /** A folder that QEMU's user can reach. */
    public Path folder() {
        return root;
    }

    /** Starts libvirtd. */
    public void startDaemon() throws IOException {
        daemon =
                Optional.of(
                        process(inside("libvirtd"))
                                .redirectErrorStream(true)
                                .redirectOutput(root.resolve("libvirtd.log").toFile())
                                .start());
    }

    /** Kills libvirtd as a crash would. */
    public void killDaemon() {
        daemon.ifPresent(process -> process.destroyForcibly().onExit().join());
        daemon = Optional.empty();
    }

    /** Kills a guest's QEMU. */
    public void killGuest(String guest) throws IOException {
        pids().filter(file -> file.getFileName().toString().contains(guest))
                .forEach(PrivateLibvirt::kill);
    }

    /** Runs virsh on it, and gives what it says. */
    public String virsh(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("virsh", "-c", uri()));
        command.addAll(List.of(arguments));
        Process process = process(command.toArray(String[]::new)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (holder.isEmpty()) {
            return;
        }
        killDaemon();
        pids().forEach(PrivateLibvirt::kill);
        kill(root.resolve("virtlogd.pid"));
        holder.get().destroy();
        holder.get().waitFor();
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private Stream<Path> pids() throws IOException {
        Path folder = root.resolve("run/qemu");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pid")).toList().stream();
        }
    }

    private String[] inside(String... command) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "-m",
                                "-u",
                                "-n",
                                "-t",
                                Long.toString(holder.orElseThrow().pid())));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    private void run(String... command) throws IOException, InterruptedException {
        process(command).inheritIO().start().waitFor();
    }

    private ProcessBuilder process(String... command) {
        return new ProcessBuilder(command).directory(root.toFile());
    }

    private static void kill(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (IOException | NumberFormatException e) {
            // it ended by itself
        }
    }
}
