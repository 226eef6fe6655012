package org.bastide.controller.compute.server;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;
import org.bastide.controller.compute.guest.Guest;

import java.util.Locale;
import java.util.Optional;

/**
 * What a server looks like, computed from what is wanted and what was observed.
 *
 * @param vm Nova's {@code vm_state}
 * @param task Nova's {@code task_state}: what is under way
 * @param power Nova's {@code power_state}
 */
public record ServerStatus(VmState vm, Optional<TaskState> task, int power) {
    /** Nova's names. */
    public enum VmState {
        BUILDING,
        ACTIVE,
        STOPPED,
        PAUSED,
        SUSPENDED,
        ERROR,
        DELETED;

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nova's names. */
    public enum TaskState {
        SCHEDULING("scheduling"),
        SPAWNING("spawning"),
        POWERING_ON("powering-on"),
        POWERING_OFF("powering-off"),
        PAUSING("pausing"),
        UNPAUSING("unpausing"),
        SUSPENDING("suspending"),
        RESUMING("resuming"),
        REBOOTING("rebooting"),
        REBOOTING_HARD("rebooting_hard"),
        DELETING("deleting");

        private final String word;

        TaskState(String word) {
            this.word = word;
        }

        /** As the API writes it. */
        public String word() {
            return word;
        }
    }

    private static final int NO_STATE = 0;
    private static final int RUNNING = 1;
    private static final int PAUSED = 3;
    private static final int SHUT_DOWN = 4;

    /** How a server looks with its guest, if it has one. */
    public static ServerStatus of(Server server, Optional<Guest> guest) {
        int power = guest.map(ServerStatus::power).orElse(NO_STATE);
        if (server.deleted().isPresent()) {
            return new ServerStatus(VmState.DELETED, Optional.empty(), NO_STATE);
        }
        VmState vm = vm(server, guest);
        if (server.deleting()) {
            return new ServerStatus(vm, Optional.of(TaskState.DELETING), power);
        }
        return new ServerStatus(vm, task(server, vm, guest), power);
    }

    private static VmState vm(Server server, Optional<Guest> guest) {
        if (server.fault().isPresent()) {
            return VmState.ERROR;
        }
        if (guest.isEmpty() || server.launched().isEmpty()) {
            return VmState.BUILDING;
        }
        return switch (guest.get().state()) {
            case RUNNING -> VmState.ACTIVE;
            case PAUSED -> VmState.PAUSED;
            case SUSPENDED -> VmState.SUSPENDED;
            case STOPPED, ABSENT -> VmState.STOPPED;
            case FAILED -> VmState.ERROR;
        };
    }

    private static Optional<TaskState> task(Server server, VmState vm, Optional<Guest> guest) {
        if (vm == VmState.BUILDING) {
            return Optional.of(guest.isEmpty() ? TaskState.SCHEDULING : TaskState.SPAWNING);
        }
        if (server.fault().isPresent()) {
            return Optional.empty(); // given up: only a new wish is tried
        }
        return guest.filter(Guest::unsettled).flatMap(ServerStatus::underWay);
    }

    private static Optional<TaskState> underWay(Guest guest) {
        return switch (guest.wanted()) {
            case RUNNING ->
                    switch (guest.state()) {
                        case RUNNING -> rebooting(guest);
                        case PAUSED -> rebooting(guest).or(() -> Optional.of(TaskState.UNPAUSING));
                        case SUSPENDED ->
                                rebooting(guest).or(() -> Optional.of(TaskState.RESUMING));
                        case STOPPED, ABSENT, FAILED ->
                                rebooting(guest).or(() -> Optional.of(TaskState.POWERING_ON));
                    };
            case STOPPED -> differs(guest, GuestState.STOPPED, TaskState.POWERING_OFF);
            case PAUSED -> differs(guest, GuestState.PAUSED, TaskState.PAUSING);
            case SUSPENDED -> differs(guest, GuestState.SUSPENDED, TaskState.SUSPENDING);
            case ABSENT -> Optional.of(TaskState.DELETING);
        };
    }

    private static Optional<TaskState> rebooting(Guest guest) {
        if (guest.seenHard() < guest.hardReboots()) {
            return Optional.of(TaskState.REBOOTING_HARD);
        }
        return guest.seenSoft() < guest.softReboots()
                ? Optional.of(TaskState.REBOOTING)
                : Optional.empty();
    }

    private static Optional<TaskState> differs(Guest guest, GuestState state, TaskState task) {
        return guest.state() == state ? Optional.empty() : Optional.of(task);
    }

    private static int power(Guest guest) {
        return switch (guest.state()) {
            case RUNNING -> RUNNING;
            case PAUSED -> PAUSED;
            case STOPPED, SUSPENDED -> SHUT_DOWN;
            case ABSENT, FAILED -> guest.wanted() == GuestMode.RUNNING ? NO_STATE : SHUT_DOWN;
        };
    }

    /** Nova's {@code status}. */
    public String word() {
        return switch (vm) {
            case BUILDING -> "BUILD";
            case ACTIVE ->
                    task.filter(now -> now == TaskState.REBOOTING).isPresent()
                            ? "REBOOT"
                            : hardReboot().orElse("ACTIVE");
            case STOPPED -> hardReboot().orElse("SHUTOFF");
            case PAUSED -> hardReboot().orElse("PAUSED");
            case SUSPENDED -> hardReboot().orElse("SUSPENDED");
            case ERROR -> "ERROR";
            case DELETED -> "DELETED";
        };
    }

    private Optional<String> hardReboot() {
        return task.filter(now -> now == TaskState.REBOOTING_HARD).map(ignored -> "HARD_REBOOT");
    }

    /** How far along it is, in percent, as Nova counts. */
    public int progress() {
        return vm == VmState.ACTIVE ? 100 : 0;
    }
}
