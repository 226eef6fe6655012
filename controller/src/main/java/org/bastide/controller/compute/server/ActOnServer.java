package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.guest.Guest;
import org.bastide.controller.compute.guest.GuestService;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Records what callers want of a server's guest; its node makes it real. */
public final class ActOnServer {
    private final ServerService servers;
    private final GuestService guests;
    private final Runnable nudgeGuests;
    private final InstantSource clock;
    private final ComputeEvents events;
    private final ServerRepository repository = new ServerRepository();

    public ActOnServer(
            ServerService servers, GuestService guests, Runnable nudgeGuests, InstantSource clock) {
        this.servers = servers;
        this.guests = guests;
        this.nudgeGuests = nudgeGuests;
        this.clock = clock;
        this.events = new ComputeEvents(clock);
    }

    /** Starts, stops, pauses it and so on. */
    public void act(Caller caller, String id, ServerAction action) {
        caller.require(action.permission());
        servers.change(
                tx -> {
                    ServerDetail detail = servers.changeable(tx, caller, id);
                    Guest guest = actable(detail, action);
                    repository.clearFault(tx, id);
                    repository.touch(tx, id, clock.instant());
                    append(tx, caller, id, action.name().toLowerCase(Locale.ROOT));
                    return wanted(
                            tx,
                            detail,
                            guest,
                            action.wanted(),
                            action == ServerAction.SOFT_REBOOT ? 1 : 0,
                            action == ServerAction.HARD_REBOOT ? 1 : 0);
                });
        nudgeGuests.run();
    }

    private Optional<ServerDetail> wanted(
            Tx tx, ServerDetail detail, Guest guest, GuestMode mode, int soft, int hard) {
        return guests.want(tx, guest, mode, guest.softReboots() + soft, guest.hardReboots() + hard)
                ? Optional.of(detail)
                : Optional.empty();
    }

    private static Guest actable(ServerDetail detail, ServerAction action) {
        ServerStatus status = detail.status();
        if (!action.allowedIn(status) || detail.guest().isEmpty() || detail.server().deleting()) {
            throw refused(detail, action.word());
        }
        return detail.guest().get();
    }

    /** Nova's answer to what cannot be done to a server that looks so. */
    static Problem refused(ServerDetail detail, String action) {
        ServerStatus status = detail.status();
        String why =
                status.task().isPresent() && detail.guest().isPresent()
                        ? "task_state " + status.task().get().word()
                        : "vm_state " + status.vm().word();
        return Problem.conflict(
                "Cannot '%s' instance %s while it is in %s"
                        .formatted(action, detail.server().id(), why));
    }

    /**
     * Deletes a server: at once where it has no guest, else once its node and its disk are rid of
     * it. One that is being deleted may be deleted again.
     */
    public void delete(Caller caller, String id, ComputePermission permission) {
        caller.require(permission);
        servers.change(
                tx -> {
                    servers.changeable(tx, caller, id);
                    if (repository.delete(tx, id, clock.instant())) {
                        append(tx, caller, id, "delete");
                    }
                    // read only now: placement, which locks the same row, gives it no guest any
                    // more
                    ServerDetail detail = servers.visible(tx, caller, id);
                    if (detail.guest().isEmpty()) {
                        servers.deleted(tx, id);
                        return Optional.of(detail);
                    }
                    Guest guest = detail.guest().get();
                    return guest.wanted() == GuestMode.ABSENT
                            ? Optional.of(detail)
                            : wanted(tx, detail, guest, GuestMode.ABSENT, 0, 0);
                });
        nudgeGuests.run();
    }

    /** Locks a server; its owner's lock does not take the place of an administrator's. */
    public void lock(Caller caller, String id, Optional<String> reason) {
        caller.require(ComputePermission.SERVERS_LOCK);
        servers.change(
                tx -> {
                    ServerDetail detail = servers.visible(tx, caller, id);
                    ServerLock.By by = ServerLock.By.of(caller, detail.server());
                    if (detail.server().lock().isPresent() && by == ServerLock.By.OWNER) {
                        return Optional.of(detail);
                    }
                    append(tx, caller, id, "lock");
                    return locked(tx, detail, Optional.of(new ServerLock(by, reason)));
                });
    }

    /** Unlocks a server. What an administrator has locked, only administrators unlock. */
    public void unlock(Caller caller, String id) {
        caller.require(ComputePermission.SERVERS_UNLOCK);
        servers.change(
                tx -> {
                    ServerDetail detail = servers.visible(tx, caller, id);
                    ServerLock.By by = ServerLock.By.of(caller, detail.server());
                    if (detail.server().lock().filter(lock -> lock.by() != by).isPresent()) {
                        caller.require(ComputePermission.SERVERS_UNLOCK_OVERRIDE);
                    }
                    append(tx, caller, id, "unlock");
                    return locked(tx, detail, Optional.empty());
                });
    }

    private Optional<ServerDetail> locked(Tx tx, ServerDetail detail, Optional<ServerLock> lock) {
        return repository.lock(tx, detail.server(), lock, clock.instant())
                ? Optional.of(detail)
                : Optional.empty();
    }

    /**
     * Declares a server to be in error, or no longer: what is computed from its guest shows again,
     * and a guest that failed is tried once more.
     */
    public void resetState(Caller caller, String id, boolean error) {
        caller.require(ComputePermission.SERVERS_RESET_STATE);
        servers.change(
                tx -> {
                    ServerDetail detail = servers.changeable(tx, caller, id);
                    append(tx, caller, id, "reset-state");
                    if (error) {
                        servers.fault(tx, id, "An administrator has set the state to error.");
                        return Optional.of(detail);
                    }
                    Guest guest =
                            detail.guest().orElseThrow(() -> refused(detail, "os-resetState"));
                    repository.clearFault(tx, id);
                    return guest.state() == GuestState.FAILED
                            ? wanted(tx, detail, guest, guest.wanted(), 0, 0)
                            : Optional.of(detail);
                });
        nudgeGuests.run();
    }

    private void append(Tx tx, Caller caller, String id, String action) {
        events.append(tx, caller, "server", id, action, Map.of());
    }
}
