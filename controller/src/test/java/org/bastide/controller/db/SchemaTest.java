package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** That the migrations make the same of an empty database of either kind. */
class SchemaTest {
    @TempDir Path folder;

    @Test
    void bothDatabasesHaveTheSameTablesAndColumns() {
        Optional<TestPostgres> server = TestPostgres.running();
        assumeTrue(server.isPresent(), "PostgreSQL is not installed here");

        List<String> embedded = columns(DatabaseConfig.embedded(folder));
        List<String> postgresql = columns(server.get().newDatabase());

        assertThat(embedded).hasSizeGreaterThan(100).isEqualTo(postgresql);
    }

    /** A line each: table, column, type, length, whether it may be NULL. */
    private static List<String> columns(DatabaseConfig config) {
        try (Database database = Database.open(config)) {
            return database
                    .read(
                            tx ->
                                    tx.list(
                                            """
                                            SELECT table_name, column_name, data_type, character_maximum_length,
                                                is_nullable
                                            FROM information_schema.columns
                                            WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'
                                            """,
                                            Map.of(),
                                            SchemaTest::line))
                    .stream()
                    .sorted()
                    .toList();
        }
    }

    private static String line(Row row) {
        return "%s.%s %s %s %s"
                .formatted(
                        row.string("table_name"),
                        row.string("column_name"),
                        row.string("data_type").toLowerCase(Locale.ROOT),
                        row.string("data_type").equalsIgnoreCase("character varying")
                                ? row.number("character_maximum_length")
                                : "",
                        row.string("is_nullable"));
    }
}
