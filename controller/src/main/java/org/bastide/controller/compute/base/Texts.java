package org.bastide.controller.compute.base;

import org.bastide.common.http.Json;

import java.util.Optional;

/** The kinds of text that Nova's schemas know. */
public final class Texts {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 65_535;

    private Texts() {}

    /** A name: 1 to 255 printable characters, no blank at either end. */
    public static String name(Json json, String field) {
        String name = json.string(field, 1, LONGEST_NAME);
        if (!isPrintable(name) || isBlank(name.codePointAt(0)) || isBlank(lastOf(name))) {
            throw json.invalid(
                    field,
                    "is not a valid name: it must have printable characters and neither start nor end with whitespace");
        }
        return name;
    }

    /** Up to 65,535 printable characters; {@code null} and absent are none. */
    public static Optional<String> description(Json json, String field) {
        Optional<String> description = json.optionalString(field, 0, LONGEST_DESCRIPTION);
        if (!isPrintable(description.orElse(""))) {
            throw json.invalid(field, "must have printable characters only");
        }
        return description;
    }

    private static int lastOf(String text) {
        return text.codePointBefore(text.length());
    }

    private static boolean isBlank(int character) {
        return Character.getType(character) == Character.SPACE_SEPARATOR;
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Texts::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
