package org.bastide.computenode.libvirt;

import java.nio.file.Path;
import java.util.List;

/**
 * The domain of one guest.
 *
 * @param guest the guest's id, which names the domain
 * @param server the server's id, the domain's UUID, which the guest sees as its system's
 * @param name the server's name
 * @param project the project's id
 * @param vcpus virtual CPUs
 * @param memoryMebibytes memory in MiB
 * @param disks in the order of their devices, the first one boots
 * @param configDrive the ISO image that the guest reads about itself
 * @param configDriveBus what that is plugged into
 * @param consoleLog where what the guest writes to its serial console is kept
 */
public record DomainDescription(
        String guest,
        String server,
        String name,
        String project,
        int vcpus,
        long memoryMebibytes,
        List<Disk> disks,
        Path configDrive,
        DiskBus configDriveBus,
        Path consoleLog) {
    /**
     * One disk.
     *
     * @param id shown to the guest as the disk's serial number
     * @param source where its bytes are
     * @param bus what it is plugged into
     */
    public record Disk(String id, DiskSource source, DiskBus bus) {}

    public DomainDescription {
        disks = List.copyOf(disks);
    }
}
