package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.libvirt.DomainStatus;

import java.util.List;
import java.util.Optional;

/**
 * What the node remembers of one guest. It holds no specification: what is started is always what a
 * directive of this link session says.
 *
 * @param guest the guest's id
 * @param epoch of the newest directive
 * @param intent the newest that was begun
 * @param wanted what it asked for
 * @param settled the newest intent that was real
 * @param softReboots how many of them are done
 * @param hardReboots how many of them are done
 * @param boot the machine's boot in which {@code settled} was last seen real
 * @param ended why the guest ended by itself, since {@code settled}
 * @param failure why {@code intent} could not be made real
 * @param disks what its process was last started with
 */
public record GuestRecord(
        String guest,
        long epoch,
        long intent,
        GuestMode wanted,
        long settled,
        long softReboots,
        long hardReboots,
        Optional<String> boot,
        Optional<String> ended,
        Optional<String> failure,
        List<String> disks) {
    public GuestRecord {
        disks = List.copyOf(disks);
    }

    /** Of a guest that the node knows nothing of. */
    static GuestRecord unknown(String guest) {
        return new GuestRecord(
                guest,
                0,
                0,
                GuestMode.ABSENT,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A newer directive is begun: what failed before may be tried again. */
    GuestRecord begin(GuestDirective directive) {
        return new GuestRecord(
                guest,
                directive.epoch(),
                directive.intent(),
                directive.wanted(),
                settled,
                softReboots,
                hardReboots,
                boot,
                ended,
                Optional.empty(),
                disks);
    }

    /** A process is about to be started: it takes all reboots with it, and is no longer ended. */
    GuestRecord starting(GuestDirective directive, List<String> startedWith) {
        return new GuestRecord(
                guest,
                epoch,
                intent,
                wanted,
                settled,
                directive.softReboots(),
                directive.hardReboots(),
                Optional.empty(),
                Optional.empty(),
                failure,
                startedWith);
    }

    /** A soft reboot is done. */
    GuestRecord rebooted(GuestDirective directive) {
        return new GuestRecord(
                guest,
                epoch,
                intent,
                wanted,
                settled,
                directive.softReboots(),
                hardReboots,
                boot,
                ended,
                failure,
                disks);
    }

    /** What the directive wants is real. */
    GuestRecord settle(GuestDirective directive, String inBoot) {
        return new GuestRecord(
                guest,
                directive.epoch(),
                directive.intent(),
                directive.wanted(),
                directive.intent(),
                directive.softReboots(),
                directive.hardReboots(),
                Optional.of(inBoot),
                Optional.empty(),
                Optional.empty(),
                disks);
    }

    /** It ended by itself at the newest intent. */
    GuestRecord end(String reason) {
        return new GuestRecord(
                guest,
                epoch,
                intent,
                wanted,
                intent,
                softReboots,
                hardReboots,
                boot,
                Optional.of(reason),
                Optional.empty(),
                disks);
    }

    /** The newest intent cannot be made real. */
    GuestRecord fail(String reason) {
        return new GuestRecord(
                guest,
                epoch,
                intent,
                wanted,
                settled,
                softReboots,
                hardReboots,
                boot,
                ended,
                Optional.of(reason),
                disks);
    }

    /** How far the node has come with the newest intent. */
    Standing standing(boolean rebootDue, String currentBoot) {
        if (failure.isPresent()) {
            return Standing.FAILED;
        }
        if (settled < intent || rebootDue) {
            return Standing.NEW;
        }
        if (ended.isPresent()) {
            return Standing.ENDED;
        }
        return boot.filter(currentBoot::equals).isPresent() ? Standing.REAL : Standing.CUT;
    }

    /**
     * What the node sees. What was real in an earlier boot and went down with the machine is not
     * real any more: it is said at intent 0, so that nobody takes it for switched off.
     */
    GuestObservation observe(DomainStatus domain, boolean saved, String currentBoot) {
        if (failure.isPresent()) {
            return observation(intent, GuestState.FAILED, failure);
        }
        return switch (domain.state()) {
            case ABSENT ->
                    saved
                            ? observation(settled, GuestState.SUSPENDED, Optional.empty())
                            : observation(
                                    wasCut(currentBoot) ? 0 : settled, GuestState.STOPPED, ended);
            case RUNNING, BUSY -> observation(settled, GuestState.RUNNING, domain.reason());
            case PAUSED, HALTED -> observation(settled, GuestState.PAUSED, domain.reason());
            case CRASHED -> observation(settled, GuestState.STOPPED, domain.reason());
        };
    }

    private boolean wasCut(String currentBoot) {
        boolean hadProcess = wanted == GuestMode.RUNNING || wanted == GuestMode.PAUSED;
        return hadProcess && standing(false, currentBoot) == Standing.CUT;
    }

    /** What the node saw last, while the hypervisor cannot be asked. */
    GuestObservation lastSeen(String why) {
        GuestState state =
                switch (wanted) {
                    case RUNNING -> ended.isPresent() ? GuestState.STOPPED : GuestState.RUNNING;
                    case PAUSED -> GuestState.PAUSED;
                    case STOPPED -> settled < intent ? GuestState.RUNNING : GuestState.STOPPED;
                    case SUSPENDED -> settled < intent ? GuestState.RUNNING : GuestState.SUSPENDED;
                    case ABSENT -> GuestState.RUNNING;
                };
        return observation(settled, state, Optional.of(why));
    }

    private GuestObservation observation(long atIntent, GuestState state, Optional<String> reason) {
        return new GuestObservation(guest, atIntent, state, reason, softReboots, hardReboots);
    }
}
