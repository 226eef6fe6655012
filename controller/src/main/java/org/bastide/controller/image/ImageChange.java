package org.bastide.controller.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One operation of a JSON patch, for one field or property.
 *
 * @param operation what is done
 * @param field the name it is done to
 * @param value what it gets; JSON's null for a removal
 * @param strict whether to add what is there already is a conflict, as in the API's first form
 */
record ImageChange(Operation operation, String field, JsonNode value, boolean strict) {
    /** What Glance takes of RFC 6902. */
    enum Operation {
        ADD,
        REPLACE,
        REMOVE
    }

    /** The media types of {@code PATCH /v2/images/ID}. */
    static final String FIRST_FORM = "application/openstack-images-v2.0-json-patch";

    static final String SECOND_FORM = "application/openstack-images-v2.1-json-patch";

    /** Reads a patch of a media type. */
    static List<ImageChange> parse(Optional<String> mediaType, JsonNode body) {
        boolean first = mediaType.filter(FIRST_FORM::equals).isPresent();
        if (!first && mediaType.filter(SECOND_FORM::equals).isEmpty()) {
            throw new Problem(
                    Problem.Code.UNSUPPORTED_MEDIA_TYPE,
                    "An image is patched by %s or %s.".formatted(SECOND_FORM, FIRST_FORM),
                    java.util.Map.of("Accept-Patch", SECOND_FORM + ", " + FIRST_FORM));
        }
        if (!body.isArray()) {
            throw Problem.badRequest("Request body must be a JSON array of operation objects.");
        }
        List<ImageChange> changes = new ArrayList<>();
        for (JsonNode one : body) {
            Json operation = Json.of("/" + changes.size(), one);
            changes.add(first ? firstForm(operation) : secondForm(operation));
        }
        return changes;
    }

    /** {@code {"op": "replace", "path": "/name", "value": "x"}}. */
    private static ImageChange secondForm(Json one) {
        Operation operation = operation(one.string("op", 0, 255));
        return of(one, operation, one.string("path", 0, 255), false);
    }

    /** {@code {"replace": "/name", "value": "x"}}. */
    private static ImageChange firstForm(Json one) {
        List<String> named = one.fields().stream().filter(f -> !f.equals("value")).toList();
        if (named.size() != 1) {
            throw Problem.badRequest(
                    "Operation objects must contain exactly one member named 'add', 'replace' or 'remove'.");
        }
        return of(one, operation(named.getFirst()), one.string(named.getFirst(), 0, 255), true);
    }

    private static Operation operation(String name) {
        return switch (name) {
            case "add" -> Operation.ADD;
            case "replace" -> Operation.REPLACE;
            case "remove" -> Operation.REMOVE;
            default ->
                    throw Problem.badRequest(
                            "Operations must be 'add', 'replace' or 'remove', not '%s'."
                                    .formatted(name));
        };
    }

    private static ImageChange of(Json one, Operation operation, String path, boolean strict) {
        String field = field(path);
        ImageFields.mustBeWritable(field);
        if (operation != Operation.REMOVE && !one.has("value")) {
            throw Problem.badRequest(
                    "Operation \"%s\" requires a member named \"value\"."
                            .formatted(operation.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return new ImageChange(operation, field, one.node().path("value"), strict);
    }

    /** The one segment of a JSON pointer (RFC 6901). */
    private static String field(String path) {
        if (!path.startsWith("/")) {
            throw Problem.badRequest("Pointer `%s` does not start with \"/\".".formatted(path));
        }
        String segment = path.substring(1);
        if (segment.isEmpty() || segment.contains("/") || segment.matches(".*~(?![01]).*")) {
            throw Problem.badRequest(
                    "Invalid JSON pointer for this resource: '%s'".formatted(path));
        }
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /** Does this to an image's flat form; whether the result can be is seen when it is parsed. */
    void apply(ObjectNode flat) {
        boolean present = flat.has(field);
        switch (operation) {
            case ADD -> {
                if (present && strict) {
                    throw Problem.conflict("Property %s already present.".formatted(field));
                }
                flat.set(field, value);
            }
            case REPLACE -> {
                mustBe(present);
                flat.set(field, value);
            }
            case REMOVE -> {
                if (ImageFields.WRITABLE.contains(field)) {
                    throw Problem.forbidden("Property %s may not be removed.".formatted(field));
                }
                mustBe(present);
                flat.remove(field);
            }
        }
    }

    private void mustBe(boolean present) {
        if (!present) {
            throw Problem.conflict("Property %s does not exist.".formatted(field));
        }
    }
}
