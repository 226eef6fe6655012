package org.bastide.controller.ledger;

import org.bastide.controller.db.Tx;

import java.util.List;
import java.util.Map;

/** The {@code event} table, to be read. */
final class EventRepository {
    List<Event> of(Tx tx, String resource, String id) {
        return tx.list(
                """
                SELECT * FROM event WHERE resource_id = :id AND resource = :resource ORDER BY sequence
                """,
                Map.of("id", id, "resource", resource),
                row ->
                        new Event(
                                row.instant("at"),
                                row.string("actor"),
                                row.optionalString("project_id"),
                                row.string("kind"),
                                row.string("resource"),
                                row.string("resource_id"),
                                row.optionalString("request_id"),
                                row.texts("detail")));
    }
}
