package org.bastide.controller.compute.hypervisor;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.guest.GuestService;
import org.bastide.controller.compute.guest.GuestService.Claimed;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeRole;
import org.bastide.controller.node.NodeService;

import java.util.List;
import java.util.Map;

/** Shows the compute nodes. */
public final class HypervisorService {
    private final Database database;
    private final NodeService nodes;
    private final GuestService guests;

    public HypervisorService(Database database, NodeService nodes, GuestService guests) {
        this.database = database;
        this.nodes = nodes;
        this.guests = guests;
    }

    List<Hypervisor> list(Caller caller, ComputePermission permission) {
        caller.require(permission);
        return database.read(
                tx -> {
                    Map<String, Claimed> claimed = guests.claimed(tx);
                    return nodes.all(tx).stream()
                            .filter(node -> node.role() == NodeRole.COMPUTE)
                            .filter(node -> node.inventory().isPresent())
                            .map(node -> hypervisor(tx, node, claimed))
                            .toList();
                });
    }

    private Hypervisor hypervisor(Tx tx, Node node, Map<String, Claimed> claimed) {
        return new Hypervisor(
                node,
                node.inventory().orElseThrow(),
                claimed.getOrDefault(node.id(), Claimed.NOTHING),
                guests.ofNode(tx, node.id()));
    }

    /** Those whose host name has the text in it. */
    List<Hypervisor> named(Caller caller, ComputePermission permission, String text) {
        List<Hypervisor> found =
                list(caller, permission).stream()
                        .filter(one -> one.node().name().contains(text))
                        .toList();
        if (found.isEmpty()) {
            throw Problem.notFound("No hypervisor matching '%s' could be found.".formatted(text));
        }
        return found;
    }

    /** One, by its UUID or, as older microversions name it, its number. */
    Hypervisor show(Caller caller, ComputePermission permission, String id, boolean byNumber) {
        return list(caller, permission).stream()
                .filter(one -> (byNumber ? "" + one.node().number() : one.node().id()).equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                        "Hypervisor with ID '%s' could not be found."
                                                .formatted(id)));
    }
}
