package org.bastide.computenode.libvirt;

import java.time.Duration;

/** Kinds of work that must not wait for each other. */
public enum Lane {
    /** What answers at once. */
    QUERY(2, Duration.ofSeconds(30)),
    /** What starts, changes or ends one guest. */
    LIFECYCLE(16, Duration.ofMinutes(2)),
    /** What takes as long as a guest's memory is large. */
    LONG(2, Duration.ofMinutes(30));

    private final int threads;
    private final Duration deadline;

    Lane(int threads, Duration deadline) {
        this.threads = threads;
        this.deadline = deadline;
    }

    int threads() {
        return threads;
    }

    /** After this, whoever still works is stuck and the node is degraded. */
    Duration deadline() {
        return deadline;
    }
}
