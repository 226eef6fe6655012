package org.bastide.controller.identity.project;

import com.fasterxml.jackson.core.type.TypeReference;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.Extra;
import org.bastide.controller.identity.base.Where;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ProjectRepository {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final String SELECT =
            """
            SELECT id, name, domain_id, parent_id, is_domain, enabled, description, tags, options, extra, version
            FROM identity_project\
            """;

    Optional<Project> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = :id", Map.of("id", id), ProjectRepository::project);
    }

    Optional<Project> named(Tx tx, String domain, String name) {
        return tx.first(
                SELECT + " WHERE domain_id = :domain AND name = :name",
                Map.of("domain", domain, "name", name),
                ProjectRepository::project);
    }

    List<Project> list(Tx tx, ProjectFilter filter) {
        Where where =
                new Where()
                        .equal("name", filter.name())
                        .equal("domain_id", filter.domain())
                        .equal("parent_id", filter.parent())
                        .equal("enabled", filter.enabled())
                        .equal("is_domain", Optional.of(filter.isDomain()));
        return tx.list(
                SELECT + where.sql() + " ORDER BY id",
                where.parameters(),
                ProjectRepository::project);
    }

    List<Project> children(Tx tx, String id) {
        return tx.list(
                SELECT + " WHERE parent_id = :id ORDER BY id",
                Map.of("id", id),
                ProjectRepository::project);
    }

    void insert(Tx tx, Project project) {
        tx.update(
                """
                INSERT INTO identity_project
                    (id, name, domain_id, parent_id, is_domain, enabled, description, tags, options, extra, version)
                VALUES (:id, :name, :domain, :parent, :isDomain, :enabled, :description, :tags, :options, :extra, :version)
                """,
                parameters(project));
    }

    /** Stores a changed project if nobody else changed it meanwhile. */
    boolean update(Tx tx, Project project) {
        return tx.update(
                        """
                        UPDATE identity_project SET name = :name, enabled = :enabled, description = :description,
                            tags = :tags, options = :options, extra = :extra, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        parameters(project))
                == 1;
    }

    boolean delete(Tx tx, String id) {
        return tx.update("DELETE FROM identity_project WHERE id = :id", Map.of("id", id)) == 1;
    }

    /** Deletes a domain's projects, leaves first. */
    void deleteIn(Tx tx, String domain) {
        int deleted;
        do {
            deleted =
                    tx.update(
                            """
                            DELETE FROM identity_project WHERE domain_id = :domain AND id NOT IN
                                (SELECT parent_id FROM identity_project WHERE domain_id = :domain)
                            """,
                            Map.of("domain", domain));
        } while (deleted > 0);
    }

    private static Map<String, Object> parameters(Project project) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", project.id());
        parameters.put("name", project.name());
        parameters.put("domain", project.domain());
        parameters.put("parent", project.parent());
        parameters.put("isDomain", project.isDomain());
        parameters.put("enabled", project.enabled());
        parameters.put("description", project.description());
        parameters.put("tags", project.tags());
        parameters.put("options", project.options());
        parameters.put("extra", project.extra());
        parameters.put("version", project.version());
        return parameters;
    }

    private static Project project(Row row) {
        return new Project(
                row.string("id"),
                row.string("name"),
                row.string("domain_id"),
                row.optionalString("parent_id"),
                row.bool("is_domain"),
                row.bool("enabled"),
                row.string("description"),
                row.json("tags", TEXTS),
                row.json("options", Extra.type()),
                row.json("extra", Extra.type()),
                row.number("version"));
    }
}
