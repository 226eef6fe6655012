package org.bastide.common.link;

import java.util.List;
import java.util.Map;

/**
 * What a guest is made of.
 *
 * @param server the server's id, which the guest sees as its system's serial number and instance id
 * @param name the server's name when it was created
 * @param project the project's id
 * @param user the user's id
 * @param flavor the flavor's name
 * @param vcpus virtual CPUs
 * @param memoryMebibytes memory in MiB
 * @param disks in the order of their devices, the first one boots
 * @param properties the image's properties that shape hardware, such as {@code hw_disk_bus}
 * @param configDrive what the guest reads about itself
 */
public record GuestSpecification(
        String server,
        String name,
        String project,
        String user,
        String flavor,
        int vcpus,
        long memoryMebibytes,
        List<GuestDisk> disks,
        Map<String, String> properties,
        ConfigDrive configDrive) {}
