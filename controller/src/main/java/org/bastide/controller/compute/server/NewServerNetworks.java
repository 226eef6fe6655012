package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;

import java.util.List;

/** There are no networks yet: what asks for one cannot be served, and says so. */
final class NewServerNetworks {
    private static final String FIELD = "networks";

    private NewServerNetworks() {}

    /** Goes on only where a request asks for none, in its version's form. */
    static void require(Json wanted, Microversion version) {
        if (!wanted.has(FIELD)) {
            if (version.atLeast(2, 37)) {
                throw Problem.badRequest(
                        "Invalid input for field/attribute server. 'networks' is a required property");
            }
            return;
        }
        if (wanted.node().path(FIELD).isTextual() && version.atLeast(2, 37)) {
            requireNone(wanted);
        } else if (!wanted.objects(FIELD).isEmpty()) {
            throw wanted.invalid(
                    FIELD, "names networks or ports that could not be found: there are none yet");
        }
    }

    private static void requireNone(Json wanted) {
        switch (wanted.string(FIELD, 1, 8)) {
            case "none" -> {
                // as it will be
            }
            case "auto" ->
                    throw Problem.badRequest(
                            "Unable to automatically allocate a network for field/attribute server/networks: this cloud has no networks yet; ask for 'none'.");
            default -> throw wanted.invalid(FIELD, "is neither 'none' nor 'auto' nor a list");
        }
    }

    /** The security groups that are named: each project has one, and more come with networks. */
    static List<String> groups(Json wanted) {
        List<String> names =
                wanted.objects("security_groups").stream()
                        .map(group -> group.only("name").string("name", 1, 255))
                        .distinct()
                        .toList();
        names.stream()
                .filter(name -> !name.equals("default"))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw Problem.badRequest(
                                    "Invalid input for field/attribute server/security_groups. Security group %s not found."
                                            .formatted(name));
                        });
        return names.isEmpty() ? List.of("default") : names;
    }
}
