package org.bastide.storagenode.task;

import java.io.IOException;
import java.io.InputStream;

/** What a worker may ask of the task that it works on. */
public interface TaskContext {
    /** Counts the leases of the task. */
    int attempt();

    /** Says how far it is, in percent. */
    void progress(int percent);

    /** Opens a channel for reading. A newer attempt of the task closes it. */
    InputStream get(String channel) throws IOException;
}
