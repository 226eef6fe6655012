package org.bastide.common.link;

/** What is wanted of a guest on its node. */
public enum GuestMode {
    /** Its QEMU process runs. */
    RUNNING,
    /** Shut down; its claim and its disks stay. */
    STOPPED,
    /** Its QEMU process is there, its CPUs stand still. */
    PAUSED,
    /** Its memory is saved on the node, no process. */
    SUSPENDED,
    /** Nothing of it is left on the node. */
    ABSENT
}
