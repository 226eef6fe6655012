package org.bastide.controller.db;

import org.bastide.controller.ledger.Event;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One transaction. Parameters are named, {@code :name}; their values may be texts, numbers,
 * booleans, bytes, enums, {@link Instant}s, {@link Optional}s of these (empty is NULL), maps and
 * lists (written as JSON).
 */
public final class Tx {
    private final Handle handle;
    private final List<Event> events = new ArrayList<>();

    Tx(Handle handle) {
        this.handle = handle;
    }

    /** Runs a statement and tells how many rows it changed. */
    public int update(String sql, Map<String, ?> parameters) {
        try (var statement = handle.createUpdate(sql)) {
            bind(statement, parameters);
            return statement.execute();
        }
    }

    /**
     * Runs a statement once for each set of parameters, together; tells how many rows each changed.
     */
    public int[] updateAll(String sql, Collection<? extends Map<String, ?>> sets) {
        if (sets.isEmpty()) {
            return new int[0];
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (Map<String, ?> parameters : sets) {
                bind(batch, parameters);
                batch.add();
            }
            return batch.execute();
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Map<String, ?> parameters, Function<Row, T> read) {
        try (var query = handle.createQuery(sql)) {
            bind(query, parameters);
            return query.map((results, context) -> read.apply(new Row(results))).list();
        }
    }

    /** The first row of a query, if it has any. */
    public <T> Optional<T> first(String sql, Map<String, ?> parameters, Function<Row, T> read) {
        try (var query = handle.createQuery(sql)) {
            bind(query, parameters);
            return query.map((results, context) -> read.apply(new Row(results))).findFirst();
        }
    }

    /** A number that a query yields, such as a count or a sum. */
    public long number(String sql, Map<String, ?> parameters) {
        try (var query = handle.createQuery(sql)) {
            bind(query, parameters);
            return query.map((results, context) -> results.getLong(1)).one();
        }
    }

    /** Appends an event to the ledger, in this transaction. */
    public void event(Event event) {
        events.add(event);
    }

    List<Event> events() {
        return events;
    }

    private static void bind(SqlStatement<?> statement, Map<String, ?> parameters) {
        parameters.forEach((name, value) -> statement.bind(name, plain(value)));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> plain(optional.orElse(null));
            case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            case Map<?, ?> map -> Row.write(map);
            case Collection<?> collection -> Row.write(collection);
            default -> value;
        };
    }
}
