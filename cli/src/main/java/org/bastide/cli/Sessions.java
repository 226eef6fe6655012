package org.bastide.cli;

import org.bastide.cli.api.Session;

import java.time.Duration;

/** Opens a session with the cloud that the command line names. */
@FunctionalInterface
public interface Sessions {
    /** A session that waits at most that long for a cloud that does not answer. */
    Session open(Duration wait);
}
