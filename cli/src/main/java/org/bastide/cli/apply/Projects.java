package org.bastide.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;

import java.util.Optional;

/** The cloud's projects, in the domain of the one that asks. */
final class Projects {
    private final Session session;

    Projects(Session session) {
        this.session = session;
    }

    /** Makes it if it is not there; says what was done. */
    String make(WantedProject wanted) {
        if (find(wanted.name()).isPresent()) {
            return "is there";
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("project")
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("domain_id", session.domain());
        session.post(Service.IDENTITY, "/projects", body)
                .expect("create project " + wanted.name(), 201);
        return "created";
    }

    /** The id of the project of that name. */
    String id(String name) {
        return find(name)
                .orElseThrow(() -> new Complaint(Exit.FAILED, "there is no project " + name));
    }

    private Optional<String> find(String name) {
        JsonNode found =
                session.get(
                                Service.IDENTITY,
                                "/projects?name=%s&domain_id=%s"
                                        .formatted(
                                                Session.encoded(name),
                                                Session.encoded(session.domain())))
                        .expect("look for project " + name, 200)
                        .json()
                        .path("projects");
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).path("id").asText());
    }
}
