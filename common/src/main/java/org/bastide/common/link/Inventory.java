package org.bastide.common.link;

/**
 * What a compute node offers.
 *
 * @param vcpus physical threads
 * @param memoryMebibytes memory in MiB
 * @param diskGibibytes room of the guests' pool in GiB
 * @param hypervisor libvirt's domain type: {@code kvm} or {@code qemu}
 * @param hypervisorVersion QEMU's version as libvirt counts it: major × 1,000,000 + minor × 1,000 +
 *     release
 * @param architecture such as {@code x86_64}
 * @param cpuModel the CPU's model as libvirt names it
 * @param address the node's address
 */
public record Inventory(
        int vcpus,
        long memoryMebibytes,
        long diskGibibytes,
        String hypervisor,
        long hypervisorVersion,
        String architecture,
        String cpuModel,
        String address) {}
