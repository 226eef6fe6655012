package org.bastide.controller.placement.decision;

import java.util.Optional;

/**
 * What a server needs of a host.
 *
 * @param server the server's id
 * @param zone the availability zone it must be in, if it names one
 * @param host the host it must be on, if an administrator named one
 */
public record Demand(
        String server,
        int vcpus,
        long memoryMebibytes,
        long diskGibibytes,
        Optional<String> zone,
        Optional<String> host) {}
