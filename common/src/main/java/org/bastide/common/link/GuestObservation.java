package org.bastide.common.link;

import java.util.Optional;

/**
 * What a node sees of one guest.
 *
 * @param guest the guest's id
 * @param intent the newest intent that is real, or, when FAILED, that could not be made real; 0 if
 *     the node has none
 * @param state what it sees
 * @param reason why, where the state is FAILED or came by itself (the guest powered itself off,
 *     QEMU crashed)
 * @param softReboots the node's own counter
 * @param hardReboots the node's own counter
 */
public record GuestObservation(
        String guest,
        long intent,
        GuestState state,
        Optional<String> reason,
        long softReboots,
        long hardReboots)
        implements NodeMessage {}
