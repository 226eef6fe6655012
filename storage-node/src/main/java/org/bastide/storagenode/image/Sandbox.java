package org.bastide.storagenode.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a tool on hostile data: under a user id that nothing else has, in namespaces of its own
 * without any network, with the system's programs read-only and one directory to write to. There is
 * no configuration of the host in there, and no key. Needs root, bubblewrap and util-linux.
 */
final class Sandbox {
    /** Within what Debian reserves and gives nobody. */
    static final int USER = 65_099;

    private static final long MEMORY = 2L << 30;
    private static final int FILES = 64;
    private static final long POLL_MILLIS = 200;
    private static final int MOST_OUTPUT = 2_000;

    /** Where the directory is inside. */
    static final Path WORK = Path.of("/work");

    private Sandbox() {}

    /**
     * What a run may use.
     *
     * @param time of the processor, and twice that by the clock
     * @param fileSize the largest file that it may write, in bytes
     * @param goOn asked several times a second: whether it may go on
     */
    record Limits(Duration time, long fileSize, BooleanSupplier goOn) {}

    /** How a run ended. */
    record Result(int status, String output) {}

    /** Runs a command; {@code directory} is the only one it can write to, as {@link #WORK}. */
    static Result run(Path directory, Limits limits, List<String> command)
            throws IOException, InterruptedException {
        Files.setAttribute(directory, "unix:uid", USER);
        Files.setAttribute(directory, "unix:gid", USER);
        Path log = Files.createTempFile(directory.toAbsolutePath().getParent(), "sandbox", ".log");
        try {
            Process process =
                    new ProcessBuilder(command(directory, limits, command))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            boolean ended = await(process, limits);
            String output = new String(head(log), StandardCharsets.UTF_8).strip();
            return new Result(ended ? process.exitValue() : -1, output);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static byte[] head(Path log) throws IOException {
        try (var stream = Files.newInputStream(log)) {
            return stream.readNBytes(MOST_OUTPUT);
        }
    }

    /** Kills it when it may not go on; bubblewrap takes everything inside with it. */
    private static boolean await(Process process, Limits limits) throws InterruptedException {
        long deadline = System.nanoTime() + 2 * limits.time().toNanos();
        try {
            while (System.nanoTime() - deadline < 0 && limits.goOn().getAsBoolean()) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return false;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> command(Path directory, Limits limits, List<String> command) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("bwrap", "--unshare-ipc", "--unshare-net", "--unshare-pid"));
        words.addAll(List.of("--unshare-uts", "--die-with-parent", "--new-session", "--clearenv"));
        words.addAll(List.of("--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LC_ALL", "C.UTF-8"));
        words.addAll(List.of("--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev"));
        words.addAll(List.of("--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"));
        words.addAll(List.of("--symlink", "usr/lib64", "/lib64"));
        words.addAll(List.of("--bind", directory.toString(), WORK.toString(), "--chdir", "/"));
        words.addAll(List.of("--cap-drop", "ALL", "--cap-add", "CAP_SETUID"));
        words.addAll(List.of("--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP", "--"));
        words.addAll(List.of("prlimit", "--core=0", "--as=" + MEMORY, "--nofile=" + FILES));
        words.addAll(List.of("--cpu=" + Math.max(1, limits.time().toSeconds())));
        words.addAll(List.of("--fsize=" + limits.fileSize(), "--"));
        words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        words.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"));
        words.addAll(command);
        return words;
    }
}
