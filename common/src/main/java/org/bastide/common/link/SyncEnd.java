package org.bastide.common.link;

/** Everything that this controller wants of the node has been sent. */
public record SyncEnd() implements ControllerMessage {}
