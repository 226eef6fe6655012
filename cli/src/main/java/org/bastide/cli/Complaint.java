package org.bastide.cli;

/** What an operator has to know and can act on; shown without a stack trace. */
public final class Complaint extends RuntimeException {
    private final Exit exit;

    public Complaint(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public Complaint(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** How the command ends. */
    public Exit exit() {
        return exit;
    }
}
