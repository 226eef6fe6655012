package org.bastide.controller.compute.hypervisor;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.guest.GuestService;
import org.bastide.controller.compute.guest.GuestService.Claimed;
import org.bastide.controller.db.Database;
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

    List<Hypervisor> list(Caller caller) {
        caller.require(ComputePermission.HYPERVISORS_LIST);
        return database.read(
                tx -> {
                    Map<String, Claimed> claimed = guests.claimed(tx);
                    return nodes.all(tx).stream()
                            .filter(
                                    node ->
                                            node.role() == NodeRole.COMPUTE
                                                    && node.inventory().isPresent())
                            .map(
                                    node ->
                                            new Hypervisor(
                                                    node,
                                                    node.inventory().get(),
                                                    claimed.getOrDefault(
                                                            node.id(), Claimed.NOTHING)))
                            .toList();
                });
    }

    /** One, by its UUID or, as older microversions name it, its number. */
    Hypervisor show(Caller caller, String id) {
        return list(caller).stream()
                .filter(
                        one ->
                                one.node().id().equals(id)
                                        || Long.toString(one.node().number()).equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                        "Compute host %s could not be found.".formatted(id)));
    }
}
