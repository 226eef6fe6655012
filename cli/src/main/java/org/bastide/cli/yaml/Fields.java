package org.bastide.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping of a file, read field by field. What is wrong is noted under the field's path and a
 * harmless value returned, so that {@link #settle} can say all of it together.
 */
public final class Fields {
    private final Path file;
    private final String path;
    private final JsonNode node;
    private final List<String> problems;

    private Fields(Path file, String path, JsonNode node, List<String> problems) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** The top of a file. */
    public static Fields of(Path file) {
        return new Fields(file, "", Yaml.read(file), new ArrayList<>());
    }

    /** Notes every field but these. */
    public Fields only(String... known) {
        Set<String> names = Set.of(known);
        node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !names.contains(name))
                .forEach(name -> problem(name, "is not known here"));
        return this;
    }

    /** What each mapping in a list says; an absent list is empty. */
    public <T> List<T> list(String field, Function<Fields, T> read) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            problem(field, "is not a list");
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            String place = at(field) + "[" + i + "]";
            if (value.get(i).isObject()) {
                items.add(read.apply(new Fields(file, place, value.get(i), problems)));
            } else {
                problems.add(place + ": is not a mapping");
            }
        }
        return List.copyOf(items);
    }

    /** A text that must be there. */
    public String text(String field) {
        Optional<String> text = optionalText(field);
        if (text.isEmpty()) {
            problem(field, "is missing");
        }
        return text.orElse("");
    }

    /** A text that may be absent; numbers and truths are taken as written. */
    public Optional<String> optionalText(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode() || value.asText().isEmpty()) {
            problem(field, "is not a text");
            return Optional.of("?");
        }
        return Optional.of(value.asText());
    }

    /** A whole number, at least {@code least}, or {@code absent} where there is none. */
    public int number(String field, int least, Optional<Integer> absent) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            if (absent.isEmpty()) {
                problem(field, "is missing");
            }
            return absent.orElse(least);
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            problem(field, "is not a whole number of at least " + least);
            return least;
        }
        return value.intValue();
    }

    /** Yes or no, or {@code absent}. */
    public boolean truth(String field, boolean absent) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isBoolean()) {
            problem(field, "is neither true nor false");
        }
        return value.booleanValue();
    }

    /** A mapping of texts, empty if absent. */
    public Map<String, String> texts(String field) {
        JsonNode value = node.path(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            problem(field, "is not a mapping");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                problem(field + "." + entry.getKey(), "is not a text");
            }
        }
        return texts;
    }

    /** Notes that a field is wrong. */
    public void problem(String field, String reason) {
        problems.add(at(field) + ": " + reason);
    }

    /**
     * Ends the reading.
     *
     * @throws Complaint if anything was wrong
     */
    public void settle() {
        if (!problems.isEmpty()) {
            throw new Complaint(Exit.WRONG_INPUT, file + ":\n  " + String.join("\n  ", problems));
        }
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
