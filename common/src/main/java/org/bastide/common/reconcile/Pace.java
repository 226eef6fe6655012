package org.bastide.common.reconcile;

import java.time.Duration;

/** When the next pass follows without a nudge, and which are full. Moments are nanoseconds. */
final class Pace {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final long fullPeriod;
    private boolean anyFull;
    private long lastFull;
    private Duration pause = Duration.ZERO;

    Pace(Duration fullPeriod) {
        this.fullPeriod = fullPeriod.toNanos();
    }

    /** Whether a pass that begins now is to compare everything. */
    boolean full(long now) {
        return !anyFull || now - lastFull >= fullPeriod;
    }

    /** A pass that began then has done what it could. */
    void ended(Pass pass, boolean full, long begun) {
        if (full) {
            anyFull = true;
            lastFull = begun;
        }
        pause = pass.left() > 0 ? FIRST_PAUSE : Duration.ZERO;
    }

    /** A pass has failed: the next one follows after a while, and is as full. */
    void failed() {
        Duration twice = pause.multipliedBy(2);
        if (twice.compareTo(FIRST_PAUSE) < 0) {
            pause = FIRST_PAUSE;
        } else {
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
    }

    /** How long no pass may begin; zero where the next one waits for a nudge. */
    Duration pause() {
        return pause;
    }
}
