package org.bastide.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

class DurableFileTest {
    @TempDir Path folder;

    private void onlyFile(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("new/key");

        DurableFile.replace(file, "one");
        DurableFile.replace(file, "two");

        assertThat(file).hasContent("two");
        onlyFile(file);
    }

    @Test
    void aFileThatIsThereIsNotMadeAgain() throws IOException {
        Path file = folder.resolve("key");

        DurableFile.create(file, "one");
        DurableFile.create(file, "two");

        assertThat(file).hasContent("one");
        onlyFile(file);
    }

    @Test
    void aFailureLeavesNothing() throws IOException {
        Path file = Files.createDirectories(folder.resolve("key/sub")).getParent();

        assertThatThrownBy(() -> DurableFile.replace(file, "one")).isInstanceOf(IOException.class);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
