package org.bastide.computenode.libvirt;

/**
 * What the hypervisor's machine is.
 *
 * @param threads physical threads
 * @param memoryMebibytes memory in MiB
 * @param acceleration how guests run here
 * @param hypervisorVersion QEMU's version: major × 1,000,000 + minor × 1,000 + release
 * @param architecture such as {@code x86_64}
 * @param cpuModel as libvirt names it
 */
public record NodeFacts(
        int threads,
        long memoryMebibytes,
        Acceleration acceleration,
        long hypervisorVersion,
        String architecture,
        String cpuModel) {}
