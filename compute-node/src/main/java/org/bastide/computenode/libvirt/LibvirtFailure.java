package org.bastide.computenode.libvirt;

/** libvirt's own error, as {@code virError} says it. */
final class LibvirtFailure extends HypervisorException {
    private static final long serialVersionUID = 1L;

    private final int code;

    LibvirtFailure(int code, String what, String message) {
        super(what + ": " + Explanation.of(message));
        this.code = code;
    }

    /** {@code virErrorNumber}. */
    int code() {
        return code;
    }
}
