package org.bastide.computenode.guest;

/** How far the node has come with the newest intent for a guest. */
enum Standing {
    /** It is not real yet. */
    NEW,
    /** It is real. */
    REAL,
    /** It was real when the machine went down. */
    CUT,
    /** It was real until the guest ended by itself: only a newer intent starts it again. */
    ENDED,
    /** It could not be made real: only a newer intent is tried. */
    FAILED
}
