/**
 * What a guest is on this node, and how it becomes what is wanted.
 *
 * <p>{@link org.bastide.computenode.guest.Guests} has one {@link
 * org.bastide.computenode.guest.GuestRunner} for each guest. It looks at the newest directive, at
 * the guest's {@link org.bastide.computenode.guest.GuestRecord} and at the domain, asks {@link
 * org.bastide.computenode.guest.GuestPlan} for the next action, does it, and looks again, until
 * nothing is left to do. It never remembers a step, so that it goes on the same way after anything
 * was killed. A start is the ordered list of {@link org.bastide.computenode.guest.GuestHook}s; each
 * may be undone without having been done.
 */
package org.bastide.computenode.guest;
