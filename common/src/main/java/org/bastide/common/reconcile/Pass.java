package org.bastide.common.reconcile;

/**
 * What a pass came to.
 *
 * @param settled how much it settled or set going
 * @param left how much is left for another pass soon: that one runs without waiting for a nudge
 */
public record Pass(int settled, int left) {
    /** Nothing was to be done. */
    public static final Pass IDLE = new Pass(0, 0);
}
