package org.bastide.computenode.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bastide.computenode.guest.SimulatedNode.GUEST;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.libvirt.DomainEvent.Kind;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A guest that ends by itself stays ended, and the node says why. */
class GuestsThatEndTest {
    @TempDir private Path state;
    private SimulatedNode node;

    @BeforeEach
    void makeNode() {
        node = new SimulatedNode(state);
    }

    @Test
    void aGuestThatPowersItselfOffStaysOffUntilANewerIntent() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.happens(GUEST, Kind.POWERED_OFF);
        GuestObservation off = ended(1, "powered off by itself");
        assertThat(node.last()).isEqualTo(off);
        assertThat(node.hypervisor.secrets()).isEmpty();

        node.want(1, GuestMode.RUNNING);
        node.restartAgent();
        node.want(1, GuestMode.RUNNING);
        assertThat(node.last()).isEqualTo(off);
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);

        node.want(2, GuestMode.RUNNING);
        assertThat(node.last()).isEqualTo(seen(2, GuestState.RUNNING));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST, GUEST);
    }

    @Test
    void aCrashIsSaid() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.happens(GUEST, Kind.CRASHED);

        assertThat(node.last()).isEqualTo(ended(1, "its process crashed or was killed"));
    }

    @Test
    void aGuestThatEndsWithoutADirectiveInThisSessionIsReportedAndNotStarted() {
        node.want(1, GuestMode.RUNNING);
        node.restartAgent();
        node.hypervisor.happens(GUEST, Kind.POWERED_OFF);

        assertThat(node.last()).isEqualTo(ended(1, "powered off by itself"));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void aGuestThatEndedWhileTheAgentWasAwayIsNotStarted() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.close();
        node.hypervisor.happens(GUEST, Kind.POWERED_OFF);
        node.restartAgent();
        node.want(1, GuestMode.RUNNING);
        node.pass(Duration.ofSeconds(1));

        assertThat(node.last().state()).isEqualTo(GuestState.STOPPED);
        assertThat(node.last().reason())
                .hasValueSatisfying(why -> assertThat(why).contains("away"));
        assertThat(node.hypervisor.starts()).containsExactly(GUEST);
    }

    @Test
    void aHaltedGuestIsReportedPausedWithTheReason() {
        node.want(1, GuestMode.RUNNING);
        node.hypervisor.put(
                GUEST, new DomainStatus(DomainState.HALTED, Optional.of("its system crashed")));
        node.hypervisor.happens(GUEST, Kind.CHANGED);

        assertThat(node.last().state()).isEqualTo(GuestState.PAUSED);
        assertThat(node.last().reason()).contains("its system crashed");
    }

    private static GuestObservation seen(long intent, GuestState state) {
        return new GuestObservation(GUEST, intent, state, Optional.empty(), 0, 0);
    }

    private static GuestObservation ended(long intent, String reason) {
        return new GuestObservation(GUEST, intent, GuestState.STOPPED, Optional.of(reason), 0, 0);
    }
}
