package org.bastide.controller.lease;

import org.bastide.controller.db.Tx;

/**
 * A duty held.
 *
 * @param duty which
 * @param epoch counts the duty's holders; what a holder sends carries it
 */
public record Lease(String duty, long epoch) {
    /** Somebody else holds the duty now. */
    public static final class Lost extends RuntimeException {
        private Lost(String duty) {
            super("another controller holds " + duty + " now");
        }
    }

    /**
     * Locks the duty's row until the transaction ends.
     *
     * @throws Lost once the epoch has moved on
     */
    public void hold(Tx tx) {
        if (LeaseRepository.lockedEpoch(tx, duty) != epoch) {
            throw new Lost(duty);
        }
    }
}
