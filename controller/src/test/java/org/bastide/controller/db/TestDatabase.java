package org.bastide.controller.db;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A database of a test's own: H2 in a folder, or, with {@code -Dbastide.test.database=postgresql},
 * a database in a PostgreSQL that this process starts once.
 */
public final class TestDatabase {
    private TestDatabase() {}

    /** An empty database with the current schema. */
    public static Database fresh(Path folder) {
        return Database.open(config(folder));
    }

    /** Where an empty database is; opened again, it is the same one. */
    public static DatabaseConfig config(Path folder) {
        if (System.getProperty("bastide.test.database", "h2").equals("postgresql")) {
            Optional<TestPostgres> server = TestPostgres.running();
            assumeTrue(server.isPresent(), "PostgreSQL is not installed here");
            return server.get().newDatabase();
        }
        return DatabaseConfig.embedded(folder);
    }
}
