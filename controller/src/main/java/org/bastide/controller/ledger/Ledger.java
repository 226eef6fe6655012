package org.bastide.controller.ledger;

import org.bastide.controller.db.Tx;

import java.util.List;

/** What has happened, read back. Transactions append by {@link Tx#event}. */
public final class Ledger {
    private final EventRepository repository = new EventRepository();

    /** All that happened to a resource, oldest first. */
    public List<Event> of(Tx tx, String resource, String id) {
        return repository.of(tx, resource, id);
    }
}
