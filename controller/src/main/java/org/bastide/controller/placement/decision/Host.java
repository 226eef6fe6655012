package org.bastide.controller.placement.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * A host as placement sees it: what it may give in all, overcommit and reserve already counted in,
 * and what is claimed of it.
 *
 * @param id the node's id
 * @param name the node's name
 */
public record Host(
        String id,
        String name,
        String zone,
        boolean enabled,
        long vcpus,
        long memoryMebibytes,
        long claimedVcpus,
        long claimedMemoryMebibytes) {
    /** What of a resource is missing for a demand. */
    public record Deficit(String resource, long wanted, long free) {
        @Override
        public String toString() {
            return "%s: %d wanted, %d free".formatted(resource, wanted, free);
        }
    }

    /** All that is missing here for the demand; empty: it fits. */
    List<Deficit> deficits(Demand demand) {
        List<Deficit> deficits = new ArrayList<>();
        if (freeVcpus() < demand.vcpus()) {
            deficits.add(new Deficit("vCPUs", demand.vcpus(), freeVcpus()));
        }
        if (freeMemory() < demand.memoryMebibytes()) {
            deficits.add(new Deficit("memory in MiB", demand.memoryMebibytes(), freeMemory()));
        }
        return deficits;
    }

    long freeVcpus() {
        return vcpus - claimedVcpus;
    }

    long freeMemory() {
        return memoryMebibytes - claimedMemoryMebibytes;
    }

    Host claim(Demand demand) {
        return new Host(
                id,
                name,
                zone,
                enabled,
                vcpus,
                memoryMebibytes,
                claimedVcpus + demand.vcpus(),
                claimedMemoryMebibytes + demand.memoryMebibytes());
    }
}
