package org.bastide.computenode.guest;

import java.time.Duration;
import java.time.Instant;

/**
 * A guest was asked to power off.
 *
 * @param action SHUTDOWN or REBOOT
 * @param since when it was first asked
 * @param last when it was last asked
 */
record Asking(Action action, Instant since, Instant last) {
    /** A guest that is still starting may not hear the button: it is pressed again after this. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    /** How long that was, for a guest that has {@code grace} in all. */
    Patience patience(Instant now, Duration grace) {
        if (!now.isBefore(since.plus(grace))) {
            return Patience.OVER;
        }
        return now.isBefore(last.plus(AGAIN)) ? Patience.ASKED : Patience.AGAIN;
    }

    /** It is asked once more. */
    Asking again(Instant now) {
        return new Asking(action, since, now);
    }
}
