package org.bastide.cli.api;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.time.Duration;

/** How long to go on trying, from now. */
public final class Patience {
    private final long end;

    private Patience(long end) {
        this.end = end;
    }

    /** Until that much time has passed. */
    public static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    /** Whether there is none left. */
    public boolean ended() {
        return System.nanoTime() - end >= 0;
    }

    /** Waits a while, but not beyond the end. */
    public void pause(Duration time) {
        try {
            Thread.sleep(Duration.ofNanos(Math.clamp(end - System.nanoTime(), 0, time.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint(Exit.FAILED, "interrupted", e);
        }
    }
}
