package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestDisk;

import java.util.Optional;

/**
 * A server's root disk.
 *
 * @param size bytes
 * @param sealedFor the serial of the node certificate that its key is sealed to
 * @param place where it is, once it is ready
 */
public record RootDisk(
        String id,
        String serverId,
        String image,
        long size,
        Optional<String> sealedFor,
        Optional<GuestDisk> place) {
    /**
     * The disk as a node with this certificate can use it; empty until it is ready for that node.
     */
    Optional<GuestDisk> readyFor(String serial) {
        return sealedFor.filter(serial::equals).flatMap(ignored -> place);
    }
}
