package org.bastide.computenode.libvirt;

import org.bastide.computenode.libvirt.DomainEvent.Kind;

import java.util.Optional;

/** libvirt's numbers ({@code virDomainState}, {@code virDomainEventType}) in our words. */
final class LibvirtStates {
    private LibvirtStates() {}

    /** {@code virDomainState} with its reason. */
    static DomainStatus status(int state, int reason) {
        return switch (state) {
            // PMSUSPENDED: the guest sleeps, and wakes up by itself
            case 1, 2, 7 -> DomainStatus.of(DomainState.RUNNING);
            case 3 -> paused(reason);
            case 0, 4 -> DomainStatus.of(DomainState.BUSY);
            case 6 -> new DomainStatus(DomainState.CRASHED, Optional.of("it crashed"));
            // a transient domain that is shut off is about to vanish
            default -> DomainStatus.ABSENT;
        };
    }

    /** {@code virDomainPausedReason}. */
    private static DomainStatus paused(int reason) {
        return switch (reason) {
            case 5 -> halted("a disk of it refuses writes: no space is left");
            case 6 -> halted("its watchdog stopped it");
            case 10 -> halted("its system crashed");
            case 13 -> halted("its migration failed");
            case 2, 3, 4, 8, 9, 11, 12 -> DomainStatus.of(DomainState.BUSY);
            default -> DomainStatus.of(DomainState.PAUSED);
        };
    }

    /** {@code virDomainEventType} with its detail. */
    static Kind event(int type, int detail) {
        return switch (type) {
            case 5 -> stopped(detail);
            case 8 -> Kind.CRASHED;
            default -> Kind.CHANGED;
        };
    }

    /** {@code virDomainEventStoppedDetailType}. */
    private static Kind stopped(int detail) {
        return switch (detail) {
            case 0 -> Kind.POWERED_OFF;
            case 1 -> Kind.DESTROYED;
            case 3, 4 -> Kind.LEFT;
            default -> Kind.CRASHED;
        };
    }

    private static DomainStatus halted(String reason) {
        return new DomainStatus(DomainState.HALTED, Optional.of(reason));
    }
}
