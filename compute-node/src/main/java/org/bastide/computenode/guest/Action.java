package org.bastide.computenode.guest;

import org.bastide.computenode.libvirt.Lane;

/** What a runner does next. */
enum Action {
    /** Starts it. */
    START,
    /** Starts it with its CPUs stopped. */
    START_PAUSED,
    /** Starts it where its saved memory left off. */
    RESTORE,
    /** The same, with its CPUs stopped. */
    RESTORE_PAUSED,
    /** Lets its CPUs go on. */
    RESUME,
    /** Stops its CPUs. */
    PAUSE,
    /** Presses its power button. */
    SHUTDOWN,
    /** Presses its power button, so that it starts anew. */
    REBOOT,
    /** Presses its reset button, in place of a reboot that it did not heed. */
    RESET,
    /** Saves its memory and ends its process. */
    SAVE,
    /** Ends its process. */
    DESTROY,
    /** Forgets its saved memory. */
    DISCARD,
    /** Removes all that is left of it. */
    REMOVE,
    /** Waits for an event or a timer. */
    WAIT,
    /** Notes that what is wanted is real. */
    SETTLE,
    /** Notes that it ended by itself. */
    END,
    /** Nothing: an earlier ending or failure stands. */
    REST;

    /** Where it may block. */
    Lane lane() {
        return switch (this) {
            case SAVE, RESTORE, RESTORE_PAUSED -> Lane.LONG;
            case START,
                    START_PAUSED,
                    RESUME,
                    PAUSE,
                    SHUTDOWN,
                    REBOOT,
                    RESET,
                    DESTROY,
                    DISCARD,
                    REMOVE,
                    WAIT,
                    SETTLE,
                    END,
                    REST ->
                    Lane.LIFECYCLE;
        };
    }

    /** Whether it brings a process into being. */
    boolean starts() {
        return this == START || this == START_PAUSED || this == RESTORE || this == RESTORE_PAUSED;
    }

    /** Whether nothing more is to be done after it, until something happens. */
    boolean last() {
        return this == WAIT || this == SETTLE || this == END || this == REST || this == REMOVE;
    }
}
