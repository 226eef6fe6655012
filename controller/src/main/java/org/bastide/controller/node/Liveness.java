package org.bastide.controller.node;

import org.bastide.common.reconcile.Pass;
import org.bastide.controller.db.Database;
import org.bastide.controller.lease.Lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The liveness duty: a node that is silent for long is down. A new holder waits one whole patience
 * before it says so of anyone, so that a controller's restart declares nobody dead.
 */
public final class Liveness {
    /** How long a node may be silent. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Database database;
    private final NodeService nodes;
    private final Links links;
    private final LongSupplier ticks;
    private final Map<String, Long> missedSince = new HashMap<>();
    private long epoch;

    public Liveness(Database database, NodeService nodes, Links links) {
        this(database, nodes, links, System::nanoTime);
    }

    /** One that counts nanoseconds in its own way. */
    Liveness(Database database, NodeService nodes, Links links, LongSupplier ticks) {
        this.database = database;
        this.nodes = nodes;
        this.links = links;
        this.ticks = ticks;
    }

    /** One pass. */
    public Pass run(Lease lease) {
        if (lease.epoch() != epoch) {
            epoch = lease.epoch();
            missedSince.clear();
        }
        int changed = 0;
        long now = ticks.getAsLong();
        for (Node node : database.read(nodes::all)) {
            links.find(node.id())
                    .filter(link -> link.silence().compareTo(PATIENCE) > 0)
                    .ifPresent(NodeLink::close);
            boolean heard =
                    links.find(node.id())
                            .filter(link -> link.silence().compareTo(PATIENCE) < 0)
                            .isPresent();
            if (heard || node.state() != NodeState.UP) {
                missedSince.remove(node.id());
                continue;
            }
            long since = missedSince.computeIfAbsent(node.id(), ignored -> now);
            if (now - since > PATIENCE.toNanos() && nodes.down(lease, node)) {
                missedSince.remove(node.id());
                changed++;
            }
        }
        return new Pass(changed, 0);
    }
}
