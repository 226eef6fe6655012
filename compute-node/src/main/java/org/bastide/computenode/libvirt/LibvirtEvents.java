package org.bastide.computenode.libvirt;

import com.sun.jna.Pointer;

import org.bastide.computenode.libvirt.DomainEvent.Kind;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.libvirt.jna.Libvirt.VirConnectDomainEventGenericCallback;
import org.libvirt.jna.Libvirt.VirFreeCallback;

/**
 * Hears what happens to domains. The callbacks are fields, so that C never calls collected ones.
 */
final class LibvirtEvents {
    private final LibvirtCalls calls = LibvirtCalls.load();
    private final HypervisorListener listener;
    private final VirFreeCallback free = data -> {};

    private final VirConnectDomainEventCallback lifecycle =
            (connection, domain, type, detail, data) -> {
                tell(domain, LibvirtStates.event(type, detail));
                return 0;
            };

    private final VirConnectDomainEventGenericCallback reboot =
            (connection, domain, data) -> tell(domain, Kind.REBOOTED);

    LibvirtEvents(HypervisorListener listener) {
        this.listener = listener;
    }

    /** Registers for all domains of a connection that was just opened. */
    void register(LibvirtConnection connection) {
        connection.call(
                "listening",
                held -> {
                    connection.check(
                            "listening", register(held, LibvirtCalls.EVENT_LIFECYCLE, lifecycle));
                    return connection.check(
                            "listening", register(held, LibvirtCalls.EVENT_REBOOT, reboot));
                });
    }

    private int register(
            ConnectionPointer connection, int event, Libvirt.VirDomainEventCallback callback) {
        return calls.virConnectDomainEventRegisterAny(
                connection, null, event, callback, Pointer.NULL, free);
    }

    private void tell(DomainPointer domain, Kind kind) {
        DomainNames.guest(calls.virDomainGetName(domain))
                .ifPresent(guest -> listener.happened(new DomainEvent(guest, kind)));
    }
}
