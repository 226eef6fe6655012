package org.bastide.controller.image;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A patch of an image: what it makes of one is parsed as a new image's description is. */
record ImagePatch(List<ImageChange> changes) {
    ImagePatch {
        changes = List.copyOf(changes);
    }

    /** Reads the body of {@code PATCH /v2/images/ID}. */
    static ImagePatch parse(Request request) {
        return new ImagePatch(ImageChange.parse(request.mediaType(), request.jsonNode()));
    }

    /**
     * The image once patched.
     *
     * @throws Problem where it may not be, or is not, an image any more
     */
    Image apply(Caller caller, Image image, Instant now) {
        ObjectNode flat = image.metadata().flat();
        flat.put("owner", image.owner());
        changes.forEach(change -> change.apply(flat));
        Json patched = Json.of("", flat);
        String owner = patched.string("owner", 1, 64);
        if (!owner.equals(image.owner()) && !caller.isAdmin()) {
            throw Problem.forbidden("You are not permitted to set the owner of this image.");
        }
        flat.remove("owner");
        ImageMetadata metadata = ImageMetadata.parse(patched);
        mustStay("disk_format", image, image.metadata().diskFormat(), metadata.diskFormat());
        mustStay(
                "container_format",
                image,
                image.metadata().containerFormat(),
                metadata.containerFormat());
        return image.with(metadata, now).ownedBy(owner);
    }

    /** The formats say how the stored bytes are to be read. */
    private static void mustStay(
            String field, Image image, Optional<String> before, Optional<String> after) {
        if (!before.equals(after) && image.state() != ImageState.QUEUED) {
            throw Problem.forbidden(
                    "Attribute %s can be only replaced for a queued image.".formatted(field));
        }
    }
}
