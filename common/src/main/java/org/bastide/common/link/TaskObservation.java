package org.bastide.common.link;

import java.util.Optional;

/**
 * How a task goes.
 *
 * @param task the task's id
 * @param attempt the attempt that this is about
 * @param progress done so far, 0 to 100
 * @param outcome present once it ended
 */
public record TaskObservation(String task, int attempt, int progress, Optional<Outcome> outcome)
        implements NodeMessage {}
