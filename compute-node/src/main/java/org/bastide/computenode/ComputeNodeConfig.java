package org.bastide.computenode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The compute node's configuration file.
 *
 * @param state where the node keeps its certificate and its guests' files
 * @param libvirt libvirt's URI
 * @param grace how long a guest has to power off when it is asked, 60 seconds unless said otherwise
 */
public record ComputeNodeConfig(Path state, String libvirt, Optional<Duration> grace) {
    private static final Duration GRACE = Duration.ofSeconds(60);

    public ComputeNodeConfig {
        grace = grace.or(() -> Optional.of(GRACE));
    }
}
