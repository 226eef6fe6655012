package org.bastide.controller.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says about an image.
 *
 * @param isProtected whether it may not be deleted
 * @param hidden whether lists leave it out unless asked for it
 * @param minDisk in GiB
 * @param minRam in MiB
 * @param tags without duplicates
 * @param properties whatever else the client wants known, such as {@code os_admin_user}
 */
record ImageMetadata(
        Optional<String> name,
        Visibility visibility,
        boolean isProtected,
        boolean hidden,
        Optional<String> diskFormat,
        Optional<String> containerFormat,
        int minDisk,
        int minRam,
        List<String> tags,
        Map<String, String> properties) {
    private static final int MOST_TEXT = 255;
    private static final int MOST_VALUE = 65_535;
    private static final int MOST_TAGS = 128;
    private static final int MOST_PROPERTIES = 128;
    private static final int MOST_CHARACTERS = 160_000;

    ImageMetadata {
        tags = tags.stream().distinct().toList();
        properties = Map.copyOf(properties);
        mustFit("tags", tags.size(), MOST_TAGS);
        mustFit("properties", properties.size(), MOST_PROPERTIES);
        mustFit(
                "characters of properties",
                properties.entrySet().stream()
                        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                        .sum(),
                MOST_CHARACTERS);
    }

    /** Reads Glance's flat form, in which every unknown field is a property. */
    static ImageMetadata parse(Json image) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String field : image.fields()) {
            if (!ImageFields.WRITABLE.contains(field)) {
                if (field.isEmpty() || field.length() > MOST_TEXT) {
                    throw image.invalid(field, "has a name that is not 1 to 255 characters long");
                }
                properties.put(field, image.string(field, 0, MOST_VALUE));
            }
        }
        return new ImageMetadata(
                name(image),
                Visibility.parse(image),
                image.bool("protected", false),
                image.bool("os_hidden", false),
                oneOf(image, "disk_format", ImageFields.DISK_FORMATS),
                oneOf(image, "container_format", ImageFields.CONTAINER_FORMATS),
                image.optionalInt("min_disk", 0, Integer.MAX_VALUE).orElse(0),
                image.optionalInt("min_ram", 0, Integer.MAX_VALUE).orElse(0),
                image.strings("tags", 0, MOST_TEXT),
                properties);
    }

    private static Optional<String> name(Json image) {
        Optional<String> name = image.optionalString("name", 0, MOST_TEXT);
        if (name.filter(text -> text.indexOf('\0') >= 0).isPresent()) {
            throw image.invalid("name", "contains a NUL character");
        }
        return name;
    }

    private static Optional<String> oneOf(Json image, String field, List<String> known) {
        Optional<String> value = image.optionalString(field, 0, MOST_TEXT);
        if (value.isPresent() && !known.contains(value.get())) {
            throw image.invalid(field, "is not one of " + known);
        }
        return value;
    }

    private static void mustFit(String what, int number, int most) {
        if (number > most) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "The limit has been exceeded on the number of allowed image %s. Attempted: %d, Maximum: %d"
                            .formatted(what, number, most));
        }
    }

    /** The flat form that {@link #parse} reads. */
    ObjectNode flat() {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        properties.forEach(flat::put);
        flat.put("name", name.orElse(null));
        flat.put("visibility", visibility.shown());
        flat.put("protected", isProtected);
        flat.put("os_hidden", hidden);
        flat.put("disk_format", diskFormat.orElse(null));
        flat.put("container_format", containerFormat.orElse(null));
        flat.put("min_disk", minDisk);
        flat.put("min_ram", minRam);
        tags.forEach(flat.putArray("tags")::add);
        return flat;
    }

    /** The same with other tags. */
    ImageMetadata tagged(List<String> other) {
        return new ImageMetadata(
                name,
                visibility,
                isProtected,
                hidden,
                diskFormat,
                containerFormat,
                minDisk,
                minRam,
                other,
                properties);
    }
}
