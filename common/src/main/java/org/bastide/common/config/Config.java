package org.bastide.common.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a YAML file into a record. An absent key is the record's to replace by a default in its
 * constructor, where its component is an {@link Optional} or a list; any other must be there.
 * Unknown keys, missing ones and wrong values are all reported together.
 */
public final class Config {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .registerModule(new Jdk8Module())
                    .registerModule(new JavaTimeModule());

    private Config() {}

    /** A file that cannot be used, with every reason, a line each. */
    public static final class Invalid extends RuntimeException {
        private Invalid(Path file, List<String> reasons) {
            super(file + ":\n  " + String.join("\n  ", reasons));
        }
    }

    /**
     * The record that the file says.
     *
     * @throws Invalid if it says none
     */
    public static <T extends Record> T read(Path file, Class<T> type) {
        JsonNode tree;
        try {
            tree = YAML.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new Invalid(file, List.of("there is no such file"));
        } catch (JsonProcessingException e) {
            throw new Invalid(file, List.of("not YAML: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new Invalid(file, List.of("cannot be read: " + e.getMessage()));
        }
        List<String> reasons = new ArrayList<>();
        check(
                "",
                tree == null || tree.isMissingNode() ? JsonNodeFactory.instance.objectNode() : tree,
                type,
                reasons);
        if (!reasons.isEmpty()) {
            throw new Invalid(file, reasons);
        }
        try {
            return YAML.convertValue(tree, type);
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Invalid(
                    file, List.of(cause.getMessage().lines().findFirst().orElse("invalid")));
        }
    }

    private static void check(String path, JsonNode node, Class<?> type, List<String> reasons) {
        if (!node.isObject()) {
            reasons.add((path.isEmpty() ? "the file" : path) + " must be a map");
            return;
        }
        Map<String, RecordComponent> known = new java.util.LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents())
                .forEach(component -> known.put(component.getName(), component));
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.containsKey(entry.getKey())) {
                reasons.add(
                        path
                                + entry.getKey()
                                + " is unknown; known here: "
                                + String.join(", ", known.keySet()));
            }
        }
        for (RecordComponent component : known.values()) {
            JsonNode value = node.path(component.getName());
            if (value.isMissingNode() || value.isNull()) {
                if (isRequired(component)) {
                    reasons.add(path + component.getName() + " is missing");
                }
            } else {
                checkValue(path + component.getName(), value, component, reasons);
            }
        }
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getType() != Optional.class && component.getType() != List.class;
    }

    private static void checkValue(
            String path, JsonNode value, RecordComponent component, List<String> reasons) {
        if (component.getType().isRecord()) {
            check(path + ".", value, component.getType(), reasons);
            return;
        }
        try {
            YAML.convertValue(
                    value, YAML.getTypeFactory().constructType(component.getGenericType()));
        } catch (IllegalArgumentException e) {
            reasons.add(
                    path
                            + ": "
                            + value.toString()
                            + " is not a "
                            + component.getType().getSimpleName());
        }
    }
}
