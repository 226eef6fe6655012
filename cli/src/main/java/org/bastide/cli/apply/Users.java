package org.bastide.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;

import java.util.ArrayList;
import java.util.List;

/** The cloud's users, in the domain of the project that asks, and their roles. */
final class Users {
    private static final int NO_CONTENT = 204;

    private final Session session;
    private final Projects projects;

    Users(Session session, Projects projects) {
        this.session = session;
        this.projects = projects;
    }

    /** Makes what is missing of the user and the roles; a password that is there stays. */
    String make(WantedUser wanted) {
        List<String> done = new ArrayList<>();
        JsonNode found = find("/users", "users", "user", wanted.name());
        String user;
        if (found.isEmpty()) {
            user = create(wanted);
            done.add("created");
        } else {
            user = found.get(0).path("id").asText();
            done.add("is there");
        }
        for (WantedUser.Grant grant : wanted.roles()) {
            if (grant(user, grant)) {
                done.add("is now %s of %s".formatted(grant.role(), grant.project()));
            }
        }
        return String.join(", ", done);
    }

    private String create(WantedUser wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode user =
                body.putObject("user")
                        .put("name", wanted.name())
                        .put("password", wanted.password().text())
                        .put("domain_id", session.domain());
        wanted.project().ifPresent(project -> user.put("default_project_id", projects.id(project)));
        return session.post(Service.IDENTITY, "/users", body)
                .expect("create user " + wanted.name(), 201)
                .json()
                .path("user")
                .path("id")
                .asText();
    }

    private boolean grant(String user, WantedUser.Grant grant) {
        JsonNode roles = find("/roles", "roles", "role", grant.role());
        if (roles.isEmpty()) {
            throw new Complaint(Exit.FAILED, "there is no role " + grant.role());
        }
        String path =
                "/projects/%s/users/%s/roles/%s"
                        .formatted(
                                projects.id(grant.project()),
                                user,
                                roles.get(0).path("id").asText());
        if (session.head(Service.IDENTITY, path).status() == NO_CONTENT) {
            return false;
        }
        session.put(Service.IDENTITY, path)
                .expect("give role %s in project %s".formatted(grant.role(), grant.project()), 204);
        return true;
    }

    private JsonNode find(String path, String plural, String singular, String name) {
        String domain =
                singular.equals("role") ? "" : "&domain_id=" + Session.encoded(session.domain());
        return session.get(Service.IDENTITY, path + "?name=" + Session.encoded(name) + domain)
                .expect("look for %s %s".formatted(singular, name), 200)
                .json()
                .path(plural);
    }
}
