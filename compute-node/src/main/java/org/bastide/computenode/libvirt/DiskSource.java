package org.bastide.computenode.libvirt;

import java.nio.file.Path;
import java.util.List;

/** Where a disk's bytes are. */
public sealed interface DiskSource {
    /**
     * In Ceph.
     *
     * @param pool the pool
     * @param image the RBD image
     * @param monitors each {@code ADDRESS:PORT}
     * @param user the cephx user, without {@code client.}
     * @param secret the id of the libvirt secret that holds the user's key
     */
    record Rbd(String pool, String image, List<String> monitors, String user, String secret)
            implements DiskSource {}

    /** In a raw file on this node, as in tests without Ceph. */
    record RawFile(Path path) implements DiskSource {}
}
