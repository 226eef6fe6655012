package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.controller.compute.base.Texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request changes of how a server is named and described. What it does not name, stays; an
 * empty address is none.
 *
 * @param describes whether it changes the description, to none where that is empty
 */
public record ServerChange(
        Optional<String> name,
        boolean describes,
        Optional<String> description,
        Optional<String> accessIpv4,
        Optional<String> accessIpv6,
        Optional<Boolean> autoDiskConfig) {
    /** Reads the {@code server} object of a request. */
    static ServerChange parse(Json wanted, Microversion version) {
        List<String> known =
                new ArrayList<>(List.of("name", "accessIPv4", "accessIPv6", "OS-DCF:diskConfig"));
        if (version.atLeast(2, 19)) {
            known.add("description");
        }
        wanted.only(known.toArray(String[]::new));
        return new ServerChange(
                wanted.has("name") ? Optional.of(Texts.name(wanted, "name")) : Optional.empty(),
                wanted.has("description"),
                ServerFields.description(wanted),
                ServerFields.address(wanted, "accessIPv4"),
                ServerFields.address(wanted, "accessIPv6"),
                ServerFields.autoDiskConfig(wanted));
    }

    Optional<String> descriptionOf(Server server) {
        return describes ? description : server.description();
    }

    Optional<String> accessIpv4Of(Server server) {
        return accessIpv4.or(server::accessIpv4).filter(address -> !address.isEmpty());
    }

    Optional<String> accessIpv6Of(Server server) {
        return accessIpv6.or(server::accessIpv6).filter(address -> !address.isEmpty());
    }
}
