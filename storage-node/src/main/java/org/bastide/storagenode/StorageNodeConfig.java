package org.bastide.storagenode;

import java.nio.file.Path;

/**
 * The storage node's configuration file.
 *
 * @param state where the node keeps its certificate, and decodes images
 * @param ceph the cluster
 * @param pools the cluster's pools
 */
public record StorageNodeConfig(Path state, Ceph ceph, Pools pools) {
    /**
     * How to reach Ceph.
     *
     * @param configuration a {@code ceph.conf} that names the monitors and the user's keyring
     * @param user the node's own cephx user, without {@code client.}
     */
    public record Ceph(Path configuration, String user) {}

    /**
     * The pools, each for one purpose.
     *
     * @param images what tenants uploaded
     * @param disks guests' root disks
     * @param volumes tenants' volumes
     */
    public record Pools(String images, String disks, String volumes) {}
}
