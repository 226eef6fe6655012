package org.bastide.controller.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON schemas by which older clients learn what an image is. */
final class ImageSchemas {
    private ImageSchemas() {}

    /** The schema of one image. */
    static Map<String, Object> image() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", "image");
        schema.put("properties", properties());
        schema.put("additionalProperties", Map.of("type", "string"));
        schema.put(
                "links",
                List.of(
                        Map.of("rel", "self", "href", "{self}"),
                        Map.of("rel", "enclosure", "href", "{file}"),
                        Map.of("rel", "describedby", "href", "{schema}")));
        return schema;
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", text(false, "An identifier for the image"));
        properties.put("name", text(false, "Descriptive name for the image"));
        properties.put("status", text(true, "Status of the image"));
        properties.put("visibility", oneOf("Scope of image accessibility", Visibility.names()));
        properties.put("owner", text(false, "Project that owns the image"));
        properties.put("protected", typed("boolean", false, "If true, it cannot be deleted"));
        properties.put("os_hidden", typed("boolean", false, "If true, lists leave it out"));
        properties.put("disk_format", oneOf("Format of the disk", ImageFields.DISK_FORMATS));
        properties.put(
                "container_format",
                oneOf("Format of the container", ImageFields.CONTAINER_FORMATS));
        properties.put("min_disk", typed("integer", false, "GiB of disk needed to boot it"));
        properties.put("min_ram", typed("integer", false, "MiB of memory needed to boot it"));
        Map<String, Object> tags = typed("array", false, "Strings related to the image");
        tags.put("items", Map.of("type", "string", "maxLength", 255));
        properties.put("tags", tags);
        properties.put("size", nullable("integer", "Bytes of the image file"));
        properties.put("virtual_size", nullable("integer", "Bytes of the disk in the image"));
        properties.put("checksum", text(true, "MD5 of the image file"));
        properties.put("os_hash_algo", text(true, "Algorithm of os_hash_value"));
        properties.put("os_hash_value", text(true, "Hexadecimal hash of the image file"));
        for (String time : List.of("created_at", "updated_at")) {
            properties.put(time, typed("string", true, "Date and time"));
        }
        for (String link : List.of("self", "file", "schema")) {
            properties.put(link, typed("string", true, "A link"));
        }
        return properties;
    }

    /** The schema of a list. */
    static Map<String, Object> images() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("images", Map.of("type", "array", "items", image()));
        for (String link : List.of("first", "next", "schema")) {
            properties.put(link, Map.of("type", "string"));
        }
        return Map.of(
                "name",
                "images",
                "properties",
                properties,
                "links",
                List.of(
                        Map.of("rel", "first", "href", "{first}"),
                        Map.of("rel", "next", "href", "{next}"),
                        Map.of("rel", "describedby", "href", "{schema}")));
    }

    private static Map<String, Object> typed(Object type, boolean readOnly, String description) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("type", type);
        field.put("description", description);
        if (readOnly) {
            field.put("readOnly", true);
        }
        return field;
    }

    private static Map<String, Object> text(boolean readOnly, String description) {
        Map<String, Object> field = typed(List.of("null", "string"), readOnly, description);
        field.put("maxLength", 255);
        return field;
    }

    private static Map<String, Object> nullable(String type, String description) {
        return typed(List.of("null", type), true, description);
    }

    private static Map<String, Object> oneOf(String description, List<String> values) {
        Map<String, Object> field = typed(List.of("null", "string"), false, description);
        List<Object> allowed = new ArrayList<>(values);
        allowed.add(null);
        field.put("enum", allowed);
        return field;
    }
}
