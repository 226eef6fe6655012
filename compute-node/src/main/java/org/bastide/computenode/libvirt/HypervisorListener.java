package org.bastide.computenode.libvirt;

/** Who is told what happens by itself. Called on the hypervisor's threads: must not block. */
public interface HypervisorListener {
    /** Something happened to a domain. */
    void happened(DomainEvent event);

    /** The hypervisor is there, for the first time or again; events may have been missed. */
    void arrived();
}
