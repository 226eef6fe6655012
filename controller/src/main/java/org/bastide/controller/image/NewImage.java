package org.bastide.controller.image;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.common.http.Json;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request for an image.
 *
 * @param id the id that the client chose, if any
 * @param owner the project that it is for, where not the caller's own
 */
record NewImage(Optional<String> id, Optional<String> owner, ImageMetadata metadata) {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Reads the body of {@code POST /v2/images}. */
    static NewImage parse(Json body) {
        Optional<String> id = body.optionalString("id", 1, 255);
        if (id.isPresent() && !UUID.matcher(id.get()).matches()) {
            throw body.invalid("id", "is not a UUID in lower case");
        }
        Optional<String> owner = body.optionalString("owner", 1, 64);
        ObjectNode rest = ((ObjectNode) body.node()).deepCopy();
        rest.remove("id");
        rest.remove("owner");
        Json described = Json.of("", rest);
        described.fields().forEach(ImageFields::mustBeWritable);
        return new NewImage(id, owner, ImageMetadata.parse(described));
    }
}
