package org.bastide.controller.image;

import java.util.Locale;

/**
 * Where an image is in its life.
 *
 * <pre>
 *   QUEUED ⇄ SAVING → ACTIVE ⇄ DEACTIVATED
 *      │        │        │          │
 *      └────────┴────────┴──────────┴──→ DELETED → (no row)
 * </pre>
 */
enum ImageState {
    /** There are no bytes. */
    QUEUED,
    /** An upload runs, or what a failed one left is not swept yet. */
    SAVING,
    /** The bytes are stored. */
    ACTIVE,
    /** Active, but only an administrator may read the bytes. */
    DEACTIVATED,
    /** Gone for everyone but the reconciler. */
    DELETED;

    /** Whether an image in this state may become one in the other. */
    boolean allows(ImageState next) {
        return switch (this) {
            case QUEUED -> next == SAVING || next == DELETED;
            case SAVING -> next == QUEUED || next == ACTIVE || next == DELETED;
            case ACTIVE -> next == DEACTIVATED || next == DELETED;
            case DEACTIVATED -> next == ACTIVE || next == DELETED;
            case DELETED -> false;
        };
    }

    /** The state as the API names it. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
