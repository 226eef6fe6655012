package org.bastide.computenode.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.computenode.guest.SimulatedNode.GUEST;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What a guest becomes, whatever happens to it, to the agent and to the machine. */
class GuestsTest {
    @TempDir private Path state;
    private SimulatedNode node;

    @BeforeEach
    void makeNode() {
        node = new SimulatedNode(state);
    }

    @Test
    void aDirectiveStartsAGuestAndSaysSo() {
        node.want(1, GuestMode.RUNNING);

        assertThat(node.last()).isEqualTo(seen(1, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
        assertThat(node.hypervisor.secrets()).hasSize(1);
        assertThat(node.folder.configDrive(GUEST)).isNotEmptyFile();
    }

    @Test
    void aRepeatedDirectiveIsAnsweredAndChangesNothing() {
        node.want(1, GuestMode.RUNNING);
        node.want(1, GuestMode.RUNNING);

        assertThat(node.reports).hasSize(2).allMatch(seen(1, GuestState.RUNNING)::equals);
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void aNewerIntentForTheSameRunningGuestIsNoRestart() {
        node.want(1, GuestMode.RUNNING);
        node.want(2, GuestMode.RUNNING);

        assertThat(node.last()).isEqualTo(seen(2, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void anOlderIntentIsIgnoredEvenByANewAgent() {
        node.want(5, GuestMode.RUNNING);
        node.want(4, GuestMode.STOPPED);
        node.restartAgent();
        node.want(4, GuestMode.STOPPED);

        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.RUNNING);
        assertThat(node.last()).isEqualTo(seen(5, GuestState.RUNNING));
    }

    @Test
    void anOlderEpochIsIgnoredEvenByANewAgent() {
        node.want(7, 1, GuestMode.RUNNING, 0, 0);
        node.want(6, 2, GuestMode.ABSENT, 0, 0);
        node.restartAgent();
        node.want(6, 3, GuestMode.ABSENT, 0, 0);

        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void aGuestThatIsNoUuidIsRefused() {
        assertThatThrownBy(() -> GuestFolder.checked("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GuestFolder.checked("1-1-1-1-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stopPressesThePowerButtonAndForgetsTheKeys() {
        node.want(1, GuestMode.RUNNING);
        node.want(2, GuestMode.STOPPED);

        assertThat(node.last()).isEqualTo(seen(2, GuestState.STOPPED));
        assertThat(node.hypervisor.secrets()).isEmpty();
    }

    @Test
    void aGuestThatIgnoresItsPowerButtonIsEndedAfterItsGrace() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.deafen(GUEST);

        node.want(2, GuestMode.STOPPED);
        node.pass(SimulatedNode.GRACE.minusSeconds(1));
        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.RUNNING);

        node.pass(Duration.ofSeconds(1));
        assertThat(node.last()).isEqualTo(seen(2, GuestState.STOPPED));
    }

    @Test
    void pauseStopsTheCpusAndRunningLetsThemGoOn() {
        node.want(1, GuestMode.RUNNING);
        node.want(2, GuestMode.PAUSED);
        assertThat(node.last()).isEqualTo(seen(2, GuestState.PAUSED));

        node.want(3, GuestMode.RUNNING);
        assertThat(node.last()).isEqualTo(seen(3, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void aSuspendedGuestGoesOnFromItsMemoryAlsoAfterAReboot() {
        node.want(1, GuestMode.RUNNING);
        node.want(2, GuestMode.SUSPENDED);
        assertThat(node.last()).isEqualTo(seen(2, GuestState.SUSPENDED));
        node.cutPower();
        assertThat(node.hello()).containsExactly(seen(2, GuestState.SUSPENDED));

        node.want(3, GuestMode.RUNNING);

        assertThat(node.last()).isEqualTo(seen(3, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST + " from memory");
        assertThat(node.folder.memory(GUEST)).doesNotExist();
        assertThat(node.folder.takenMemory(GUEST)).doesNotExist();
    }

    @Test
    void aMemoryThatCannotBeRestoredIsKeptForANewerIntent() {
        node.want(1, GuestMode.RUNNING);
        node.want(2, GuestMode.SUSPENDED);
        node.hypervisor.refuse(Optional.of("not enough memory on the node"));
        node.want(3, GuestMode.RUNNING);
        assertThat(node.last().state()).isEqualTo(GuestState.FAILED);

        node.hypervisor.refuse(Optional.empty());
        node.want(4, GuestMode.RUNNING);

        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST + " from memory");
    }

    @Test
    void aGuestThatNeverRanCannotBeSuspended() {
        node.want(1, GuestMode.SUSPENDED);

        assertThat(node.last().state()).isEqualTo(GuestState.STOPPED);
        assertThat(node.last().reason())
                .hasValueSatisfying(why -> assertThat(why).contains("nothing to suspend"));
    }

    @Test
    void absentLeavesNothing() throws Exception {
        node.want(1, GuestMode.RUNNING);
        Files.writeString(node.folder.consoleLog(GUEST), "hello\n");
        node.want(2, GuestMode.ABSENT);

        assertThat(node.last()).isEqualTo(seen(2, GuestState.ABSENT));
        assertThat(node.hypervisor.domains()).isEmpty();
        assertThat(node.hypervisor.secrets()).isEmpty();
        try (Stream<Path> left = Files.list(state.resolve("guests"))) {
            assertThat(left).isEmpty();
        }
        assertThat(node.hello()).isEmpty();
    }

    @Test
    void absentIsAnsweredForAGuestThatNeverWas() {
        node.want(9, GuestMode.ABSENT);

        assertThat(node.last()).isEqualTo(seen(9, GuestState.ABSENT));
    }

    @Test
    void aRemovedGuestIsNotStartedByALateDirective() {
        node.want(1, GuestMode.RUNNING);
        node.want(3, GuestMode.ABSENT);
        node.want(2, GuestMode.RUNNING);

        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.ABSENT);
        assertThat(node.last()).isEqualTo(seen(3, GuestState.ABSENT));
    }

    @Test
    void aRunningGuestIsAdoptedByANewAgent() {
        node.want(1, GuestMode.RUNNING);
        node.restartAgent();
        assertThat(node.hello()).containsExactly(seen(1, GuestState.RUNNING));

        node.want(1, GuestMode.RUNNING);

        assertThat(node.last()).isEqualTo(seen(1, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void afterAPowerCutNothingStartsUntilADirectiveSaysSo() {
        node.want(1, GuestMode.RUNNING);
        node.cutPower();
        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.ABSENT);
        assertThat(node.hello()).containsExactly(seen(0, GuestState.STOPPED));

        node.want(1, GuestMode.RUNNING);

        assertThat(node.last()).isEqualTo(seen(1, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST);
    }

    @Test
    void aDomainThatNobodyAskedForIsReportedAndLeftAlone() {
        node.hypervisor.put(GUEST, DomainStatus.of(DomainState.RUNNING));

        assertThat(node.hello()).containsExactly(seen(0, GuestState.RUNNING));
        assertThat(node.hypervisor.state(GUEST)).isEqualTo(DomainState.RUNNING);
    }

    @Test
    void aStartThatIsRefusedFailsOnceAndLeavesNothing() {
        node.hypervisor.refuse(Optional.of("no space left on the node"));
        node.want(1, GuestMode.RUNNING);
        node.want(1, GuestMode.RUNNING);

        assertThat(node.last())
                .isEqualTo(
                        new GuestObservation(
                                GUEST,
                                1,
                                GuestState.FAILED,
                                Optional.of("no space left on the node"),
                                0,
                                0));
        assertThat(node.hypervisor.secrets()).isEmpty();

        node.hypervisor.refuse(Optional.empty());
        node.want(2, GuestMode.RUNNING);
        assertThat(node.last()).isEqualTo(seen(2, GuestState.RUNNING));
    }

    @Test
    void hardAndSoftRebootsAreCountedUntilTheyAreDone() {
        node.want(1, GuestMode.RUNNING);
        node.want(1, 2, GuestMode.RUNNING, 1, 0);
        node.want(1, 3, GuestMode.RUNNING, 1, 1);

        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST + " rebooted", GUEST);
        assertThat(node.last())
                .isEqualTo(
                        new GuestObservation(GUEST, 3, GuestState.RUNNING, Optional.empty(), 1, 1));
    }

    @Test
    void aGuestThatIgnoresItsRebootIsReset() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.deafen(GUEST);
        node.want(1, 2, GuestMode.RUNNING, 1, 0);

        node.pass(SimulatedNode.GRACE);

        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST + " reset");
        assertThat(node.last().intent()).isEqualTo(2);
    }

    @Test
    void aDirectiveDuringAnOutageOfTheHypervisorIsObeyedAfterIt() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.lose(true);
        node.want(2, GuestMode.PAUSED);
        assertThat(node.hello())
                .singleElement()
                .extracting(GuestObservation::state)
                .isEqualTo(GuestState.PAUSED);

        node.hypervisor.lose(false);

        assertThat(node.last()).isEqualTo(seen(2, GuestState.PAUSED));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void nothingIsStartedWhileNoControllerIsConnected() {
        node.linked = false;
        node.want(1, GuestMode.RUNNING);
        assertThat(node.hypervisor.starts()).isEmpty();

        node.linked = true;
        node.pass(Duration.ofSeconds(5));

        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    private static GuestObservation seen(long intent, GuestState state) {
        return new GuestObservation(GUEST, intent, state, Optional.empty(), 0, 0);
    }
}
