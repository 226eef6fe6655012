package org.bastide.controller.db;

/** A row with such a key is there already, or one that this refers to is not. */
public final class ConstraintException extends RuntimeException {
    ConstraintException(Throwable cause) {
        super("a constraint of the schema was broken", cause);
    }
}
