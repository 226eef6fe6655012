package org.bastide.computenode.libvirt;

/**
 * The hypervisor cannot be reached, or was lost during the call: whether what was asked happened is
 * unknown. Look again once it has returned.
 */
public final class HypervisorLostException extends HypervisorException {
    private static final long serialVersionUID = 1L;

    /** Says what was tried. */
    public HypervisorLostException(String message) {
        super(message);
    }
}
