package org.bastide.computenode.guest;

import org.bastide.common.link.ConfigDrive;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestSpecification;
import org.bastide.computenode.libvirt.Lanes;
import org.bastide.computenode.simulated.SimulatedHypervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An agent on a simulated machine: everything happens at once, on the test's own thread. */
final class SimulatedNode {
    static final String GUEST = "6a1c2c0c-6f0a-4c3b-9a53-4f5d1c1f0001";
    static final Duration GRACE = Duration.ofSeconds(60);

    final SimulatedHypervisor hypervisor = new SimulatedHypervisor();
    final List<GuestObservation> reports = new ArrayList<>();
    final GuestFolder folder;
    boolean linked = true;
    private final List<Timer> timers = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int boot = 1;
    private Guests guests;

    SimulatedNode(Path state) {
        folder = new GuestFolder(state.resolve("guests"));
        restartAgent();
    }

    /** The agent is killed and started again. */
    void restartAgent() {
        timers.clear();
        hypervisor.reviveAgent();
        hypervisor.close();
        guests =
                new Guests(
                        new GuestKit(
                                hypervisor,
                                new Lanes(() -> now, lane -> Runnable::run),
                                folder,
                                List.of(
                                        new ConfigDriveHook(folder),
                                        new SecretsHook(hypervisor, key -> key),
                                        new DomainHook(hypervisor, folder)),
                                "boot " + boot,
                                GRACE,
                                () -> now,
                                (time, run) -> timers.add(new Timer(now.plus(time), run)),
                                () -> linked,
                                reports::add));
        hypervisor.start(guests);
    }

    /** The machine loses power and comes back. */
    void cutPower() {
        hypervisor.cutPower();
        boot++;
        restartAgent();
    }

    /** Lets time pass, and timers ring. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (true) {
            Optional<Timer> next =
                    timers.stream()
                            .filter(timer -> !timer.at().isAfter(until))
                            .min(Comparator.comparing(Timer::at));
            if (next.isEmpty()) {
                now = until;
                return;
            }
            timers.remove(next.get());
            now = next.get().at();
            next.get().run().run();
        }
    }

    void want(long intent, GuestMode mode) {
        want(1, intent, mode, 0, 0);
    }

    void want(long epoch, long intent, GuestMode mode, long soft, long hard) {
        Optional<GuestSpecification> specification =
                mode == GuestMode.ABSENT
                        ? Optional.empty()
                        : Optional.of(specification("1d0f8f2e-3c53-4b0a-8a43-6c5a8b1f0002"));
        guests.take(new GuestDirective(epoch, GUEST, intent, mode, soft, hard, specification));
    }

    GuestObservation last() {
        return reports.getLast();
    }

    List<GuestObservation> hello() {
        return guests.observations();
    }

    static GuestSpecification specification(String server) {
        return new GuestSpecification(
                server,
                "web",
                "project",
                "user",
                "tiny",
                1,
                256,
                List.of(
                        new GuestDisk(
                                "disk-1",
                                "volumes",
                                "disk-1",
                                List.of("10.0.0.1:6789"),
                                "disk-1",
                                "c2VjcmV0")),
                Map.of(),
                new ConfigDrive(
                        "web",
                        "nova",
                        Optional.of("mine"),
                        Optional.of("ssh-ed25519 AAAA mine"),
                        Optional.of("IyEvYmluL3NoCg=="),
                        Map.of("role", "web")));
    }

    private record Timer(Instant at, Runnable run) {}
}
