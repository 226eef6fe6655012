package org.bastide.computenode.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestSpecification;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.console.ConsoleLog;
import org.bastide.computenode.libvirt.Acceleration;
import org.bastide.computenode.libvirt.BootSector;
import org.bastide.computenode.libvirt.DiskSource;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.Lanes;
import org.bastide.computenode.libvirt.LibvirtHypervisor;
import org.bastide.computenode.libvirt.PrivateLibvirt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The same, with libvirt and QEMU. */
@Tag("libvirt")
class GuestsOnLibvirtTest {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final Duration GRACE = Duration.ofSeconds(30);

    @RegisterExtension static final PrivateLibvirt LIBVIRT = new PrivateLibvirt();

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final List<GuestObservation> reports = new CopyOnWriteArrayList<>();
    private final String guest = UUID.randomUUID().toString();
    private Path state;
    private Path disk;
    private GuestFolder folder;
    private LibvirtHypervisor hypervisor;
    private Lanes lanes;
    private Guests guests;

    @BeforeEach
    void startAgent() throws Exception {
        state = LIBVIRT.folder().resolve("state-" + guest);
        disk = LIBVIRT.folder().resolve(guest + ".raw");
        BootSector.write(disk);
        folder = new GuestFolder(state.resolve("guests"));
        newAgent();
    }

    @AfterEach
    void stopAgent() {
        if (hypervisor.reachable()) {
            hypervisor.destroy(guest);
        }
        hypervisor.close();
        lanes.close();
        timers.shutdownNow();
    }

