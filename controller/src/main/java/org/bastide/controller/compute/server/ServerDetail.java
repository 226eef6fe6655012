package org.bastide.controller.compute.server;

import org.bastide.controller.compute.guest.Guest;
import org.bastide.controller.node.Node;

import java.util.Optional;

/** A server with its guest and the node that it is on. */
public record ServerDetail(Server server, Optional<Guest> guest, Optional<Node> node) {
    /** How it looks. */
    public ServerStatus status() {
        return ServerStatus.of(server, guest);
    }
}
