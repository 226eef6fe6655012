package org.bastide.rack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program and waits for it. */
final class Shell {
    private Shell() {}

    /** What a program said on both of its outputs, and its status. */
    record Result(List<String> command, int status, String output) {
        /** The output, if the program was content. */
        String orFail() {
            if (!succeeded()) {
                throw new AssertionError(
                        command + " ended with " + status + " and said: " + output);
            }
            return output;
        }

        boolean succeeded() {
            return status == 0;
        }
    }

    static Result run(Duration patience, List<String> command) {
        try {
            Path output = Files.createTempFile("shell", ".out");
            try {
                return run(patience, command, output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    // Into a file, not a pipe: what a program leaves running in the background must not keep us
    // waiting.
    private static Result run(Duration patience, List<String> command, Path output)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    command
                            + " takes longer than "
                            + patience
                            + "; so far: "
                            + Files.readString(output));
        }
        return new Result(
                command, process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
