package org.bastide.common.link;

/**
 * A message whose type this release does not know: answered by {@link Unsupported}, never an error.
 */
public record UnknownMessage() implements ControllerMessage, NodeMessage {}
