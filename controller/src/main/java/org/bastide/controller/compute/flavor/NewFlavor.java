package org.bastide.controller.compute.flavor;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.controller.compute.base.Texts;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A flavor as a request to create one describes it; without an id it gets a UUID. */
record NewFlavor(
        Optional<String> id,
        String name,
        int vcpus,
        int ram,
        int disk,
        int ephemeral,
        int swap,
        double rxtxFactor,
        boolean isPublic,
        Optional<String> description) {
    private static final int MOST = Integer.MAX_VALUE;
    private static final double MOST_FACTOR = 3.40282e+38;
    private static final Pattern ID = Pattern.compile("(?! )[a-zA-Z0-9. _-]{1,255}(?<! )");
    private static final String EPHEMERAL = "OS-FLV-EXT-DATA:ephemeral";
    private static final String IS_PUBLIC = "os-flavor-access:is_public";

    static NewFlavor parse(Json json, Microversion version) {
        boolean described = version.atLeast(2, 55);
        json.only(
                "id",
                "name",
                "vcpus",
                "ram",
                "disk",
                "swap",
                "rxtx_factor",
                EPHEMERAL,
                IS_PUBLIC,
                described ? "description" : "name");
        return new NewFlavor(
                id(json),
                Texts.name(json, "name"),
                (int) json.integer("vcpus", 1, MOST),
                (int) json.integer("ram", 1, MOST),
                (int) json.integer("disk", 0, MOST),
                json.optionalInt(EPHEMERAL, 0, MOST).orElse(0),
                json.optionalInt("swap", 0, MOST).orElse(0),
                json.optionalPositive("rxtx_factor", MOST_FACTOR).orElse(1.0),
                json.bool(IS_PUBLIC, true),
                described ? Texts.description(json, "description") : Optional.empty());
    }

    /** A text, a number as if it were one, or none. */
    private static Optional<String> id(Json json) {
        JsonNode id = json.node().path("id");
        if (id.isMissingNode() || id.isNull()) {
            return Optional.empty();
        }
        if (!id.isTextual() && !id.isNumber()) {
            throw json.invalid("id", "is not of type 'string', 'number', 'null'");
        }
        if (!ID.matcher(id.asText()).matches()) {
            throw json.invalid(
                    "id",
                    "must have 1 to 255 letters, digits, spaces, '.', '-' and '_', and neither start nor end with a space");
        }
        return Optional.of(id.asText());
    }

    Flavor as(String otherwise, Instant now) {
        return new Flavor(
                id.orElse(otherwise),
                name,
                vcpus,
                ram,
                disk,
                ephemeral,
                swap,
                rxtxFactor,
                isPublic,
                description,
                Map.of(),
                now);
    }
}
