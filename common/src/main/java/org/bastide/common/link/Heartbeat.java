package org.bastide.common.link;

import java.util.List;

/**
 * The node lives. Kept in memory only.
 *
 * @param degraded why the node should get no new work, empty when it is well
 */
public record Heartbeat(List<String> degraded) implements NodeMessage {}
