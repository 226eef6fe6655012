package org.bastide.storagenode.task;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;

/** Does the work of tasks. */
public interface Worker {
    /** Does it, on a platform thread. A failure that is told to the controller is an outcome. */
    Outcome work(Work work, TaskContext context) throws InterruptedException;
}
