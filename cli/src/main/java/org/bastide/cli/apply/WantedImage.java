package org.bastide.cli.apply;

import org.bastide.cli.Surroundings;
import org.bastide.cli.yaml.Fields;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An image that should be there.
 *
 * @param minDisk in GiB
 * @param minRam in MiB
 * @param replace whether an image of this name with other content makes way for this one
 */
record WantedImage(
        String name,
        Path file,
        String diskFormat,
        String containerFormat,
        String visibility,
        int minDisk,
        int minRam,
        Map<String, String> properties,
        boolean replace) {

    /** What Glance calls its own fields, so that no property can. */
    private static final Set<String> TAKEN =
            Set.of(
                    "name",
                    "id",
                    "owner",
                    "status",
                    "visibility",
                    "disk_format",
                    "container_format",
                    "min_disk",
                    "min_ram",
                    "protected",
                    "tags",
                    "size",
                    "virtual_size",
                    "checksum",
                    "created_at",
                    "updated_at",
                    "locations",
                    "file",
                    "schema",
                    "self");

    WantedImage {
        properties = Map.copyOf(properties);
    }

    static WantedImage read(Fields fields, Surroundings around, Path folder) {
        fields.only(
                "name",
                "file",
                "disk_format",
                "container_format",
                "visibility",
                "min_disk",
                "min_ram",
                "properties",
                "replace");
        Path file = around.path(folder, fields.text("file"));
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            fields.problem("file", file + " is not a readable file");
        }
        Map<String, String> properties = fields.texts("properties");
        properties.keySet().stream()
                .filter(TAKEN::contains)
                .forEach(key -> fields.problem("properties." + key, "is a field of the image"));
        return new WantedImage(
                fields.text("name"),
                file,
                fields.text("disk_format"),
                fields.optionalText("container_format").orElse("bare"),
                fields.optionalText("visibility").orElse("private"),
                fields.number("min_disk", 0, Optional.of(0)),
                fields.number("min_ram", 0, Optional.of(0)),
                properties,
                fields.truth("replace", false));
    }
}
