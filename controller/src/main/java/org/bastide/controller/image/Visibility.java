package org.bastide.controller.image;

import org.bastide.common.http.Json;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who sees an image beside its owner and administrators. */
public enum Visibility {
    /** Everyone; only an administrator makes an image so. */
    PUBLIC,
    /** Everyone who names it; it is in nobody else's list. */
    COMMUNITY,
    /** Members, once there are any. */
    SHARED,
    /** Nobody. */
    PRIVATE;

    /** The visibility as the API names it. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names that the API knows. */
    static List<String> names() {
        return Arrays.stream(values()).map(Visibility::shown).toList();
    }

    /** What a request's {@code visibility} says; shared where it says nothing, as in Glance. */
    static Visibility parse(Json image) {
        Optional<String> named = image.optionalString("visibility", 0, 255);
        if (named.isEmpty()) {
            return SHARED;
        }
        if (!names().contains(named.get())) {
            throw image.invalid("visibility", "is not one of " + names());
        }
        return valueOf(named.get().toUpperCase(Locale.ROOT));
    }
}
