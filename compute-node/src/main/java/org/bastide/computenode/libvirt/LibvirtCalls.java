package org.bastide.computenode.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

import java.util.Map;

/** libvirt's C functions: libvirt-java's, and those that it lacks. */
interface LibvirtCalls extends Libvirt {
    /** {@code virErrorNumber}. */
    int NO_DOMAIN = 42;

    /** {@code virErrorNumber}: not in this state; here, that the domain has just ended. */
    int OPERATION_INVALID = 55;

    /** {@code virErrorNumber}. */
    int NO_SECRET = 66;

    /** {@code virDomainCreateFlags}. */
    int START_PAUSED = 1;

    /** {@code virDomainSaveRestoreFlags}. */
    int SAVE_RUNNING = 2;

    /** {@code virDomainSaveRestoreFlags}. */
    int SAVE_PAUSED = 4;

    /** {@code virDomainRebootFlagValues}. */
    int REBOOT_POWER_BUTTON = 1;

    /** {@code virDomainShutdownFlagValues}. */
    int SHUTDOWN_POWER_BUTTON = 1;

    /** {@code virConnectListAllDomainsFlags}. */
    int LIST_ACTIVE = 1;

    /** {@code virDomainEventID}. */
    int EVENT_LIFECYCLE = 0;

    /** {@code virDomainEventID}. */
    int EVENT_REBOOT = 1;

    /** Loads the library once. */
    static LibvirtCalls load() {
        return Loaded.CALLS;
    }

    /** Adds a holder of the connection; {@link #virConnectClose} takes one away. */
    int virConnectRef(ConnectionPointer connection);

    int virConnectListAllDomains(ConnectionPointer connection, PointerByReference list, int flags);

    int virDomainGetState(
            DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    int virDomainShutdownFlags(DomainPointer domain, int flags);

    int virDomainRestoreFlags(ConnectionPointer connection, String from, Pointer xml, int flags);

    /** The library, with the error printer that it starts with taken out: we log ourselves. */
    final class Loaded {
        private static final LibvirtCalls CALLS =
                Native.load(
                        "virt",
                        LibvirtCalls.class,
                        Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        private static final VirErrorCallback SILENT = (data, error) -> {};

        static {
            CALLS.virInitialize();
            CALLS.virSetErrorFunc(null, SILENT);
        }

        private Loaded() {}
    }
}
