package org.bastide.common.link;

import java.util.List;
import java.util.Optional;

/**
 * The first message on a link.
 *
 * @param protocol the newest version of the link that the node speaks
 * @param features what the node offers beyond the version's base
 * @param release the node's release
 * @param boot an id that is new after each boot of the node's machine
 * @param addresses where the node's storage traffic comes from: what a fence blocks
 * @param inventory what a compute node has, empty for other roles
 * @param guests what runs there now
 */
public record Hello(
        int protocol,
        List<String> features,
        String release,
        String boot,
        List<String> addresses,
        Optional<Inventory> inventory,
        List<GuestObservation> guests)
        implements NodeMessage {}
