package org.bastide.controller.compute.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What is advertised and what is documented is the same. */
class MicroversionTableTest {
    private static final Path TABLE = Path.of("..", "docs", "microversions.md");

    @Test
    void eachServedVersionHasItsRow() throws IOException {
        List<String> documented =
                Files.readAllLines(TABLE).stream()
                        .filter(line -> line.matches("\\| 2\\.\\d+ \\|.*"))
                        .map(line -> line.split("\\|")[1].trim())
                        .toList();

        int newest = ComputeVersions.NEWEST.minor();
        assertThat(documented)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, newest).mapToObj(minor -> "2." + minor).toList());
    }
}
