package org.bastide.controller.node;

import org.bastide.common.reconcile.Pass;
import org.bastide.controller.db.Database;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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
    private final Map<String, Long> missedSince = new HashMap<>();

    public Liveness(Database database, NodeService nodes, Links links) {
        this.database = database;
        this.nodes = nodes;
        this.links = links;
    }

    /** One pass. */
    public Pass run() {
        int changed = 0;
        long now = System.nanoTime();
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
            if (now - since > PATIENCE.toNanos() && nodes.down(node)) {
                missedSince.remove(node.id());
                changed++;
            }
        }
        return new Pass(changed, 0);
    }
}
