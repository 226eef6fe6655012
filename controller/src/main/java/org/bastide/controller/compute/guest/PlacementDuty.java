package org.bastide.controller.compute.guest;

import org.bastide.common.reconcile.Pass;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.lease.Lease;
import org.bastide.controller.ledger.Event;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeRole;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.placement.decision.Decision;
import org.bastide.controller.placement.decision.Demand;
import org.bastide.controller.placement.decision.Fleet;
import org.bastide.controller.placement.decision.Host;
import org.bastide.controller.placement.decision.Placer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Places the servers that have no place yet: a batch in memory, then in one transaction. */
public final class PlacementDuty {
    /** How many virtual CPUs a physical one may be promised as. */
    public static final int VCPU_RATIO = 16;

    /** What a node's own processes keep of its memory, in MiB. */
    public static final long RESERVED_MEMORY = 512;

    private static final int BATCH = 500;
    private static final long GIBIBYTE = 1L << 30;

    private final Database database;
    private final NodeService nodes;
    private final ServerService servers;
    private final Links links;
    private final Runnable nudgeGuests;
    private final InstantSource clock;
    private final GuestRepository guests = new GuestRepository();
    private final RootDiskRepository disks = new RootDiskRepository();
    private final Placer placer = new Placer();

    /** A duty that nudges another one about the guests that it makes. */
    public PlacementDuty(
            Database database,
            NodeService nodes,
            ServerService servers,
            Links links,
            Runnable nudgeGuests,
            InstantSource clock) {
        this.database = database;
        this.nodes = nodes;
        this.servers = servers;
        this.links = links;
        this.nudgeGuests = nudgeGuests;
        this.clock = clock;
    }

    /** One pass. */
    public Pass run(Lease lease) {
        List<Demand> waiting = database.read(tx -> servers.unplaced(tx, BATCH));
        if (waiting.isEmpty()) {
            return Pass.IDLE;
        }
        int placed =
                database.transact(
                        tx -> {
                            lease.hold(tx);
                            Fleet reached = fleet(tx, this::isReached);
                            return keep(tx, placer.place(reached, waiting));
                        });
        nudgeGuests.run();
        return new Pass(placed, waiting.size() == BATCH ? 1 : 0);
    }

    /** Read from SQL for each batch, so that it is never other than what is committed. */
    private Fleet fleet(Tx tx, Predicate<Node> open) {
        Map<String, GuestService.Claimed> claimed = new GuestService().claimed(tx);
        List<Host> hosts = new ArrayList<>();
        for (Node node : nodes.all(tx)) {
            if (node.role() == NodeRole.COMPUTE && node.inventory().isPresent()) {
                GuestService.Claimed uses =
                        claimed.getOrDefault(node.id(), GuestService.Claimed.NOTHING);
                hosts.add(
                        new Host(
                                node.id(),
                                node.name(),
                                Zone.DEFAULT,
                                open.test(node),
                                (long) node.inventory().get().vcpus() * VCPU_RATIO,
                                node.inventory().get().memoryMebibytes() - RESERVED_MEMORY,
                                uses.vcpus(),
                                uses.memoryMebibytes()));
            }
        }
        return new Fleet(hosts);
    }

    private boolean isReached(Node node) {
        return node.takesGuests()
                && links.find(node.id()).filter(link -> link.degraded().isEmpty()).isPresent();
    }

    /**
     * Whether a demand would fit if every node that is not down could be reached: it waits until
     * one comes back, or liveness says that it will not.
     */
    private boolean waits(Tx tx, Demand demand) {
        Fleet all = fleet(tx, Node::takesGuests);
        return placer.place(all, List.of(demand)).getFirst() instanceof Decision.Placed;
    }

    private int keep(Tx tx, List<Decision> decisions) {
        int placed = 0;
        for (Decision decision : decisions) {
            String id = decision.demand().server();
            boolean waits = decision instanceof Decision.Refused && waits(tx, decision.demand());
            if (waits || !servers.placed(tx, id)) {
                continue;
            }
            switch (decision) {
                case Decision.Placed fits -> {
                    Server server = servers.find(tx, id).orElseThrow();
                    guests.insert(tx, fits, UUID.randomUUID().toString());
                    disks.insert(
                            tx,
                            UUID.randomUUID().toString(),
                            id,
                            server.image(),
                            server.flavor().diskGibibytes() * GIBIBYTE);
                    tx.event(event(server, "server.place", Map.of("host", fits.host().name())));
                    placed++;
                }
                case Decision.Refused refused -> servers.fault(tx, id, refused.reason());
            }
        }
        return placed;
    }

    private Event event(Server server, String kind, Map<String, String> detail) {
        return new Event(
                clock.instant(),
                "placement",
                Optional.of(server.project()),
                kind,
                "server",
                server.id(),
                Optional.empty(),
                detail);
    }
}
