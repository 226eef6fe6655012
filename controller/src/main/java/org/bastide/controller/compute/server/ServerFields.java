package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.Texts;

import java.net.Inet6Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fields that creating and changing a server have in common, checked as Nova's schemas do. */
final class ServerFields {
    static final int MOST_TAGS = 50;

    private static final int MOST_TEXT = 255;
    private static final int MOST_TAG = 60;
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\-_:. ]{1,255}");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private ServerFields() {}

    /** Up to 255 characters; {@code null} is none. */
    static Optional<String> description(Json wanted) {
        wanted.optionalString("description", 0, MOST_TEXT);
        return Texts.description(wanted, "description");
    }

    /** An address of the version that the field's name ends with, or an empty text. */
    static Optional<String> address(Json wanted, String field) {
        Optional<String> address = wanted.optionalString(field, 0, 45);
        address.filter(text -> !text.isEmpty())
                .filter(text -> !(field.endsWith("4") ? isIpv4(text) : isIpv6(text)))
                .ifPresent(
                        text -> {
                            throw wanted.invalid(
                                    field,
                                    "is not an address of IPv" + field.charAt(field.length() - 1));
                        });
        return address;
    }

    private static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        try {
            return text.matches("[0-9a-fA-F:.]+") && Inet6Address.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Optional<Boolean> autoDiskConfig(Json wanted) {
        return wanted.optionalString("OS-DCF:diskConfig", 1, 8)
                .map(
                        text ->
                                switch (text) {
                                    case "AUTO" -> true;
                                    case "MANUAL" -> false;
                                    default ->
                                            throw wanted.invalid(
                                                    "OS-DCF:diskConfig",
                                                    "is not one of ['AUTO', 'MANUAL']");
                                });
    }

    /** Metadata: what its keys may be made of is narrower than for its values. */
    static Map<String, String> metadata(Json wanted, String field) {
        Map<String, String> metadata = wanted.texts(field, MOST_TEXT);
        for (String key : metadata.keySet()) {
            if (!KEY.matcher(key).matches()) {
                throw wanted.invalid(
                        field, "has key '%s', which does not match '%s'".formatted(key, KEY));
            }
        }
        return metadata;
    }

    /** Tags, each once, in order. */
    static List<String> tags(Json wanted) {
        List<String> tags = wanted.strings("tags", 0, MOST_TEXT);
        tags.forEach(ServerFields::requireTag);
        if (tags.size() > MOST_TAGS) {
            throw tooManyTags();
        }
        return List.copyOf(new LinkedHashSet<>(tags));
    }

    /** Goes on only with a text that may be a tag. */
    static void requireTag(String tag) {
        if (tag.isEmpty() || tag.length() > MOST_TAG || tag.contains("/") || tag.contains(",")) {
            throw Problem.badRequest(
                    "Tag '%s' is invalid. It must be a string of 1 to %d characters without '/' and ','."
                            .formatted(tag, MOST_TAG));
        }
    }

    static Problem tooManyTags() {
        return Problem.badRequest(
                "The number of tags exceeded the per-server limit %d".formatted(MOST_TAGS));
    }
}
