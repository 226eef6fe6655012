package org.bastide.computenode.guest;

/** How long a guest has been asked to power off. */
enum Patience {
    /** It was not asked yet. */
    FRESH,
    /** It was asked, and has time. */
    ASKED,
    /** It was asked, and may have been too early in its start to hear it. */
    AGAIN,
    /** Its time is over. */
    OVER
}
