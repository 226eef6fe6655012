package org.bastide.common.link;

import java.util.Optional;

/**
 * The node does not know a directive that it was sent.
 *
 * @param subject the id that the directive was about, where it could be read
 */
public record Unsupported(Optional<String> subject) implements NodeMessage {}
