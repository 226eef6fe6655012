package org.bastide.controller.image;

import java.util.Map;

/**
 * An image as a server boots from it.
 *
 * @param size bytes, as uploaded
 * @param virtualSize bytes of the disk that it decodes to: the least that a root disk must have
 * @param minDisk in GiB
 * @param minRam in MiB
 * @param properties such as {@code os_admin_user}
 */
public record BootImage(
        String id,
        String name,
        long size,
        long virtualSize,
        int minDisk,
        int minRam,
        String diskFormat,
        Map<String, String> properties) {
    public BootImage {
        properties = Map.copyOf(properties);
    }
}
