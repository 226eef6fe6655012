package org.bastide.common.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object of a request, read field by field. Whatever is missing, of the wrong type or out of
 * range is a {@link Problem} BAD_REQUEST that names the field. A field that is {@code null} counts
 * as absent where it is optional.
 */
public final class Json {
    private final String path;
    private final JsonNode node;

    private Json(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** An object to read from; the path names it in messages, empty for the body itself. */
    public static Json of(String path, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "body" : path, node, "is not of type 'object'");
        }
        return new Json(path, node);
    }

    /** An object without fields. */
    public static Json empty() {
        return new Json("", JsonNodeFactory.instance.objectNode());
    }

    /** Whether the field is there, even if {@code null}. */
    public boolean has(String field) {
        return node.has(field);
    }

    /** Whether the field is there and {@code null}. */
    public boolean isNull(String field) {
        return node.path(field).isNull();
    }

    /** The names of the fields, in order. */
    public List<String> fields() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The node itself, for what has no fixed form. */
    public JsonNode node() {
        return node;
    }

    /** Refuses fields other than these. */
    public Json only(String... known) {
        Set<String> unknown = new TreeSet<>(fields());
        unknown.removeAll(Set.copyOf(Arrays.asList(known)));
        if (!unknown.isEmpty()) {
            throw Problem.badRequest(
                    "Additional properties are not allowed (%s unexpected)"
                            .formatted(
                                    String.join(
                                                    ", ",
                                                    unknown.stream()
                                                            .map(u -> "'" + at(u) + "'")
                                                            .toList())
                                            + (unknown.size() == 1 ? " was" : " were")));
        }
        return this;
    }

    /** An object that must be there. */
    public Json object(String field) {
        return of(at(field), required(field));
    }

    /** An object that may be absent. */
    public Optional<Json> optionalObject(String field) {
        return present(field).map(value -> of(at(field), value));
    }

    /** A text that must be there, of {@code least} to {@code most} characters. */
    public String string(String field, int least, int most) {
        return text(at(field), required(field), least, most);
    }

    /** A text that may be absent. */
    public Optional<String> optionalString(String field, int least, int most) {
        return present(field).map(value -> text(at(field), value, least, most));
    }

    /**
     * A whole number that must be there; numbers in quotes are read too, as the reference services
     * do.
     */
    public long integer(String field, long least, long most) {
        return number(at(field), required(field), least, most);
    }

    /** A whole number that may be absent. */
    public OptionalLong optionalInteger(String field, long least, long most) {
        return present(field)
                .map(value -> OptionalLong.of(number(at(field), value, least, most)))
                .orElseGet(OptionalLong::empty);
    }

    /** A whole number that fits an int and may be absent. */
    public OptionalInt optionalInt(String field, int least, int most) {
        OptionalLong value = optionalInteger(field, least, most);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    /**
     * A number above zero that may be absent; like whole numbers it may be in quotes.
     *
     * @param most the greatest allowed
     */
    public OptionalDouble optionalPositive(String field, double most) {
        return present(field)
                .map(value -> OptionalDouble.of(positive(at(field), value, most)))
                .orElseGet(OptionalDouble::empty);
    }

    /** A truth value, or what holds where it is absent. */
    public boolean bool(String field, boolean otherwise) {
        return optionalBool(field).orElse(otherwise);
    }

    /**
     * A truth value that may be absent; the words that the reference services take are taken too.
     */
    public Optional<Boolean> optionalBool(String field) {
        return present(field).map(value -> truth(at(field), value));
    }

    /** A list of objects, empty where absent. */
    public List<Json> objects(String field) {
        List<Json> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode value : array(field)) {
            objects.add(of(at(field) + "/" + index++, value));
        }
        return objects;
    }

    /** A list of texts, empty where absent. */
    public List<String> strings(String field, int least, int most) {
        List<String> strings = new ArrayList<>();
        int index = 0;
        for (JsonNode value : array(field)) {
            strings.add(text(at(field) + "/" + index++, value, least, most));
        }
        return strings;
    }

    /** A map of texts, such as metadata; empty where absent. Keys have 1 to 255 characters. */
    public Map<String, String> texts(String field, int mostOfValue) {
        Map<String, String> texts = new LinkedHashMap<>();
        optionalObject(field)
                .ifPresent(
                        object -> {
                            for (String key : object.fields()) {
                                if (key.isEmpty() || key.length() > 255) {
                                    throw Problem.badRequest(
                                            "Invalid input for field/attribute %s. The key '%s' must have 1 to 255 characters."
                                                    .formatted(at(field), key));
                                }
                                texts.put(key, object.string(key, 0, mostOfValue));
                            }
                        });
        return texts;
    }

    /** A refusal of a field for a reason of the caller's own. */
    public Problem invalid(String field, String reason) {
        return wrong(at(field), node.path(field), reason);
    }

    private Iterable<JsonNode> array(String field) {
        Optional<JsonNode> value = present(field);
        if (value.isPresent() && !value.get().isArray()) {
            throw wrong(at(field), value.get(), "is not of type 'array'");
        }
        return value.orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    private Optional<JsonNode> present(String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private JsonNode required(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute %s. '%s' is a required property"
                            .formatted(path.isEmpty() ? "body" : path, field));
        }
        return value;
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "/" + field;
    }

    private static String text(String path, JsonNode value, int least, int most) {
        if (!value.isTextual()) {
            throw wrong(path, value, "is not of type 'string'");
        }
        String text = value.textValue();
        if (text.length() < least) {
            throw wrong(path, value, "is too short");
        }
        if (text.length() > most) {
            throw wrong(path, value, "is too long");
        }
        if (text.indexOf('\0') >= 0) {
            throw wrong(path, value, "has a NUL character");
        }
        return text;
    }

    private static long number(String path, JsonNode value, long least, long most) {
        long number;
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            number = value.longValue();
        } else if (value.isTextual() && value.textValue().matches("-?\\d{1,18}")) {
            number = Long.parseLong(value.textValue());
        } else {
            throw wrong(path, value, "is not of type 'integer'");
        }
        if (number < least) {
            throw wrong(path, value, "is less than the minimum of " + least);
        }
        if (number > most) {
            throw wrong(path, value, "is greater than the maximum of " + most);
        }
        return number;
    }

    private static double positive(String path, JsonNode value, double most) {
        double number;
        if (value.isNumber()) {
            number = value.doubleValue();
        } else if (value.isTextual() && value.textValue().matches("\\d{1,40}(\\.\\d{1,40})?")) {
            number = Double.parseDouble(value.textValue());
        } else {
            throw wrong(path, value, "is not of type 'number'");
        }
        if (number <= 0) {
            throw wrong(path, value, "is less than or equal to the minimum of 0");
        }
        if (number > most) {
            throw wrong(path, value, "is greater than the maximum of " + most);
        }
        return number;
    }

    private static boolean truth(String path, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (value.asText().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "on", "yes", "y", "t" -> true;
            case "false", "0", "off", "no", "n", "f" -> false;
            default -> throw wrong(path, value, "is not of type 'boolean'");
        };
    }

    private static Problem wrong(String path, JsonNode value, String reason) {
        String shown = value.toString();
        return Problem.badRequest(
                "Invalid input for field/attribute %s. Value: %s. %s %s"
                        .formatted(
                                path,
                                shown.length() > 100 ? shown.substring(0, 100) + "…" : shown,
                                shown.length() > 100 ? "It" : shown,
                                reason));
    }
}
