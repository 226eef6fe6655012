package org.bastide.common.link;

/** What a node sees of a guest. */
public enum GuestState {
    /** The node has nothing of it. */
    ABSENT,
    /** No process. */
    STOPPED,
    RUNNING,
    PAUSED,
    SUSPENDED,
    /**
     * It could not be made what is wanted; the reason says why. The node tries no more until a
     * newer intent.
     */
    FAILED
}
