package org.bastide.controller.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** One row of a result, read by column name. */
public final class Row {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** Reads a column. */
    private interface Reader<T> {
        T read(ResultSet results) throws SQLException;
    }

    public String string(String column) {
        return read(results -> results.getString(column));
    }

    public Optional<String> optionalString(String column) {
        return Optional.ofNullable(string(column));
    }

    public int integer(String column) {
        return read(results -> results.getInt(column));
    }

    public long number(String column) {
        return read(results -> results.getLong(column));
    }

    public double real(String column) {
        return read(results -> results.getDouble(column));
    }

    public Optional<Long> optionalNumber(String column) {
        return read(
                results -> {
                    long value = results.getLong(column);
                    return results.wasNull() ? Optional.empty() : Optional.of(value);
                });
    }

    public boolean bool(String column) {
        return read(results -> results.getBoolean(column));
    }

    public byte[] bytes(String column) {
        return read(results -> results.getBytes(column));
    }

    public Instant instant(String column) {
        return optionalInstant(column).orElseThrow();
    }

    public Optional<Instant> optionalInstant(String column) {
        return read(
                results ->
                        Optional.ofNullable(results.getObject(column, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant));
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) {
        return Enum.valueOf(type, string(column));
    }

    /** A column that holds a map of texts as JSON, such as metadata. */
    public Map<String, String> texts(String column) {
        return json(column, TEXTS);
    }

    /** A column that holds JSON. */
    public <T> T json(String column, TypeReference<T> type) {
        try {
            return JSON.readValue(string(column), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column " + column + " holds no such JSON", e);
        }
    }

    private <T> T read(Reader<T> reader) {
        try {
            return reader.read(results);
        } catch (SQLException e) {
            throw new DatabaseException("a column cannot be read", e);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
