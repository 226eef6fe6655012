package org.bastide.controller.compute.base;

import org.bastide.common.http.Caller;
import org.bastide.common.http.RequestId;
import org.bastide.controller.db.Tx;
import org.bastide.controller.ledger.Event;

import java.time.InstantSource;
import java.util.Map;

/** Tells the ledger what callers have changed in compute. */
public final class ComputeEvents {
    private final InstantSource clock;

    /** Events that are dated by the clock. */
    public ComputeEvents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Appends the event of a change, in the change's transaction.
     *
     * @param resource the kind of thing, such as {@code flavor}
     * @param id its id or, where it has none, its name
     * @param action such as {@code create}
     */
    public void append(
            Tx tx,
            Caller caller,
            String resource,
            String id,
            String action,
            Map<String, String> detail) {
        tx.event(
                new Event(
                        clock.instant(),
                        caller.user(),
                        caller.project(),
                        resource + "." + action,
                        resource,
                        id,
                        RequestId.current(),
                        detail));
    }
}
