package org.bastide.rack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A rack as an operator handles it: by the commands in {@code scripts}. */
final class Rack implements AutoCloseable {
    private static final Path SCRIPTS =
            Path.of(System.getProperty("user.dir")).resolve("../scripts").normalize();

    private final Path state;
    private final Map<String, Cloud> clouds = new HashMap<>();

    private Rack(Path state) {
        this.state = state;
    }

    /** One that somebody has made and keeps. */
    static Rack in(Path state) {
        return new Rack(state);
    }

    /**
     * A rack whose state has this name; nothing of it runs yet. On the disk: memory is for guests.
     */
    static Rack named(String name) {
        return new Rack(Path.of("/var/tmp/racks", name));
    }

    Path state() {
        return state;
    }

    Shell.Result up(String... options) {
        return script("up", Duration.ofMinutes(10), options);
    }

    Shell.Result down(String... options) {
        return script("down", Duration.ofMinutes(3), options);
    }

    /** Runs a command on a server. */
    Shell.Result exec(String server, String... command) {
        List<String> words = new ArrayList<>(List.of("exec", server, "--"));
        words.addAll(Arrays.asList(command));
        return script("rack", Duration.ofMinutes(5), words.toArray(String[]::new));
    }

    /** Runs a line of shell on a server and gives what it printed, without the last line break. */
    String shell(String server, String line) {
        return exec(server, "bash", "-c", line).orFail().strip();
    }

    Shell.Result rack(String... words) {
        return script("rack", Duration.ofMinutes(5), words);
    }

    /** A power cut. */
    void kill(String server) {
        rack("kill", server).orFail();
    }

    void start(String server) {
        rack("start", server).orFail();
    }

    /** The names of its servers. */
    List<String> servers() {
        return rack("ls").orFail().lines().skip(1).map(line -> line.split(" ", 2)[0]).toList();
    }

    /** The API as this cloud of its credentials. */
    Cloud cloud(String name) {
        return clouds.computeIfAbsent(name, cloud -> Cloud.of(this, cloud));
    }

    /** The unmodified client as a tenant or operator runs it. */
    Shell.Result openstack(String cloud, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "OS_CLIENT_CONFIG_FILE=" + state.resolve("clouds.yaml"),
                                "openstack",
                                "--os-cloud",
                                cloud));
        command.addAll(Arrays.asList(words));
        return Shell.run(Duration.ofMinutes(10), command);
    }

    /** One HTTP call as it is on the wire, for what no client would send. */
    Shell.Result curl(Cloud cloud, String path, List<String> words) {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "-H", "X-Auth-Token: " + cloud.token()));
        command.addAll(List.of("--cacert", state.resolve("root.pem").toString()));
        command.addAll(words);
        command.add(cloud.url() + path);
        return Shell.run(Duration.ofMinutes(5), command);
    }

    /** Waits until something is so; the time is generous, because the machine may be slow. */
    static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Override
    public void close() {
        down("--purge").orFail();
    }

    private Shell.Result script(String script, Duration patience, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(SCRIPTS.resolve(script).toString(), "--state", state.toString()));
        command.addAll(Arrays.asList(words));
        return Shell.run(patience, command);
    }
}
