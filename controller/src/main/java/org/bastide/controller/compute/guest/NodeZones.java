package org.bastide.controller.compute.guest;

import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.compute.zone.Zones;
import org.bastide.controller.db.Database;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeRole;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.node.NodeState;

import java.util.List;

/** The zones of the compute nodes: all are in the default one until an operator says otherwise. */
public final class NodeZones implements Zones {
    private final Database database;
    private final NodeService nodes;

    public NodeZones(Database database, NodeService nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    @Override
    public List<Zone> list() {
        List<Zone.Host> hosts =
                database.read(nodes::all).stream()
                        .filter(node -> node.role() == NodeRole.COMPUTE)
                        .map(NodeZones::host)
                        .toList();
        return List.of(new Zone(Zone.DEFAULT, hosts));
    }

    private static Zone.Host host(Node node) {
        return new Zone.Host(
                node.name(), node.state() == NodeState.UP, !node.disabled(), node.stateAt());
    }
}
