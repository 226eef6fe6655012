package org.bastide.controller.image;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.Tx;

import java.util.regex.Pattern;

/** Which images a caller sees and which are theirs to change. */
final class ImageAccess {
    /** Glance takes ids of any form; what cannot be one of ours is not asked for in SQL. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,36}");

    private final ImageRepository repository;

    ImageAccess(ImageRepository repository) {
        this.repository = repository;
    }

    /**
     * An image that the caller sees.
     *
     * @throws Problem NOT_FOUND for any other
     */
    Image visible(Tx tx, Caller caller, String id) {
        if (!ID.matcher(id).matches()) {
            throw notFound(id);
        }
        return repository
                .find(tx, id)
                .filter(image -> image.state() != ImageState.DELETED)
                .filter(image -> sees(caller, image))
                .orElseThrow(() -> notFound(id));
    }

    /**
     * An image that the caller may change.
     *
     * @throws Problem NOT_FOUND for one they do not see, FORBIDDEN for one that is not theirs
     */
    Image own(Tx tx, Caller caller, String id) {
        Image image = visible(tx, caller, id);
        if (!caller.sees(image.owner())) {
            throw Problem.forbidden("You are not permitted to modify image %s.".formatted(id));
        }
        return image;
    }

    private static boolean sees(Caller caller, Image image) {
        return caller.sees(image.owner())
                || switch (image.metadata().visibility()) {
                    case PUBLIC, COMMUNITY -> true;
                    case SHARED, PRIVATE -> false;
                };
    }

    private static Problem notFound(String id) {
        return Problem.notFound("No image found with ID %s".formatted(id));
    }
}
