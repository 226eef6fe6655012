package org.bastide.controller.identity.base;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Attributes of the client's own, kept as they came: Keystone's schemas are open. */
public final class Extra {
    private static final int MOST = 32 * 1024;
    private static final int MOST_OPTIONS = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> ANY = new TypeReference<>() {};

    private Extra() {}

    /** How a column with such attributes is read. */
    public static TypeReference<Map<String, Object>> type() {
        return ANY;
    }

    /** The object's fields but those that have a meaning here. */
    public static Map<String, Object> of(Json object, Set<String> known) {
        return of(object, known, MOST);
    }

    private static Map<String, Object> of(Json object, Set<String> known, int most) {
        Map<String, Object> extra = new LinkedHashMap<>();
        long size = 0;
        for (String field : object.fields()) {
            if (!known.contains(field)) {
                JsonNode value = object.node().path(field);
                size += field.length() + value.toString().length();
                extra.put(field, JSON.convertValue(value, Object.class));
            }
        }
        if (size > most) {
            throw Problem.badRequest(
                    "The attributes of the request are larger than the %d characters that are kept."
                            .formatted(most));
        }
        return extra;
    }

    /** The object's {@code options}: any field, a null value meaning none. */
    public static Map<String, Object> options(Json object) {
        return object.optionalObject("options")
                .map(options -> of(options, Set.of(), MOST_OPTIONS))
                .orElse(Map.of());
    }

    /** What was kept, with what came now laid over it. */
    public static Map<String, Object> merged(Map<String, Object> kept, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(kept);
        all.putAll(more);
        return all;
    }

    /** Options laid over options; null takes one away. */
    public static Map<String, Object> mergedOptions(
            Map<String, Object> kept, Map<String, Object> more) {
        Map<String, Object> all = merged(kept, more);
        all.values().removeIf(value -> value == null);
        return all;
    }
}
