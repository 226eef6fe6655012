package org.bastide.controller.db;

/** The database is away, or did not say whether it committed. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
