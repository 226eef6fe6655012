package org.bastide.computenode.guest;

/** One part of a guest's set-up. Repeating any of these changes nothing. */
public interface GuestHook {
    /** Makes ready, before the guest's process starts. */
    void before(GuestStart start);

    /** Takes back what is of no use once the process has ended. Safe without {@link #before}. */
    void after(GuestRecord guest);
}
