package org.bastide.storagenode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Runs programs that tests compare with. */
public final class Commands {
    private Commands() {}

    /** What the command prints; it must succeed. */
    public static String run(String... command) {
        Ended ended = end(command);
        if (ended.status() != 0) {
            throw new AssertionError(List.of(command) + " failed: " + ended.output());
        }
        return ended.output();
    }

    /** Whether the command succeeds. */
    public static boolean succeeds(String... command) {
        return end(command).status() == 0;
    }

    /** Whether there is such a program. */
    public static boolean exist(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> new File(directory, program).canExecute());
    }

    private record Ended(int status, String output) {}

    private static Ended end(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            return new Ended(process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
