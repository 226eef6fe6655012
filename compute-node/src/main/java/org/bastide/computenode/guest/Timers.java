package org.bastide.computenode.guest;

import java.time.Duration;

/** Runs something later. */
public interface Timers {
    /** Runs it once the time is over; it must not block. */
    void after(Duration time, Runnable run);
}
