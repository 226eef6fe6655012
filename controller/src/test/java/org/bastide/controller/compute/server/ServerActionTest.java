package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.compute.server.ServerStatus.TaskState;
import org.bastide.controller.compute.server.ServerStatus.VmState;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may be done when, as Nova has it: each pair of action and state is in the table. */
class ServerActionTest {
    /** A column for each state, in the order of {@link VmState}. */
    private static final String TABLE =
            """
            .            BUILDING ACTIVE STOPPED PAUSED SUSPENDED ERROR DELETED
            START        no       no     yes     no     no        no    no
            STOP         no       yes    no      no     no        yes   no
            PAUSE        no       yes    no      no     no        no    no
            UNPAUSE      no       no     no      yes    no        no    no
            SUSPEND      no       yes    no      no     no        no    no
            RESUME       no       no     no      no     yes       no    no
            SOFT_REBOOT  no       yes    no      no     no        no    no
            HARD_REBOOT  no       yes    yes     yes    yes       yes   no
            """;

    private static final Set<VmState> ALL = EnumSet.allOf(VmState.class);

    private static Map<ServerAction, Map<VmState, Boolean>> table() {
        List<String> lines = TABLE.lines().toList();
        String[] states = lines.getFirst().split("\\s+");
        Map<ServerAction, Map<VmState, Boolean>> table = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split("\\s+");
            Map<VmState, Boolean> row = new HashMap<>();
            for (int i = 1; i < words.length; i++) {
                row.put(VmState.valueOf(states[i]), words[i].equals("yes"));
            }
            table.put(ServerAction.valueOf(words[0]), row);
        }
        return table;
    }

    private static ServerStatus status(VmState state, Optional<TaskState> task) {
        return new ServerStatus(state, task, 0);
    }

    @Test
    void eachPairIsDefined() {
        assertThat(table().keySet()).containsExactlyInAnyOrder(ServerAction.values());
        assertThat(table().values())
                .allSatisfy(
                        row -> assertThat(row.keySet()).containsExactlyInAnyOrderElementsOf(ALL));
    }

    @Test
    void whatTheTableAllowsIsAllowedWhileNothingIsUnderWay() {
        table().forEach(
                        (action, row) ->
                                row.forEach(
                                        (state, allowed) ->
                                                assertThat(
                                                                action.allowedIn(
                                                                        status(
                                                                                state,
                                                                                Optional.empty())))
                                                        .as("%s in %s", action, state)
                                                        .isEqualTo(allowed)));
    }

    @Test
    void onlyAHardRebootIsAllowedWhileSomethingIsUnderWay() {
        for (ServerAction action : ServerAction.values()) {
            for (VmState state : ALL) {
                boolean any =
                        Arrays.stream(TaskState.values())
                                .anyMatch(t -> action.allowedIn(status(state, Optional.of(t))));
                boolean expected =
                        action == ServerAction.HARD_REBOOT && table().get(action).get(state);
                assertThat(any).as("%s in %s", action, state).isEqualTo(expected);
            }
        }
    }
}
