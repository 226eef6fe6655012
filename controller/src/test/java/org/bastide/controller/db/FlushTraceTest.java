package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That what was acknowledged outlives a power cut: the kernel was told to bring it to the disk, and
 * said that it did, before the acknowledgement.
 */
class FlushTraceTest {
    private static final int ROWS = 60;

    /** As strace writes a call with {@code -ttt -T -y}: begin, name, file, the rest, duration. */
    private static final Pattern CALL =
            Pattern.compile(
                    "([0-9.]+) (\\w+)\\([0-9]+<([^>]*)>(.*)\\)\\s+= [0-9]+ <([0-9.]+)>",
                    Pattern.DOTALL);

    @TempDir Path folder;

    /** A finished system call; moments in seconds. */
    private record Call(double begun, String name, String file, String data, double ended) {
        boolean isFlush() {
            return name.equals("fsync") || name.equals("fdatasync");
        }

        boolean isOfDatabase() {
            return file.endsWith("/bastide.mv.db");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void noRowIsAcknowledgedBeforeAFlushThatFollowsItsWrite(int threads)
            throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed here");

        List<Call> calls = trace(threads);

        List<Call> flushes =
                calls.stream().filter(call -> call.isFlush() && call.isOfDatabase()).toList();
        for (int number = 1; number <= ROWS; number++) {
            String name = Committer.name(number);
            Call written = first(calls, call -> call.isOfDatabase() && call.data().contains(name));
            Call acknowledged =
                    first(calls, call -> !call.isOfDatabase() && call.data().contains(name));
            assertThat(flushes)
                    .as("a flush between the write of %s and its acknowledgement", name)
                    .anyMatch(
                            flush ->
                                    flush.begun() >= written.ended()
                                            && flush.ended() <= acknowledged.begun());
        }
    }

    private static Call first(List<Call> calls, java.util.function.Predicate<Call> which) {
        return calls.stream().filter(which).findFirst().orElseThrow();
    }

    private List<Call> trace(int threads) throws IOException, InterruptedException {
        List<String> strace =
                List.of(
                        "/usr/bin/strace",
                        "-ff",
                        "-ttt",
                        "-T",
                        "-y",
                        "-s",
                        "1000000",
                        "-e",
                        "trace=fsync,fdatasync,write,pwrite64",
                        "-o",
                        folder.resolve("trace").toString());
        Process process = Committer.start(strace, folder.resolve("db"), 1, ROWS, threads);
        assertThat(Committer.rest(process.getInputStream())).hasSize(ROWS);
        process.waitFor();
        List<Call> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .map(CALL::matcher)
                        .filter(Matcher::matches)
                        .forEach(call -> calls.add(call(call)));
            }
        }
        calls.sort(Comparator.comparingDouble(Call::begun));
        return calls;
    }

    private static Call call(Matcher line) {
        double begun = Double.parseDouble(line.group(1));
        return new Call(
                begun,
                line.group(2),
                line.group(3),
                line.group(4),
                begun + Double.parseDouble(line.group(5)));
    }
}
