package org.bastide.computenode.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bastide.computenode.guest.SimulatedNode.GUEST;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.simulated.SimulatedHypervisor.AgentKilled;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent is killed before and after every single thing that it does, and started again. */
class AgentKilledTest {
    /** More than any way has. */
    private static final int STEPS = 40;

    @TempDir private Path state;

    /** A way of a guest: from what was real to what is wanted next. */
    enum Way {
        START(GuestMode.STOPPED, GuestMode.RUNNING, 0, 0),
        STOP(GuestMode.RUNNING, GuestMode.STOPPED, 0, 0),
        PAUSE(GuestMode.RUNNING, GuestMode.PAUSED, 0, 0),
        UNPAUSE(GuestMode.PAUSED, GuestMode.RUNNING, 0, 0),
        SUSPEND(GuestMode.RUNNING, GuestMode.SUSPENDED, 0, 0),
        RESUME(GuestMode.SUSPENDED, GuestMode.RUNNING, 0, 0),
        STOP_SUSPENDED(GuestMode.SUSPENDED, GuestMode.STOPPED, 0, 0),
        HARD_REBOOT(GuestMode.RUNNING, GuestMode.RUNNING, 0, 1),
        SOFT_REBOOT(GuestMode.RUNNING, GuestMode.RUNNING, 1, 0),
        REMOVE(GuestMode.RUNNING, GuestMode.ABSENT, 0, 0),
        REMOVE_SUSPENDED(GuestMode.SUSPENDED, GuestMode.ABSENT, 0, 0);

        private final GuestMode from;
        private final GuestMode to;
        private final long soft;
        private final long hard;

        Way(GuestMode from, GuestMode to, long soft, long hard) {
            this.from = from;
            this.to = to;
            this.soft = soft;
            this.hard = hard;
        }
    }

    private static final Map<GuestMode, DomainState> DOMAIN =
            Map.of(
                    GuestMode.RUNNING, DomainState.RUNNING,
                    GuestMode.PAUSED, DomainState.PAUSED,
                    GuestMode.STOPPED, DomainState.ABSENT,
                    GuestMode.SUSPENDED, DomainState.ABSENT,
                    GuestMode.ABSENT, DomainState.ABSENT);

    @ParameterizedTest
    @EnumSource(Way.class)
    void theNextAgentEndsWhatAnyKilledOneBegan(Way way) throws Exception {
        boolean killed = true;
        for (int steps = 0; killed; steps++) {
            assertThat(steps).isLessThan(STEPS);
            SimulatedNode node =
                    new SimulatedNode(Files.createDirectory(state.resolve("after" + steps)));
            node.want(1, GuestMode.RUNNING);
            node.want(2, way.from);
            int before = node.hypervisor.starts().size();

            killed = wantUntilKilled(node, way, steps);
            node.restartAgent();
            node.want(1, 3, way.to, way.soft, way.hard);

            assertThat(node.last().intent()).as("killed after %s", steps).isEqualTo(3);
            assertThat(node.last().state())
                    .as("killed after %s", steps)
                    .isEqualTo(GuestState.valueOf(way.to.name()));
            assertThat(node.hypervisor.state(GUEST)).isEqualTo(DOMAIN.get(way.to));
            assertThat(node.hypervisor.secrets()).hasSize(hasProcess(way.to) ? 1 : 0);
            assertOnlyAsManyStartsAsNeeded(node.hypervisor.starts(), before, way, killed);
        }
    }

    private static boolean wantUntilKilled(SimulatedNode node, Way way, int steps) {
        node.hypervisor.killAgentAfter(steps);
        try {
            node.want(1, 3, way.to, way.soft, way.hard);
            return false;
        } catch (AgentKilled e) {
            return true;
        }
    }

    /** A soft reboot whose end the killed agent did not see is asked for once more. */
    private static void assertOnlyAsManyStartsAsNeeded(
            List<String> starts, int before, Way way, boolean killed) {
        int needed =
                switch (way) {
                    case START, RESUME, HARD_REBOOT, SOFT_REBOOT -> 1;
                    case STOP, PAUSE, UNPAUSE, SUSPEND, STOP_SUSPENDED, REMOVE, REMOVE_SUSPENDED ->
                            0;
                };
        int spare = way == Way.SOFT_REBOOT && killed ? 1 : 0;
        assertThat(starts.size() - before).isBetween(needed, needed + spare);
    }

    private static boolean hasProcess(GuestMode mode) {
        return DOMAIN.get(mode) != DomainState.ABSENT;
    }
}
