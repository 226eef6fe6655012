package org.bastide.controller.image;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which of the images that a caller sees a list is to have. A parameter that is no field's name
 * asks for a property.
 *
 * @param visibility the one asked for, {@code all}, or empty for Glance's default
 * @param matches what else is asked
 */
record ImageFilter(Optional<String> visibility, Predicate<Image> matches) {
    private static final Set<String> NOT_FILTERS =
            Set.of(
                    "limit",
                    "marker",
                    "sort",
                    "sort_key",
                    "sort_dir",
                    "visibility",
                    "member_status");
    private static final Set<String> LISTS =
            Set.of("id", "name", "status", "disk_format", "container_format");

    /** Reads the query of {@code GET /v2/images}. */
    static ImageFilter parse(Request request) {
        Optional<String> visibility = request.query("visibility");
        visibility
                .filter(named -> !named.equals("all") && !Visibility.names().contains(named))
                .ifPresent(
                        named -> {
                            throw Problem.badRequest(
                                    "Invalid visibility value: %s".formatted(named));
                        });
        Predicate<Image> matches = image -> true;
        for (String name : request.queryNames()) {
            if (!NOT_FILTERS.contains(name)) {
                for (String value : request.queries(name)) {
                    matches = matches.and(one(name, value));
                }
            }
        }
        if (request.query("os_hidden").isEmpty()) {
            matches = matches.and(image -> !image.metadata().hidden());
        }
        return new ImageFilter(visibility, matches);
    }

    private static Predicate<Image> one(String name, String value) {
        return switch (name) {
            case "tag" -> image -> image.metadata().tags().contains(value);
            case "size_min" -> sized(name, value, 1);
            case "size_max" -> sized(name, value, -1);
            case "created_at" -> timed(name, value, Image::created);
            case "updated_at" -> timed(name, value, Image::updated);
            case "protected", "os_hidden" -> truth(name, value);
            case "owner" -> image -> image.owner().equals(value);
            default -> field(name, value);
        };
    }

    private static Predicate<Image> field(String name, String value) {
        if (LISTS.contains(name) && value.startsWith("in:")) {
            Set<String> values = Set.copyOf(Arrays.asList(value.substring(3).split(",")));
            return image -> values.contains(String.valueOf(ImageView.of(image).get(name)));
        }
        return image -> value.equals(String.valueOf(ImageView.of(image).get(name)));
    }

    private static Predicate<Image> truth(String name, String value) {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw Problem.badRequest(
                    "Invalid value '%s' for '%s' filter: it must be true or false."
                            .formatted(value, name));
        }
        return image -> Boolean.valueOf(value).equals(ImageView.of(image).get(name));
    }

    private static Predicate<Image> sized(String name, String value, int sign) {
        if (!value.matches("\\d{1,18}")) {
            throw Problem.badRequest(
                    "Invalid value '%s' for '%s' filter: it must be a whole number of at least 0."
                            .formatted(value, name));
        }
        long bound = Long.parseLong(value);
        return image ->
                image.content().filter(c -> Long.compare(c.size(), bound) * sign >= 0).isPresent();
    }

    /** {@code gte:2026-01-02T03:04:05Z} and the like; seconds, as shown. */
    private static Predicate<Image> timed(
            String name, String value, Function<Image, Instant> time) {
        int colon = value.indexOf(':');
        String operator = colon > 0 && colon < 4 ? value.substring(0, colon) : "eq";
        Instant bound = instant(name, colon > 0 && colon < 4 ? value.substring(colon + 1) : value);
        Predicate<Integer> accepts =
                switch (operator) {
                    case "eq" -> order -> order == 0;
                    case "neq" -> order -> order != 0;
                    case "gt" -> order -> order > 0;
                    case "gte" -> order -> order >= 0;
                    case "lt" -> order -> order < 0;
                    case "lte" -> order -> order <= 0;
                    default ->
                            throw Problem.badRequest(
                                    "Unable to filter by unknown operator '%s' of %s."
                                            .formatted(operator, name));
                };
        return image ->
                accepts.test(time.apply(image).truncatedTo(ChronoUnit.SECONDS).compareTo(bound));
    }

    private static Instant instant(String name, String text) {
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "Invalid time '%s' for '%s' filter: it must be as in ISO 8601."
                            .formatted(text, name),
                    e);
        }
    }
}
