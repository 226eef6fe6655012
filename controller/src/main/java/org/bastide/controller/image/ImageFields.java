package org.bastide.controller.image;

import org.bastide.common.http.Problem;

import java.util.List;
import java.util.Set;

/** The names that mean something in Glance's flat form of an image; any other is a property. */
final class ImageFields {
    static final List<String> DISK_FORMATS =
            List.of(
                    "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso",
                    "ploop");
    static final List<String> CONTAINER_FORMATS =
            List.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed");

    /** What a client may set. */
    static final Set<String> WRITABLE =
            Set.of(
                    "name",
                    "visibility",
                    "protected",
                    "os_hidden",
                    "disk_format",
                    "container_format",
                    "min_disk",
                    "min_ram",
                    "tags");

    /** What only the service sets. */
    static final Set<String> READ_ONLY =
            Set.of(
                    "id",
                    "status",
                    "checksum",
                    "os_hash_algo",
                    "os_hash_value",
                    "size",
                    "virtual_size",
                    "created_at",
                    "updated_at",
                    "self",
                    "file",
                    "schema",
                    "direct_url",
                    "stores");

    private static final Set<String> RESERVED =
            Set.of("location", "locations", "deleted", "deleted_at");
    private static final String RESERVED_PREFIX = "os_glance";

    private ImageFields() {}

    /**
     * Lets a name pass that a client may write.
     *
     * @throws Problem FORBIDDEN for any other
     */
    static void mustBeWritable(String name) {
        if (READ_ONLY.contains(name)) {
            throw Problem.forbidden("Attribute '%s' is read-only.".formatted(name));
        }
        if (RESERVED.contains(name) || name.startsWith(RESERVED_PREFIX)) {
            throw Problem.forbidden("Attribute '%s' is reserved.".formatted(name));
        }
    }
}
