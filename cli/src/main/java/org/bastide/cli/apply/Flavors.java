package org.bastide.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cloud's flavors. Flavors do not change: one that differs is said to, and stays. */
final class Flavors {
    private static final int PAGE = 500;

    private final Session session;
    private Optional<List<JsonNode>> known = Optional.empty();

    Flavors(Session session) {
        this.session = session;
    }

    /** Makes it if none has its name or id; says what was done. */
    String make(WantedFlavor wanted) {
        Optional<JsonNode> found =
                all().stream()
                        .filter(
                                flavor ->
                                        flavor.path("name").asText().equals(wanted.name())
                                                || wanted.id()
                                                        .equals(
                                                                Optional.of(
                                                                        flavor.path("id")
                                                                                .asText())))
                        .findFirst();
        if (found.isPresent()) {
            String differences = differences(wanted, found.get());
            return differences.isEmpty() ? "is there" : "is there, but differs: " + differences;
        }
        session.post(Service.COMPUTE, "/flavors", body(wanted))
                .expect("create flavor " + wanted.name(), 200, 201, 202);
        return "created";
    }

    private static ObjectNode body(WantedFlavor wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode flavor =
                body.putObject("flavor")
                        .put("name", wanted.name())
                        .put("ram", wanted.ram())
                        .put("vcpus", wanted.vcpus())
                        .put("disk", wanted.disk())
                        .put("OS-FLV-EXT-DATA:ephemeral", wanted.ephemeral())
                        .put("swap", wanted.swap())
                        .put("os-flavor-access:is_public", wanted.open());
        wanted.id().ifPresent(id -> flavor.put("id", id));
        return body;
    }

    private static String differences(WantedFlavor wanted, JsonNode flavor) {
        List<String> differences = new ArrayList<>();
        if (!flavor.path("name").asText().equals(wanted.name())) {
            differences.add("name is " + flavor.path("name").asText());
        }
        compare(differences, flavor, "ram", wanted.ram());
        compare(differences, flavor, "vcpus", wanted.vcpus());
        compare(differences, flavor, "disk", wanted.disk());
        return String.join(", ", differences);
    }

    private static void compare(
            List<String> differences, JsonNode flavor, String field, int wanted) {
        if (flavor.path(field).asInt() != wanted) {
            differences.add("%s is %d".formatted(field, flavor.path(field).asInt()));
        }
    }

    private List<JsonNode> all() {
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return known.get();
    }

    private List<JsonNode> read() {
        List<JsonNode> flavors = new ArrayList<>();
        String marker = "";
        while (true) {
            JsonNode page =
                    session.get(
                                    Service.COMPUTE,
                                    "/flavors/detail?is_public=None&limit=" + PAGE + marker)
                            .expect("list the flavors", 200)
                            .json()
                            .path("flavors");
            page.forEach(flavors::add);
            if (page.size() < PAGE) {
                return flavors;
            }
            marker = "&marker=" + Session.encoded(flavors.getLast().path("id").asText());
        }
    }
}
