package org.bastide.common.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a YAML file into a record. An absent key is the record's to replace by a default in its
 * constructor, where its component is an {@link java.util.Optional} or a list; any other must be
 * there. Unknown keys, missing ones and wrong values are all reported together.
 */
public final class Config {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .registerModule(new Jdk8Module())
                    .registerModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

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
        if (tree == null || tree.isMissingNode() || tree.isNull()) {
            tree = JsonNodeFactory.instance.objectNode();
        }
        Check check = new Check(YAML);
        check.whole(tree, type);
        if (!check.reasons().isEmpty()) {
            throw new Invalid(file, check.reasons());
        }
        try {
            return YAML.convertValue(tree, type);
        } catch (IllegalArgumentException e) {
            throw new Invalid(file, List.of(own(e)));
        }
    }

    /** What a record's constructor said, without what it was wrapped in. */
    private static String own(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage());
    }
}
