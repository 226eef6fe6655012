package org.bastide.storagenode;

import org.bastide.storagenode.rbd.BlockStore;
import org.bastide.storagenode.rbd.BlockStoreException;

import java.util.List;

/** Whether Ceph answers: asked now and then, since a heartbeat must not wait for it. */
final class Health {
    private final BlockStore store;
    private final String pool;
    private volatile List<String> degraded = List.of();

    Health(BlockStore store, String pool) {
        this.store = store;
        this.pool = pool;
    }

    /** Asks. */
    void probe() {
        try {
            store.room(pool);
            degraded = List.of();
        } catch (BlockStoreException e) {
            degraded = List.of("Ceph: " + e.getMessage());
        }
    }

    /** Why this node should get no new work, as of the last probe. */
    List<String> degraded() {
        return degraded;
    }
}
