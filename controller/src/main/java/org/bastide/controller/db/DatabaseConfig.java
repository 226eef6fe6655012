package org.bastide.controller.db;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param user PostgreSQL's user
 * @param passwordFile a file that holds the user's password
 */
public record DatabaseConfig(String url, Optional<String> user, Optional<Path> passwordFile) {
    /**
     * H2 in the controller's own process, in a folder: the default, for one controller. Its file is
     * opened as {@code async}: the usual channel, and the database with it, is closed for all once
     * any thread is interrupted in a statement. It writes nothing by itself, see {@link
     * EmbeddedFlush}.
     */
    public static DatabaseConfig embedded(Path folder) {
        return new DatabaseConfig(
                "jdbc:h2:async:"
                        + folder.toAbsolutePath().resolve("bastide")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        + ";WRITE_DELAY=1000000000;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE",
                Optional.empty(),
                Optional.empty());
    }

    /** Whether this is H2, which has to be told to flush. */
    boolean isEmbedded() {
        return url.startsWith("jdbc:h2:");
    }
}
