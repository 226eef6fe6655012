package org.bastide.controller.task;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Has a storage node do a piece of work. */
public interface StorageWork {
    /**
     * Sends the work to a storage node that is connected.
     *
     * @param attempt names what long work leaves behind, as {@code ID.ATTEMPT}
     * @param deadline after which it counts as failed
     * @return how it ended; {@link Outcome.Failed} of kind TROUBLE where no node is there or it did
     *     not answer in time
     */
    CompletableFuture<Outcome> start(Work work, int attempt, Duration deadline);

    /**
     * Has a storage node that is connected bring an image's bytes to a channel; false where there
     * is none.
     */
    boolean bring(String channel, String image);
}
