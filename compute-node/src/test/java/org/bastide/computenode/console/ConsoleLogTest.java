package org.bastide.computenode.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The end of a console log, whatever the guest wrote. */
class ConsoleLogTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("console.log");
    }

    @Test
    void thereMayBeNoLog() throws IOException {
        assertThat(new ConsoleLog(file).last(OptionalInt.of(5))).isEmpty();
    }

    @Test
    void theLastLinesAreShown() throws IOException {
        Files.writeString(file, "one\ntwo\nthree\n");

        assertThat(last(2)).contains("two\nthree\n");
        assertThat(last(1)).contains("three\n");
        assertThat(last(0)).contains("");
        assertThat(last(9)).contains("one\ntwo\nthree\n");
    }

    @Test
    void anUnfinishedLineIsALine() throws IOException {
        Files.writeString(file, "one\nlogin: ");

        assertThat(last(1)).contains("login: ");
        assertThat(last(2)).contains("one\nlogin: ");
    }

    @Test
    void emptyLinesAreLines() throws IOException {
        Files.writeString(file, "one\n\n\n");

        assertThat(last(2)).contains("\n\n");
        assertThat(last(3)).contains("one\n\n\n");
    }

    @Test
    void aLogThatWasMovedIsReadOn() throws IOException {
        Files.writeString(folder.resolve("console.log.0"), "one\ntwo\n");
        Files.writeString(file, "three\n");

        assertThat(last(2)).contains("two\nthree\n");
        assertThat(new ConsoleLog(file).last(OptionalInt.empty())).contains("one\ntwo\nthree\n");
    }

    @Test
    void aLogThatBecameLongIsBegunAnewAndReadOn() throws IOException {
        Files.writeString(file, "short\n");
        new ConsoleLog(file).shorten();
        assertThat(file).hasContent("short\n");
        Files.writeString(file, "x".repeat(ConsoleLog.LONGEST) + "\nlast\n");

        new ConsoleLog(file).shorten();

        assertThat(file).isEmptyFile();
        assertThat(last(1)).contains("last\n");
        Files.delete(file);
        new ConsoleLog(file).shorten();
        assertThat(file).doesNotExist();
    }

    @Test
    void aLargeLogIsReadFromItsEndAlone() throws IOException {
        Files.writeString(file, "x".repeat(3 * ConsoleLog.MOST) + "\nlast\n");

        assertThat(last(5).orElseThrow()).hasSize(ConsoleLog.MOST).endsWith("x\nlast\n");
    }

    @Test
    void whatIsNoTextIsReplaced() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xFF, 'b', '\n'});

        assertThat(last(1)).contains("a\uFFFDb\n");
        assertThat(last(1).orElseThrow().getBytes(StandardCharsets.UTF_8)).hasSize(6);
    }

    private Optional<String> last(int lines) throws IOException {
        return new ConsoleLog(file).last(OptionalInt.of(lines));
    }
}
