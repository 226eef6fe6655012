package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request to create servers asks for, parsed and checked alone: whether the image, the
 * flavor and the key exist is found out later.
 *
 * @param userData in base64
 * @param count how many at least, then at most
 */
public record NewServer(
        String name,
        Optional<String> hostname,
        Optional<String> description,
        String imageRef,
        String flavorRef,
        Optional<String> keyName,
        Map<String, String> metadata,
        List<String> tags,
        Optional<String> userData,
        boolean configDrive,
        Optional<String> zone,
        Optional<String> host,
        Optional<String> accessIpv4,
        Optional<String> accessIpv6,
        Count count,
        boolean returnReservation) {
    private static final int MOST_USER_DATA = 65_535;
    private static final int MOST_NAME = 255;

    /** Between how many servers of the same kind. */
    public record Count(int least, int most) {}

    /** Reads the {@code server} object of a request. */
    public static NewServer parse(Json wanted, Microversion version) {
        wanted.only(NewServerFields.known(version));
        networks(wanted, version);
        Optional<String> zone = wanted.optionalString("availability_zone", 1, MOST_NAME);
        return new NewServer(
                name(wanted, "name"),
                wanted.optionalString("hostname", 1, 63),
                wanted.optionalString("description", 0, MOST_NAME),
                image(wanted),
                flavor(wanted),
                wanted.optionalString("key_name", 1, MOST_NAME),
                wanted.texts("metadata", MOST_NAME),
                wanted.strings("tags", 1, 60),
                userData(wanted),
                wanted.bool("config_drive", false),
                zone.map(text -> text.split(":")[0]),
                wanted.optionalString("host", 1, MOST_NAME)
                        .or(() -> wanted.optionalString("hypervisor_hostname", 1, MOST_NAME))
                        .or(
                                () ->
                                        zone.filter(text -> text.contains(":"))
                                                .map(text -> text.split(":")[1])),
                wanted.optionalString("accessIPv4", 0, 45).filter(text -> !text.isEmpty()),
                wanted.optionalString("accessIPv6", 0, 45).filter(text -> !text.isEmpty()),
                count(wanted),
                wanted.bool("return_reservation_id", false));
    }

    /** A name with something in it, without blanks around it. */
    static String name(Json wanted, String field) {
        String name = wanted.string(field, 1, MOST_NAME).strip();
        if (name.isEmpty()) {
            throw wanted.invalid(field, "is blank");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw wanted.invalid(field, "has characters that cannot be shown");
        }
        return name;
    }

    private static String image(Json wanted) {
        if (!wanted.objects("block_device_mapping_v2").isEmpty()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute server/block_device_mapping_v2. This cloud boots servers from images only.");
        }
        String image = wanted.optionalString("imageRef", 0, MOST_NAME).orElse("");
        if (image.isEmpty()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute server/imageRef. An image to boot from is needed.");
        }
        return image.substring(image.lastIndexOf('/') + 1);
    }

    private static String flavor(Json wanted) {
        Json fields = wanted;
        String flavor =
                fields.has("flavorRef") && fields.node().path("flavorRef").isIntegralNumber()
                        ? fields.node().path("flavorRef").asText()
                        : fields.string("flavorRef", 1, MOST_NAME);
        return flavor.substring(flavor.lastIndexOf('/') + 1);
    }

    private static Optional<String> userData(Json wanted) {
        Optional<String> data = wanted.optionalString("user_data", 0, MOST_USER_DATA);
        data.ifPresent(
                text -> {
                    try {
                        Base64.getMimeDecoder().decode(text);
                    } catch (IllegalArgumentException e) {
                        throw wanted.invalid("user_data", "is not base64");
                    }
                });
        return data.filter(text -> !text.isEmpty());
    }

    private static Count count(Json wanted) {
        OptionalInt most = wanted.optionalInt("max_count", 1, 1000);
        OptionalInt least = wanted.optionalInt("min_count", 1, 1000);
        Count count = new Count(least.orElse(1), most.orElse(least.orElse(1)));
        if (count.least() > count.most()) {
            throw Problem.badRequest("min_count must be <= max_count");
        }
        return count;
    }

    /** There are no networks yet: what asks for one cannot be served, and says so. */
    private static void networks(Json wanted, Microversion version) {
        if (!wanted.has("networks")) {
            if (version.atLeast(2, 37)) {
                throw Problem.badRequest(
                        "Invalid input for field/attribute server. 'networks' is a required property");
            }
            return;
        }
        if (wanted.node().path("networks").isTextual()) {
            switch (wanted.string("networks", 1, 8).toLowerCase(Locale.ROOT)) {
                case "none" -> {
                    if (!version.atLeast(2, 37)) {
                        throw wanted.invalid("networks", "is not of type 'array'");
                    }
                }
                case "auto" ->
                        throw Problem.badRequest(
                                "Unable to automatically allocate a network for field/attribute server/networks: this cloud has no networks yet; ask for 'none'.");
                default ->
                        throw wanted.invalid("networks", "is neither 'none' nor 'auto' nor a list");
            }
            return;
        }
        List<Json> networks = wanted.objects("networks");
        if (!networks.isEmpty()) {
            Json first = networks.getFirst();
            throw Problem.badRequest(
                    "Network %s could not be found."
                            .formatted(
                                    first.optionalString("uuid", 1, MOST_NAME)
                                            .or(() -> first.optionalString("port", 1, MOST_NAME))
                                            .orElse("")));
        }
    }
}
