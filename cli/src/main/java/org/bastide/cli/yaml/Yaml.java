package org.bastide.cli.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of YAML, which JSON is too. */
public final class Yaml {
    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

    private Yaml() {}

    /** The mapping that a file holds; an empty file is an empty one. */
    public static ObjectNode read(Path file) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw wrong(file, "there is no such file", e);
        } catch (JsonProcessingException e) {
            // the parser's own message quotes the file, which may hold passwords
            String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw wrong(file, "not YAML" + place, null);
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e.getMessage(), e);
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (tree instanceof ObjectNode mapping) {
            return mapping;
        }
        throw wrong(file, "is not a mapping of keys to values", null);
    }

    private static Complaint wrong(Path file, String reason, Throwable cause) {
        return new Complaint(Exit.WRONG_INPUT, file + ": " + reason, cause);
    }
}
