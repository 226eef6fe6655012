package org.bastide.common.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds all that keeps a tree from being a record; nothing is guessed from something else. */
final class Check {
    private final ObjectMapper mapper;
    private final List<String> reasons = new ArrayList<>();

    Check(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What was found, a line each. */
    List<String> reasons() {
        return reasons;
    }

    void whole(JsonNode tree, Class<?> type) {
        record("", tree, type);
    }

    private void record(String path, JsonNode node, Class<?> type) {
        if (!node.isObject()) {
            reasons.add((path.isEmpty() ? "the file" : path) + " must be a map");
            return;
        }
        String within = path.isEmpty() ? "" : path + ".";
        Map<String, RecordComponent> known = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents()).forEach(one -> known.put(one.getName(), one));
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.containsKey(entry.getKey())) {
                reasons.add(
                        within
                                + entry.getKey()
                                + " is unknown; known here: "
                                + String.join(", ", known.keySet()));
            }
        }
        known.forEach((name, component) -> component(within + name, node.path(name), component));
    }

    private void component(String path, JsonNode value, RecordComponent component) {
        Class<?> type = component.getType();
        if (!value.isMissingNode() && !value.isNull()) {
            value(path, value, component.getGenericType());
        } else if (type != Optional.class && type != List.class) {
            reasons.add(path + " is missing");
        }
    }

    private void value(String path, JsonNode value, Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() == Optional.class) {
            value(path, value, of.getActualTypeArguments()[0]);
        } else if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            list(path, value, of.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            record(path, value, record);
        } else {
            wanted(value, type)
                    .ifPresent(what -> reasons.add("%s: %s is %s".formatted(path, value, what)));
        }
    }

    private void list(String path, JsonNode value, Type of) {
        if (!value.isArray()) {
            reasons.add(path + " must be a list");
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            value("%s[%d]".formatted(path, i), value.get(i), of);
        }
    }

    /** What a value is not, in words; empty where it is. */
    private Optional<String> wanted(JsonNode value, Type type) {
        if (type == int.class || type == Integer.class) {
            return unless(
                    value.isIntegralNumber() && value.canConvertToInt(), "not a whole number");
        }
        if (type == long.class || type == Long.class) {
            return unless(
                    value.isIntegralNumber() && value.canConvertToLong(), "not a whole number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return unless(value.isBoolean(), "neither true nor false");
        }
        if (type == String.class) {
            return unless(value.isValueNode(), "not a text");
        }
        if (type instanceof Class<?> one && one.isEnum()) {
            List<String> names =
                    Arrays.stream(one.getEnumConstants()).map(Object::toString).toList();
            return unless(
                    names.contains(value.asText()),
                    "none of " + names.stream().collect(Collectors.joining(", ")));
        }
        return unless(
                value.isTextual() && converts(value, type),
                type == Duration.class ? "not a duration such as PT30S" : "not a " + name(type));
    }

    private static Optional<String> unless(boolean good, String otherwise) {
        return good ? Optional.empty() : Optional.of(otherwise);
    }

    private static String name(Type type) {
        return type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
    }

    private boolean converts(JsonNode value, Type type) {
        try {
            mapper.convertValue(value, mapper.getTypeFactory().constructType(type));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
