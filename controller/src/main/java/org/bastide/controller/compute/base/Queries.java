package org.bastide.controller.compute.base;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** The kinds of query parameters that Nova's schemas know. */
public final class Queries {
    private Queries() {}

    /** A parameter that is true or false; present without a value it is true. */
    public static Optional<Boolean> flag(Request request, String name) {
        return request.query(name)
                .map(
                        text ->
                                switch (text.toLowerCase(Locale.ROOT)) {
                                    case "1", "true", "yes", "on", "t", "y", "" -> true;
                                    case "0", "false", "no", "off", "f", "n" -> false;
                                    default ->
                                            throw wrong(name, text, "It is not a boolean.", null);
                                });
    }

    /** A parameter that is a moment, in UTC where it does not say otherwise. */
    public static Optional<Instant> moment(Request request, String name) {
        return request.query(name)
                .map(
                        text -> {
                            try {
                                // a plus sign that was not encoded arrives as a blank
                                String sent = text.strip().replace(' ', '+');
                                boolean zoned = sent.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
                                return OffsetDateTime.parse(zoned ? sent : sent + "Z").toInstant();
                            } catch (DateTimeParseException e) {
                                throw wrong(name, text, "It is not a moment.", e);
                            }
                        });
    }

    /** Goes on only where the first moment, if there are both, is not after the second. */
    public static void requireOrder(Optional<Instant> since, Optional<Instant> before) {
        if (since.isPresent() && before.isPresent() && since.get().isAfter(before.get())) {
            throw Problem.badRequest(
                    "The value of changes-since must be less than or equal to changes-before.");
        }
    }

    /** A refusal of a parameter. */
    public static Problem wrong(String name, String text, String why, Throwable cause) {
        return new Problem(
                Problem.Code.BAD_REQUEST,
                "Invalid input for query parameters %s. Value: %s. %s".formatted(name, text, why),
                cause);
    }
}