    @Test
    void aGuestGoesThroughItsWholeLife() throws Exception {
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.RUNNING));
        await(() -> console().contains(BootSector.HELLO));
        assertThat(LIBVIRT.virsh("secret-list")).contains("bastide " + guest);
        assertThat(LIBVIRT.virsh("secret-get-value", secret())).contains("secret is private");
        assertThat(LIBVIRT.virsh("list", "--persistent", "--all")).doesNotContain(guest);

        want(2, GuestMode.PAUSED);
        await(() -> seen(2, GuestState.PAUSED));
        want(3, GuestMode.SUSPENDED);
        await(() -> seen(3, GuestState.SUSPENDED));
        assertThat(hypervisor.domain(guest).state()).isEqualTo(DomainState.ABSENT);
        want(4, GuestMode.RUNNING);
        await(() -> seen(4, GuestState.RUNNING));
        assertThat(console().split(BootSector.HELLO, -1)).as("booted once").hasSize(2);

        want(5, GuestMode.STOPPED);
        await(() -> seen(5, GuestState.STOPPED));
        assertThat(console()).contains("good bye");
        want(6, GuestMode.ABSENT);
        await(() -> seen(6, GuestState.ABSENT));
        assertThat(LIBVIRT.virsh("secret-list")).doesNotContain(guest);
        assertThat(Files.exists(folder.consoleLog(guest).getParent())).isFalse();
    }

    @Test
    void aGuestIsRebootedSoftlyAndHard() {
        want(1, GuestMode.RUNNING);
        await(() -> console().contains(BootSector.HELLO));

        want(2, GuestMode.RUNNING, 1, 0);
        await(
                () ->
                        last().filter(seen -> seen.intent() == 2 && seen.softReboots() == 1)
                                .isPresent());
        await(() -> console().split(BootSector.HELLO, -1).length == 3);
        want(3, GuestMode.RUNNING, 1, 1);
        await(
                () ->
                        last().filter(seen -> seen.intent() == 3 && seen.hardReboots() == 1)
                                .isPresent());
        await(() -> console().split(BootSector.HELLO, -1).length == 4);

        assertThat(hypervisor.domain(guest).state()).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void aGuestThatPowersItselfOffStaysOff() throws Exception {
        BootSector.write(disk, 10);
        want(1, GuestMode.RUNNING);

        await(() -> seen(1, GuestState.STOPPED));

        assertThat(last().orElseThrow().reason()).contains("powered off by itself");
    }

    @Test
    void aKilledProcessIsSaid() throws Exception {
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.RUNNING));

        LIBVIRT.killGuest(guest);
        await(() -> seen(1, GuestState.STOPPED));

        assertThat(last().orElseThrow().reason()).contains("its process crashed or was killed");
    }

    @Test
    void aDiskThatIsNotThereFailsTheStartAndLeavesNothing() throws Exception {
        Files.delete(disk);
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.FAILED));

        assertThat(last().orElseThrow().reason().orElseThrow()).contains("No such file");
        assertThat(LIBVIRT.virsh("secret-list")).doesNotContain(guest);
        assertThat(hypervisor.domain(guest).state()).isEqualTo(DomainState.ABSENT);
    }

    @Test
    void guestsOutliveAKilledLibvirtdAndItsReturnIsNoticed() throws Exception {
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.RUNNING));
        String process = LIBVIRT.virsh("domid", "bastide-" + guest);

        LIBVIRT.killDaemon();
        await(() -> !hypervisor.reachable());
        want(2, GuestMode.PAUSED);
        LIBVIRT.startDaemon();
        await(() -> seen(2, GuestState.PAUSED));
        assertThat(LIBVIRT.virsh("domid", "bastide-" + guest)).isEqualTo(process);

        LIBVIRT.virsh("destroy", "bastide-" + guest);
        await(() -> seen(2, GuestState.STOPPED));
        assertThat(last().orElseThrow().reason()).contains("destroyed on the node, not by us");
    }

    @Test
    void aNewAgentAdoptsWhatRuns() throws Exception {
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.RUNNING));
        String process = LIBVIRT.virsh("domid", "bastide-" + guest);
        hypervisor.close();
        reports.clear();

        newAgent();
        assertThat(guests.observations())
                .contains(
                        new GuestObservation(guest, 1, GuestState.RUNNING, Optional.empty(), 0, 0));
        want(1, GuestMode.RUNNING);
        await(() -> seen(1, GuestState.RUNNING));

        assertThat(LIBVIRT.virsh("domid", "bastide-" + guest)).isEqualTo(process);
    }

    @Test
    void theMachineIsKnown() {
        var facts = hypervisor.facts();

        assertThat(facts.architecture()).isEqualTo("x86_64");
        assertThat(facts.threads()).isPositive();
        assertThat(facts.memoryMebibytes()).isGreaterThan(500);
        assertThat(facts.hypervisorVersion()).isGreaterThan(5_000_000);
    }

    private void newAgent() {
        hypervisor = new LibvirtHypervisor(LIBVIRT.uri(), Acceleration.detect());
        lanes = new Lanes(InstantSource.system());
        guests =
                new Guests(
                        new GuestKit(
                                hypervisor,
                                lanes,
                                folder,
                                List.of(
                                        new ConfigDriveHook(folder),
                                        new SecretsHook(hypervisor, key -> key),
                                        new DomainHook(
                                                hypervisor,
                                                folder,
                                                (domain, wanted) -> new DiskSource.RawFile(disk))),
                                "this boot",
                                GRACE,
                                InstantSource.system(),
                                this::after,
                                () -> true,
                                reports::add));
        hypervisor.start(guests);
        await(hypervisor::reachable);
    }

    private void after(Duration time, Runnable run) {
        Future<?> unused = timers.schedule(run, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void want(long intent, GuestMode mode) {
        want(intent, mode, 0, 0);
    }

    private void want(long intent, GuestMode mode, long soft, long hard) {
        var specification =
                mode == GuestMode.ABSENT
                        ? Optional.<GuestSpecification>empty()
                        : Optional.of(SimulatedNode.specification(guest));
        guests.take(new GuestDirective(1, guest, intent, mode, soft, hard, specification));
    }

    private Optional<GuestObservation> last() {
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.getLast());
    }

    private boolean seen(long intent, GuestState wanted) {
        return last().filter(seen -> seen.intent() == intent && seen.state() == wanted).isPresent();
    }

    private String console() {
        try {
            return new ConsoleLog(folder.consoleLog(guest)).last(OptionalInt.empty()).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret() {
        return SecretsHook.secret(guest, "disk-1");
    }

    private void await(BooleanSupplier condition) {
        long until = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean failed = last().filter(seen -> seen.state() == GuestState.FAILED).isPresent();
            assertThat(failed && !condition.getAsBoolean()).as("%s", reports).isFalse();
            assertThat(System.nanoTime()).as("in vain; reported: %s", reports).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
