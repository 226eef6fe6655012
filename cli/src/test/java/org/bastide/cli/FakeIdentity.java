package org.bastide.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.FakeCloud.Asked;
import org.bastide.cli.FakeCloud.Said;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Projects, users and grants. */
final class FakeIdentity {
    final Map<String, ObjectNode> projects = new TreeMap<>();
    final Map<String, ObjectNode> users = new TreeMap<>();
    final Set<String> grants = new ConcurrentSkipListSet<>();

    Said answer(Asked asked) {
        String path = asked.path().substring("/identity/v3/".length());
        return switch (path) {
            case "projects" -> collection(asked, "project", projects);
            case "users" -> collection(asked, "user", users);
            case "roles" ->
                    asked.parameter("name").equals(java.util.Optional.of("member"))
                            ? Said.of(
                                    200,
                                    FakeCloud.list(
                                            "roles",
                                            List.of(FakeCloud.object().put("id", "role-member"))))
                            : Said.of(200, FakeCloud.list("roles", List.of()));
            default -> grant(asked, path);
        };
    }

    private Said grant(Asked asked, String path) {
        if (asked.method().equals("PUT")) {
            grants.add(path);
        }
        return grants.contains(path) ? Said.of(204) : Said.of(404);
    }

    private static Said collection(Asked asked, String kind, Map<String, ObjectNode> known) {
        if (asked.method().equals("POST")) {
            JsonNode wanted = asked.json().path(kind);
            if (wanted.path("password").asText().equals("weak")) {
                return FakeCloud.refused(400, "The password is too weak.");
            }
            ObjectNode made = wanted.deepCopy();
            made.put("id", kind + "-" + wanted.path("name").asText());
            known.put(wanted.path("name").asText(), made);
            return Said.of(201, FakeCloud.object().set(kind, made));
        }
        List<ObjectNode> found =
                known.values().stream()
                        .filter(
                                it ->
                                        asked.parameter("name").stream()
                                                .allMatch(it.path("name").asText()::equals))
                        .filter(
                                it ->
                                        asked.parameter("domain_id").stream()
                                                .allMatch(it.path("domain_id").asText()::equals))
                        .toList();
        return Said.of(200, FakeCloud.list(kind + "s", found));
    }
}
