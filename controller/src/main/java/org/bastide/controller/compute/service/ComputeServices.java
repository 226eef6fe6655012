package org.bastide.controller.compute.service;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeRole;
import org.bastide.controller.node.NodeService;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Shows, disables and enables the compute services. */
public final class ComputeServices {
    private final Database database;
    private final NodeService nodes;
    private final Links links;
    private final InstantSource clock;

    public ComputeServices(Database database, NodeService nodes, Links links, InstantSource clock) {
        this.database = database;
        this.nodes = nodes;
        this.links = links;
        this.clock = clock;
    }

    /** When this controller heard a node last; without a link to it, when its state changed. */
    Instant heardAt(Node node) {
        Instant now = clock.instant();
        return links.find(node.id()).map(link -> now.minus(link.silence())).orElse(node.stateAt());
    }

    List<Node> list(Caller caller) {
        caller.require(ComputePermission.SERVICES_LIST);
        return database.read(nodes::all).stream()
                .filter(node -> node.role() == NodeRole.COMPUTE)
                .toList();
    }

    /** One, by its id or its host's name. */
    Node show(Caller caller, ComputePermission permission, String id) {
        caller.require(permission);
        return database.read(tx -> find(tx, id));
    }

    private Node find(Tx tx, String id) {
        return nodes.find(tx, id)
                .or(() -> nodes.findByName(tx, id))
                .filter(node -> node.role() == NodeRole.COMPUTE)
                .orElseThrow(() -> unknown(id));
    }

    /** Keeps new guests away from a node, or lets them in again. */
    Node change(Caller caller, String id, boolean disabled, Optional<String> reason) {
        caller.require(ComputePermission.SERVICES_UPDATE);
        return database.transact(
                tx -> {
                    Node node = find(tx, id);
                    if (!nodes.disable(tx, node, disabled, reason, caller.user())) {
                        throw Problem.conflict(
                                "Service %s is being changed by others; try again.".formatted(id));
                    }
                    return nodes.find(tx, node.id()).orElseThrow();
                });
    }

    private static Problem unknown(String id) {
        return Problem.notFound("Service %s could not be found.".formatted(id));
    }
}
