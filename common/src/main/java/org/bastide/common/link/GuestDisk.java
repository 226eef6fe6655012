package org.bastide.common.link;

import java.util.List;

/**
 * One disk of a guest, in Ceph.
 *
 * @param id the disk's id, shown to the guest as the disk's serial number
 * @param pool the Ceph pool
 * @param image the RBD image's name
 * @param monitors Ceph's monitors, each {@code ADDRESS:PORT}
 * @param user the disk's own cephx user, without {@code client.}
 * @param sealedKey the user's key, sealed to the node's certificate: see {@link
 *     org.bastide.common.tls.Sealed}
 */
public record GuestDisk(
        String id,
        String pool,
        String image,
        List<String> monitors,
        String user,
        String sealedKey) {}
