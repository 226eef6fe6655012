package org.bastide.computenode.libvirt;

/**
 * Something happened to a domain.
 *
 * @param guest the guest's id
 * @param kind what
 */
public record DomainEvent(String guest, Kind kind) {
    /** What can happen. Whoever is told looks at the domain again: an event may come late. */
    public enum Kind {
        /** It started, paused, or went on. */
        CHANGED,
        /** It was reset, by itself or by a reboot that was asked for. */
        REBOOTED,
        /** It powered itself off. */
        POWERED_OFF,
        /** Its process was ended on request. */
        DESTROYED,
        /** It crashed, or its process died. */
        CRASHED,
        /** Its memory is saved, or it moved. */
        LEFT
    }
}
