package org.bastide.cli;

/** How a command ends; 0 is success. */
public enum Exit {
    /** The cloud refused, or what was waited for did not happen. */
    FAILED(1),
    /** The command line, a file or the environment says something wrong. */
    WRONG_INPUT(2),
    /** The cloud does not answer. */
    UNREACHABLE(3),
    /** The cloud does not accept who asks. */
    UNAUTHENTICATED(4);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The exit status of the process. */
    public int code() {
        return code;
    }
}
