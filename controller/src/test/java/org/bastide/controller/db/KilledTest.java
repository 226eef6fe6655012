package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** That what was acknowledged outlives the process. */
class KilledTest {
    private static final int ROUNDS = 3;

    @TempDir Path folder;

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAfterIt() throws IOException, InterruptedException {
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(killedMidway(round * 1_000_000 + 1));
        }

        try (Database database = Database.open(DatabaseConfig.embedded(folder))) {
            List<String> kept =
                    database.read(
                            tx ->
                                    tx.list(
                                            "SELECT name FROM secret",
                                            Map.of(),
                                            row -> row.string("name")));
            assertThat(kept).containsAll(acknowledged);
        }
    }

    /** What a process acknowledged that was killed at a moment that it could not foresee. */
    private List<String> killedMidway(int first) throws IOException, InterruptedException {
        int enough = ThreadLocalRandom.current().nextInt(20, 300);
        List<String> acknowledged = new ArrayList<>();
        Process process = Committer.start(List.of(), folder, first, first + 999_999, 4);
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            while (acknowledged.size() < enough) {
                String line = said.readLine();
                assertThat(line).as("a name of a row").isNotNull();
                if (line.startsWith("row<")) {
                    acknowledged.add(line);
                }
            }
            // Process.destroyForcibly() would close the pipe with what was said before
            process.toHandle().destroyForcibly();
            said.lines().filter(line -> line.matches("row<[0-9]+>")).forEach(acknowledged::add);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
        return acknowledged;
    }
}
