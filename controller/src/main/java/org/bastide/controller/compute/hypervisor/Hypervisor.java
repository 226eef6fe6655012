package org.bastide.controller.compute.hypervisor;

import org.bastide.common.link.Inventory;
import org.bastide.controller.compute.guest.GuestService.Claimed;
import org.bastide.controller.node.Node;

/** A compute node that was seen, with what is claimed of it. */
record Hypervisor(Node node, Inventory inventory, Claimed claimed) {}
