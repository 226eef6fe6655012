package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.Texts;

import java.util.Base64;
import java.util.List;
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
        Optional<String> description,
        String imageRef,
        String flavorRef,
        Optional<String> keyName,
        Map<String, String> metadata,
        List<String> tags,
        Optional<String> userData,
        boolean configDrive,
        WantedPlace place,
        Optional<String> accessIpv4,
        Optional<String> accessIpv6,
        boolean autoDiskConfig,
        List<String> securityGroups,
        Count count,
        boolean returnReservation) {
    private static final int MOST_USER_DATA = 65_535;
    private static final int MOST_NAME = 255;

    /** Between how many servers of the same kind. */
    public record Count(int least, int most) {}

    /** Reads a request's body. */
    public static NewServer parse(Json body, Microversion version) {
        body.only("server", "os:scheduler_hints", "OS-SCH-HNT:scheduler_hints");
        NewServerFields.refuseHints(body);
        Json wanted = body.object("server");
        wanted.only(NewServerFields.known(version));
        NewServerFields.refuseWhatCannotBe(wanted);
        NewServerNetworks.require(wanted, version);
        String name = Texts.name(wanted, "name");
        return new NewServer(
                name,
                version.atLeast(2, 19) ? ServerFields.description(wanted) : Optional.of(name),
                image(wanted),
                flavor(wanted),
                wanted.optionalString("key_name", 1, MOST_NAME),
                ServerFields.metadata(wanted, "metadata"),
                ServerFields.tags(wanted),
                userData(wanted),
                wanted.bool("config_drive", false),
                WantedPlace.parse(wanted),
                ServerFields.address(wanted, "accessIPv4").filter(text -> !text.isEmpty()),
                ServerFields.address(wanted, "accessIPv6").filter(text -> !text.isEmpty()),
                ServerFields.autoDiskConfig(wanted).orElse(false),
                NewServerNetworks.groups(wanted),
                count(wanted),
                wanted.bool("return_reservation_id", false));
    }

    private static String image(Json wanted) {
        String image = wanted.optionalString("imageRef", 0, MOST_NAME).orElse("");
        if (image.isEmpty()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute server/imageRef. An image to boot from is needed: there are no volumes here yet.");
        }
        String id = image.substring(image.lastIndexOf('/') + 1);
        NewServerFields.requireDiskOfImage(wanted, id);
        return id;
    }

    private static String flavor(Json wanted) {
        String flavor =
                wanted.node().path("flavorRef").isIntegralNumber()
                        ? wanted.node().path("flavorRef").asText()
                        : wanted.string("flavorRef", 1, MOST_NAME);
        return flavor.substring(flavor.lastIndexOf('/') + 1);
    }

    private static Optional<String> userData(Json wanted) {
        Optional<String> data = wanted.optionalString("user_data", 0, MOST_USER_DATA);
        data.ifPresent(
                text -> {
                    try {
                        Base64.getDecoder().decode(text.replaceAll("\\s", ""));
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
}
