package org.bastide.computenode.libvirt;

/** What the hypervisor says of one domain. */
public enum DomainState {
    /** There is none. */
    ABSENT,
    /** Its CPUs run. */
    RUNNING,
    /** Its CPUs were stopped on request. */
    PAUSED,
    /** Its CPUs stopped by themselves: the kernel panicked, or a disk has no room. */
    HALTED,
    /** It is being started, saved or ended; an event tells how that went. */
    BUSY,
    /** It crashed, and what is left of it must go. */
    CRASHED
}
