package org.bastide.computenode.libvirt;

/** The hypervisor refused what it was asked; the message is for a person to act on. */
public class HypervisorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a cause. */
    public HypervisorException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public HypervisorException(String message) {
        super(message);
    }
}
