package org.bastide.controller.db;

import org.bastide.controller.ledger.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Appends a transaction's events as its last statements. The head's row is locked while it counts,
 * so that numbers become visible in their order: who has read up to N misses nothing by going on
 * from N + 1.
 */
final class LedgerRepository {
    private LedgerRepository() {}

    static void append(Tx tx, List<Event> events) {
        tx.update(
                "UPDATE event_head SET sequence = sequence + :count",
                Map.of("count", events.size()));
        long next = tx.number("SELECT sequence FROM event_head", Map.of()) - events.size() + 1;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Event event : events) {
            Map<String, Object> row = new java.util.HashMap<>();
            row.put("sequence", next++);
            row.put("at", event.at());
            row.put("actor", event.actor());
            row.put("project", event.project());
            row.put("kind", event.kind());
            row.put("resource", event.resource());
            row.put("resourceId", event.resourceId());
            row.put("request", event.request());
            row.put("detail", event.detail());
            rows.add(row);
        }
        tx.updateAll(
                """
                INSERT INTO event (sequence, at, actor, project_id, kind, resource, resource_id, request_id, detail)
                VALUES (:sequence, :at, :actor, :project, :kind, :resource, :resourceId, :request, :detail)
                """,
                rows);
    }
}
