package org.bastide.controller.compute.zone;

import java.time.Instant;
import java.util.List;

/** An availability zone and the compute services in it. */
public record Zone(String name, List<Host> hosts) {
    /** Where nodes are that were put into no other. */
    public static final String DEFAULT = "nova";

    /**
     * A node's compute service.
     *
     * @param up whether its node is heard of
     * @param enabled whether new servers may be placed on it
     * @param updated when it was heard of last, or its state changed
     */
    public record Host(String name, boolean up, boolean enabled, Instant updated) {}

    public Zone {
        hosts = List.copyOf(hosts);
    }

    /** As Nova has it: one enabled service makes a zone available. */
    boolean isAvailable() {
        return hosts.stream().anyMatch(Host::enabled);
    }
}
