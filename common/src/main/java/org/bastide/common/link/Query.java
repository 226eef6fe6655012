package org.bastide.common.link;

import java.util.OptionalInt;

/**
 * Asks what only the node knows.
 *
 * @param id names the answer
 * @param kind what is asked
 * @param guest the guest it is about
 * @param limit for {@code CONSOLE_LOG}: the newest so many lines, all that is kept where absent
 */
public record Query(long id, Kind kind, String guest, OptionalInt limit)
        implements ControllerMessage {
    /** What can be asked. */
    public enum Kind {
        /** The end of what the guest wrote to its serial console. */
        CONSOLE_LOG
    }
}
