package org.bastide.controller.compute.hypervisor;

import org.bastide.common.link.Inventory;
import org.bastide.controller.compute.guest.Guest;
import org.bastide.controller.compute.guest.GuestService.Claimed;
import org.bastide.controller.node.Node;

import java.util.List;

/** A compute node that was seen, with what is claimed of it and by which guests. */
record Hypervisor(Node node, Inventory inventory, Claimed claimed, List<Guest> guests) {
    Hypervisor {
        guests = List.copyOf(guests);
    }
}
