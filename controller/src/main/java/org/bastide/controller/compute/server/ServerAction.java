package org.bastide.controller.compute.server;

import org.bastide.common.link.GuestMode;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.server.ServerStatus.VmState;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can be done to a server that has a guest, and when.
 *
 * <pre>
 *             pause            suspend
 *   PAUSED ◀────────▶ ACTIVE ◀─────────▶ SUSPENDED
 *            unpause   │  ▲     resume
 *                 stop │  │ start
 *                      ▼  │
 *                    STOPPED        ERROR: stop, hard reboot
 * </pre>
 */
public enum ServerAction {
    START("start", GuestMode.RUNNING, EnumSet.of(VmState.STOPPED)),
    STOP("stop", GuestMode.STOPPED, EnumSet.of(VmState.ACTIVE, VmState.ERROR)),
    PAUSE("pause", GuestMode.PAUSED, EnumSet.of(VmState.ACTIVE)),
    UNPAUSE("unpause", GuestMode.RUNNING, EnumSet.of(VmState.PAUSED)),
    SUSPEND("suspend", GuestMode.SUSPENDED, EnumSet.of(VmState.ACTIVE)),
    RESUME("resume", GuestMode.RUNNING, EnumSet.of(VmState.SUSPENDED)),
    SOFT_REBOOT("reboot", GuestMode.RUNNING, EnumSet.of(VmState.ACTIVE)),
    HARD_REBOOT(
            "reboot",
            GuestMode.RUNNING,
            EnumSet.of(
                    VmState.ACTIVE,
                    VmState.STOPPED,
                    VmState.PAUSED,
                    VmState.SUSPENDED,
                    VmState.ERROR));

    private final String word;
    private final GuestMode wanted;
    private final Set<VmState> from;

    ServerAction(String word, GuestMode wanted, Set<VmState> from) {
        this.word = word;
        this.wanted = wanted;
        this.from = from;
    }

    /** As Nova's messages name it. */
    public String word() {
        return word;
    }

    /** Who may. */
    public ComputePermission permission() {
        return switch (this) {
            case START -> ComputePermission.SERVERS_START;
            case STOP -> ComputePermission.SERVERS_STOP;
            case PAUSE -> ComputePermission.SERVERS_PAUSE;
            case UNPAUSE -> ComputePermission.SERVERS_UNPAUSE;
            case SUSPEND -> ComputePermission.SERVERS_SUSPEND;
            case RESUME -> ComputePermission.SERVERS_RESUME;
            case SOFT_REBOOT, HARD_REBOOT -> ComputePermission.SERVERS_REBOOT;
        };
    }

    /** What the guest is to be. */
    public GuestMode wanted() {
        return wanted;
    }

    /**
     * Whether it may be done to a server that looks so. A hard reboot helps also where something is
     * stuck.
     */
    public boolean allowedIn(ServerStatus status) {
        return from.contains(status.vm()) && (status.task().isEmpty() || this == HARD_REBOOT);
    }
}
