package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;

import java.util.Optional;

/**
 * A server's place on one node.
 *
 * @param wanted what the API and the duties want it to be
 * @param softReboots how often it was asked to reboot itself
 * @param hardReboots how often it was to be reset
 * @param intent counts the changes of what is wanted
 * @param observed the newest intent that the node says is real
 * @param state what the node saw last
 * @param reason why, where the node said so
 * @param seenSoft the node's own counter
 * @param seenHard the node's own counter
 */
public record Guest(
        String id,
        String serverId,
        String nodeId,
        int vcpus,
        long memoryMebibytes,
        long diskGibibytes,
        GuestMode wanted,
        long softReboots,
        long hardReboots,
        long intent,
        long observed,
        GuestState state,
        Optional<String> reason,
        long seenSoft,
        long seenHard,
        long version) {
    /** Whether the node has not yet confirmed what is wanted. */
    public boolean unsettled() {
        return observed < intent;
    }

    /** Whether nothing of it is left on its node, as wanted. */
    public boolean gone() {
        return wanted == GuestMode.ABSENT && !unsettled() && state == GuestState.ABSENT;
    }
}
