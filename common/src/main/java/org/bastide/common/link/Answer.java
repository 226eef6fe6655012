package org.bastide.common.link;

import java.util.Optional;

/**
 * The answer to a {@link Query}.
 *
 * @param id the query's
 * @param text what was asked for, where it could be had
 * @param problem why not, otherwise
 */
public record Answer(long id, Optional<String> text, Optional<String> problem)
        implements NodeMessage {}
