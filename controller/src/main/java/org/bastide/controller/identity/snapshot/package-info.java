/**
 * The identity snapshot: an immutable copy, in memory, of what decides whether a token is good and
 * which roles it carries. It follows the events' sequence: at once after a write of this
 * controller, within half a second after one of another. Nothing is decided by a copy older than a
 * second. It reads identity's tables by queries of its own and writes nothing but the sweep of
 * revocations that have outlived every token.
 */
package org.bastide.controller.identity.snapshot;
