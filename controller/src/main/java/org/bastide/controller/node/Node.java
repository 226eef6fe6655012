package org.bastide.controller.node;

import org.bastide.common.link.Inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One machine with an agent.
 *
 * @param number the node as a number, for the APIs that want one
 * @param inventory what the agent said last, present for a compute node that was seen
 * @param certificate the node's certificate, PEM
 * @param disabled whether an operator keeps new guests away
 */
public record Node(
        String id,
        long number,
        String name,
        NodeRole role,
        NodeState state,
        Instant stateAt,
        Optional<String> release,
        Optional<String> boot,
        List<String> addresses,
        Optional<Inventory> inventory,
        String certificate,
        boolean disabled,
        Optional<String> disabledReason,
        Instant enrolledAt,
        long version) {
    public Node {
        addresses = List.copyOf(addresses);
    }

    /** Whether new guests may be placed there. */
    public boolean takesGuests() {
        return role == NodeRole.COMPUTE
                && state == NodeState.UP
                && !disabled
                && inventory.isPresent();
    }
}
