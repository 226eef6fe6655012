package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.controller.ledger.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

@Tag("sql")
class DatabaseTest {
    @TempDir Path folder;

    private static Event event(String kind) {
        return new Event(
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                "alice",
                Optional.empty(),
                kind,
                "thing",
                "1",
                Optional.empty(),
                Map.of("a", "b"));
    }

    @Test
    void whatIsCommittedIsThereAfterOpeningAgain() {
        DatabaseConfig config = TestDatabase.config(folder);
        try (Database database = Database.open(config)) {
            database.write(tx -> tx.event(event("kept")));
        }

        try (Database database = Database.open(config)) {
            assertThat(kinds(database)).containsExactly("kept");
        }
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        try (Database database = TestDatabase.fresh(folder)) {
            assertThatThrownBy(
                            () ->
                                    database.write(
                                            tx -> {
                                                insertSecret(tx, "a");
                                                tx.event(event("lost"));
                                                insertSecret(tx, "a");
                                            }))
                    .isInstanceOf(ConstraintException.class);

            assertThat(kinds(database)).isEmpty();
            assertThat(
                            database.<Long>read(
                                    tx -> tx.number("SELECT count(*) FROM secret", Map.of())))
                    .isZero();
        }
    }

    @Test
    void eventsOfManyWritersHaveOneSequenceWithoutGaps() {
        try (Database database = TestDatabase.fresh(folder)) {
            IntStream.range(0, 64)
                    .parallel()
                    .forEach(i -> database.write(tx -> tx.event(event("e" + i))));

            java.util.List<Long> sequence =
                    database.read(
                            tx ->
                                    tx.list(
                                            "SELECT sequence FROM event ORDER BY sequence",
                                            Map.of(),
                                            row -> row.number("sequence")));
            assertThat(sequence)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 64).mapToObj(Long::valueOf).toList());
        }
    }

    private static void insertSecret(Tx tx, String name) {
        tx.update("INSERT INTO secret (name, sealed) VALUES (:name, 'x')", Map.of("name", name));
    }

    private static java.util.List<String> kinds(Database database) {
        return database.read(
                tx ->
                        tx.list(
                                "SELECT kind FROM event ORDER BY sequence",
                                Map.of(),
                                row -> row.string("kind")));
    }
}
