package org.bastide.storagenode.rbd;

/** The block store could not do what it was asked. */
public final class BlockStoreException extends RuntimeException {
    private final Kind kind;

    /** What kind of failure it is. */
    public enum Kind {
        NOT_FOUND,
        EXISTS,
        /** Somebody has it open. */
        BUSY,
        FULL,
        TROUBLE
    }

    public BlockStoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
